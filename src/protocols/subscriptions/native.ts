import type { SubscriptionRow, SubscriptionRows } from './row.js'

const PROGRAM = 'for as long as the app runs'

/** Before its 0.65 React Native took listeners out by the function they were added with. */
const REMOVED_BY = ['removeEventListener', 'removeListener', 'removeAllListeners', 'removeSubscription']

const native = (
  call: string | RegExp,
  modules: readonly string[],
  ending: SubscriptionRow['ending'] = 'remove',
): SubscriptionRow => ({
  call,
  modules,
  on: 'module',
  ending,
  noun: 'listener',
  until: PROGRAM,
  endedBy: [...REMOVED_BY, 'removeNotificationSubscription'],
})

/** React Native and Expo. */
export const NATIVE_SUBSCRIPTIONS: SubscriptionRows = [
  native('addEventListener', ['react-native']),
  native('addListener', ['react-native']),
  native('addChangeListener', ['react-native']),
  native('addEventListener', ['@react-native-community/netinfo'], 'call'),
  native(/^add\w+Listener$/, ['expo-notifications', 'expo-linking', 'expo-updates', 'expo-network']),
]
