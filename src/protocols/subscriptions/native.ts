import type { SubscriptionRow, SubscriptionRows } from './row.js'

const PROGRAM = 'until the app ends'

/** Before its 0.65 React Native took listeners out by the function they were added with. */
const REMOVED_BY = ['removeEventListener', 'removeListener', 'removeAllListeners', 'removeSubscription']

const native = (
  call: string | RegExp,
  modules: readonly string[],
  example: string,
  ending: SubscriptionRow['ending'] = 'remove',
): SubscriptionRow => ({
  call,
  modules,
  on: 'module',
  ending,
  noun: 'listener',
  until: PROGRAM,
  example,
  endedBy: [...REMOVED_BY, 'removeNotificationSubscription'],
})

/** React Native, Expo, Capacitor and Tauri. */
export const NATIVE_SUBSCRIPTIONS: SubscriptionRows = [
  native('addEventListener', ['react-native'], 'AppState.addEventListener(input, input)'),
  native('addListener', ['react-native'], 'Keyboard.addListener(input, input)'),
  native('addChangeListener', ['react-native'], 'Appearance.addChangeListener(input)'),
  native('addEventListener', ['@react-native-community/netinfo'], 'addEventListener(input)', 'call'),
  // It hands on what the one emitter of the device has to say.
  {
    ...native('addListener', ['react-native'], 'new NativeEventEmitter(input).addListener(input, input)'),
    on: 'chain',
  },
  ...[
    ['expo-notifications', 'addNotificationReceivedListener(input)'],
    ['expo-linking', 'addEventListener(input, input)'],
    ['expo-updates', 'addUpdatesStateChangeListener(input)'],
    ['expo-network', 'addNetworkStateListener(input)'],
    ['expo-battery', 'addBatteryLevelListener(input)'],
    ['expo-screen-capture', 'addScreenshotListener(input)'],
    ['expo-clipboard', 'addClipboardListener(input)'],
    ['expo-brightness', 'addBrightnessListener(input)'],
    ['expo-task-manager', 'addTaskListener(input)'],
  ].map(([module = '', example = '']) => native(/^add\w+Listener$/, [module], example)),
  native(
    'addListener',
    ['expo-sensors', 'expo-media-library', 'expo-screen-orientation'],
    'Accelerometer.addListener(input)',
  ),
  native('watchStepCount', ['expo-sensors'], 'Pedometer.watchStepCount(input)'),
  ...['watchPositionAsync', 'watchHeadingAsync'].map((call) =>
    native(call, ['expo-location'], `${call}(input, input)`),
  ),
  native(
    'addListener',
    [
      '@capacitor/app',
      '@capacitor/network',
      '@capacitor/keyboard',
      '@capacitor/push-notifications',
      '@capacitor/local-notifications',
    ],
    'App.addListener(input, input)',
  ),
  native('onForegroundEvent', ['@notifee/react-native'], 'notifee.onForegroundEvent(input)', 'call'),
  ...['purchaseUpdatedListener', 'purchaseErrorListener'].map((call) =>
    native(call, ['react-native-iap'], `${call}(input)`),
  ),
  // Tauri: each answers a promise of the function that ends it.
  ...[
    ['listen', '@tauri-apps/api/event'],
    ['watch', '@tauri-apps/plugin-fs'],
  ].map(([call = '', module = '']) => native(call, [module], `${call}(input, input)`, 'call')),
  {
    ...native(
      /^(?:listen|on[A-Z]\w*)$/,
      ['@tauri-apps/api/window', '@tauri-apps/api/webviewWindow', '@tauri-apps/api/webview'],
      'getCurrentWindow().onResized(input)',
      'call',
    ),
    on: 'chain',
  },
]
