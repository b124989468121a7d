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

/** React Native and Expo. */
export const NATIVE_SUBSCRIPTIONS: SubscriptionRows = [
  native('addEventListener', ['react-native'], 'AppState.addEventListener(input, input)'),
  native('addListener', ['react-native'], 'Keyboard.addListener(input, input)'),
  native('addChangeListener', ['react-native'], 'Appearance.addChangeListener(input)'),
  native('addEventListener', ['@react-native-community/netinfo'], 'addEventListener(input)', 'call'),
  ...[
    ['expo-notifications', 'addNotificationReceivedListener(input)'],
    ['expo-linking', 'addEventListener(input, input)'],
    ['expo-updates', 'addUpdatesStateChangeListener(input)'],
    ['expo-network', 'addNetworkStateListener(input)'],
  ].map(([module = '', example = '']) => native(/^add\w+Listener$/, [module], example)),
]
