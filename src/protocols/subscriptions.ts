import { EDITOR_SUBSCRIPTIONS } from './subscriptions/editors.js'
import { NATIVE_SUBSCRIPTIONS } from './subscriptions/native.js'
import { PAGE_SUBSCRIPTIONS } from './subscriptions/page.js'
import type { SubscriptionRows } from './subscriptions/row.js'
import { SERVICE_SUBSCRIPTIONS } from './subscriptions/services.js'
import { STORE_SUBSCRIPTIONS } from './subscriptions/stores.js'

/** Rows by area. Where several fit a call, the first one counts. */
export const SUBSCRIPTION_ROWS: SubscriptionRows = [
  ...EDITOR_SUBSCRIPTIONS,
  ...STORE_SUBSCRIPTIONS,
  ...SERVICE_SUBSCRIPTIONS,
  ...NATIVE_SUBSCRIPTIONS,
  ...PAGE_SUBSCRIPTIONS,
]

/** Events as methods that take their listener: `editor.onDidChange(listener)`. */
export const EVENT_METHOD = /^on[A-Z]/

/** Such names that leave no doubt: they answer a disposable wherever they are in use. */
export const UNMISTAKABLE_EVENT = /^on(?:Did|Will)[A-Z]|^onCancellationRequested$/

/** Events after which the source sends no others: what listens for them goes with the source. */
export const END_OF_SOURCE =
  /^on(?:Did|Will|Before)?(?:Dispos|Clos|Destroy|Exit|End|Hid|Shutdown|Terminat|Disconnect|Unload|Unmount|Finish|Complet|Delet|Stop)(?:e|d|ed|ped|ing)?$/

/** Other methods that are given what they call from then on. */
export const LISTENING_METHOD =
  /^(?:subscribe|listen|watch|observe|register)(?![a-z])|^add\w+(?:Listener|Observer|Subscriber|Watcher)$/

/** Events that come once, and functions that run what they are given now or never again. */
export const COMES_ONCE =
  /^on_?(?:Ready|Load(?:ed)?|Init\w*|First\w*|Mount\w*|Created?|Connect(?:ed)?|Success|Done|Result|Error|Fail\w*)$|(?:Once|First)$/

/** Names of calls that register something, whose result is looked at where its type is known. */
export const REGISTERING_NAME = /^(?:on|subscribe|watch|listen|register|observe|add)(?![a-z])/

/** Calls of one event, or of one value: they end by themselves. */
export const SELF_ENDING_NAME = /^(?:once|first|take|when|next|prependOnce)(?![a-z])|(?:Once|OnceOnly)$/

/** Methods by which a subscription is ended. */
export const ENDS_SUBSCRIPTION: ReadonlySet<string> = new Set([
  'dispose',
  'unsubscribe',
  'remove',
  'stop',
  'off',
  'cancel',
  'unlisten',
  'destroy',
  'disconnect',
  'unwatch',
])

/** Names of variables and fields that hold the way to end a subscription. */
export const NAMES_A_DISPOSER =
  /^[_#$]*(?:un(?:sub|listen|watch|register|observe|bind|hook)\w*|dispos\w*|off[A-Z]?\w*|stop[A-Z]?\w*|clean_?up\w*|tear_?down\w*|remove[A-Z]?\w*)$|(?:Subscriptions?|Disposables?|Disposers?|Unsubscribe|Unlisten|Unsub|Cleanup|StopHandle)$|^[_#$]*(?:sub|subs|subscriptions?)$/

/** Methods of a list or store of disposables that take over what they are given: `this.store.add(…)`. */
export const ADDS_TO_LIST: ReadonlySet<string> = new Set(['push', 'add', 'unshift', 'pushAll', 'addAll'])

/** Names of lists and stores that end what is in them, beside the lists every owner goes through. */
export const DISPOSABLE_STORE =
  /(?:disposables?|disposers?|subscriptions?|subs|store|toDispose|cleanups?|teardowns?|unsubscribers?|unsubs?|unlisteners?)$/i

/** Functions of Vue that answer the function which stops them, each with the position of what runs again and again. */
export const WATCH_CALLBACK: ReadonlyMap<string, number> = new Map([
  ['watch', 1],
  ['watchEffect', 0],
  ['watchPostEffect', 0],
  ['watchSyncEffect', 0],
])

export const VUE_MODULES: readonly string[] = [
  'vue',
  'vue-demi',
  '@vue/composition-api',
  '@vue/runtime-core',
  '@vue/runtime-dom',
  '#imports',
]

/** Properties that hand what is assigned to them to the collection that they are of: `this.subs.sink = …`. */
export const SINKS: ReadonlySet<string> = new Set(['sink'])

/** Methods of the language and the platform that take functions and answer something else than an end. */
export const NO_SUBSCRIPTIONS: ReadonlySet<string> = new Set([
  ...[
    'then',
    'catch',
    'finally',
    'map',
    'filter',
    'forEach',
    'reduce',
    'bind',
    'call',
    'apply',
    'push',
    'pipe',
  ],
  ...['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame'],
])
