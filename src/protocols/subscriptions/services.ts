import type { SubscriptionRow, SubscriptionRows } from './row.js'

const PROGRAM = 'until the program ends'

const firebase = (modules: readonly string[], calls: readonly string[]): SubscriptionRow[] =>
  calls.map((call) => ({
    call,
    modules,
    on: 'module',
    ending: 'call',
    noun: 'listener',
    until: PROGRAM,
    endedBy: ['off', 'terminate', 'deleteApp'],
    onceOption: 'onlyOnce',
    example: `${call}(input, input)`,
  }))

/** Firebase before its modules, and its like of React Native: `firebase.auth().onAuthStateChanged(show)`. */
const chained = (modules: readonly string[], call: string, made: string): SubscriptionRow => ({
  call,
  modules,
  on: 'chain',
  ending: 'call',
  noun: 'listener',
  until: PROGRAM,
  endedBy: ['off', 'terminate'],
  example: `${made}.${call}(input)`,
})

const COMPAT = [
  'firebase',
  'firebase/app',
  'firebase/compat/app',
  'firebase-admin',
  'firebase-admin/firestore',
] as const

/** Clients of services: what the other side sends goes on until it is told to stop. */
export const SERVICE_SUBSCRIPTIONS: SubscriptionRows = [
  ...firebase(['firebase/firestore', '@firebase/firestore'], ['onSnapshot', 'onSnapshotsInSync']),
  ...firebase(['firebase/auth', '@firebase/auth'], ['onAuthStateChanged', 'onIdTokenChanged']),
  ...firebase(
    ['firebase/database', '@firebase/database'],
    ['onValue', 'onChildAdded', 'onChildChanged', 'onChildMoved', 'onChildRemoved'],
  ),
  ...firebase(['firebase/messaging', '@firebase/messaging'], ['onMessage']),
  ...firebase(['firebase/messaging/sw', '@firebase/messaging/sw'], ['onBackgroundMessage']),
  {
    call: 'pipe',
    modules: ['wonka'],
    on: 'module',
    ending: 'unsubscribe',
    noun: 'subscription',
    sink: 'subscribe',
    example: 'pipe(input, subscribe(input))',
  },
  {
    call: 'onAuthStateChange',
    modules: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/auth-helpers-react'],
    makers: ['createClient', 'createBrowserClient', 'useSupabaseClient'],
    on: 'instance',
    ending: 'data.subscription.unsubscribe',
    noun: 'listener',
    example: 'createClient(input).auth.onAuthStateChange(input)',
  },
  {
    call: 'subscribe',
    modules: ['graphql-ws'],
    makers: ['createClient'],
    on: 'instance',
    ending: 'call',
    noun: 'subscription',
    endedBy: ['dispose', 'terminate'],
    example: 'createClient(input).subscribe(input, input)',
  },
  chained([...COMPAT, '@react-native-firebase/firestore'], 'onSnapshot', 'firestore().collection(input)'),
  chained([...COMPAT, '@react-native-firebase/auth'], 'onAuthStateChanged', 'auth()'),
  chained([...COMPAT, '@react-native-firebase/auth'], 'onIdTokenChanged', 'auth()'),
  ...['onMessage', 'onTokenRefresh', 'onNotificationOpenedApp'].map((call) =>
    chained(['@react-native-firebase/messaging'], call, 'messaging()'),
  ),
  ...firebase(['firebase/app-check'], ['onTokenChanged']),
  ...firebase(['firebase/remote-config'], ['onConfigUpdate']),
  {
    call: 'listen',
    modules: ['aws-amplify', 'aws-amplify/utils', '@aws-amplify/core'],
    on: 'module',
    through: /^Hub$/,
    ending: 'call',
    noun: 'listener',
    until: PROGRAM,
    endedBy: ['remove'],
    example: 'Hub.listen(input, input)',
  },
  {
    call: /^watch[A-Z]\w*$/,
    modules: ['@wagmi/core', 'viem/actions'],
    on: 'module',
    ending: 'call',
    noun: 'watcher',
    example: 'watchBlockNumber(input, input)',
  },
  {
    call: /^watch[A-Z]\w*$/,
    modules: ['viem'],
    makers: ['createPublicClient', 'createWalletClient', 'createTestClient'],
    on: 'instance',
    ending: 'call',
    noun: 'watcher',
    example: 'createPublicClient(input).watchBlocks(input)',
  },
]
