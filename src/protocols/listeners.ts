/** How a listener gets onto a target and off it again. */
export interface ListenerProtocol {
  /** Method that registers. */
  add: string
  /** Methods that take out one listener, given the same event and handler. */
  remove: readonly string[]
  /** Methods that take out all listeners, of the target or of one event. */
  removeAll: readonly string[]
  /** The listener goes by itself after the event has come once; if it never comes, it stays. */
  once: boolean
  /** The third argument may hold `{ once, signal, capture }`. */
  takesOptions: boolean
}

const EMITTER_REMOVE = ['off', 'removeListener', 'un', 'unbind', 'removeEventListener'] as const
const EMITTER_REMOVE_ALL = ['removeAllListeners', 'off', 'offAll', 'unbindAll', 'clearListeners'] as const

const emitter = (
  add: string,
  once: boolean,
  remove: readonly string[] = EMITTER_REMOVE,
): ListenerProtocol => ({
  add,
  remove,
  removeAll: EMITTER_REMOVE_ALL,
  once,
  takesOptions: false,
})

/** Rows by the registering method. DOM and Node targets share `addEventListener` (Node: AbortSignal, EventTarget). */
export const LISTENER_PROTOCOLS: readonly ListenerProtocol[] = [
  {
    add: 'addEventListener',
    remove: ['removeEventListener', 'off'],
    removeAll: ['removeAllListeners'],
    once: false,
    takesOptions: true,
  },
  emitter('on', false),
  // Media query lists and the events of browser extensions have no `off`.
  emitter('addListener', false, ['removeListener', 'off', 'un', 'unbind', 'removeEventListener']),
  emitter('prependListener', false),
  emitter('once', true),
  emitter('prependOnceListener', true),
]

/** How a listener gets onto what tells of one thing only, and off it again. */
export interface HandlerAlone extends ListenerProtocol {
  /** What it tells of. */
  readonly tells: string
  /** What it is called, where the verb is said of much else. */
  readonly receiver?: RegExp
}

/** Rows of what tells of one thing only: it is given its listener alone, and so is its inverse. */
export const HANDLER_ALONE: readonly HandlerAlone[] = [
  {
    ...{ add: 'connect', remove: ['disconnect'], removeAll: [], once: false, takesOptions: false },
    tells: 'change',
  },
  {
    ...{ add: 'subscribe', remove: ['unsubscribe'], removeAll: [], once: false, takesOptions: false },
    tells: 'change',
  },
  // What runs on each frame of an animation: `gsap.ticker`, `app.ticker`.
  {
    ...{ add: 'add', remove: ['remove'], removeAll: [], once: false, takesOptions: false },
    ...{ tells: 'tick', receiver: /^(?:\w*T|t)icker$/ },
  },
]

/** Names of signals: of what has happened, or comes. */
export const NAMES_A_SIGNAL = /(?:[a-z]ed|[sS]ignal|Message)$/

/** Names of signals that tell of the end of what they belong to, and come no more. */
export const ENDS_SIGNALS = /^(?:disposed|destroyed|terminated|closed|finished|ended)$/

/** Functions that take out all that is connected to the receiver which they are given. */
export const TAKES_RECEIVER_OUT: readonly string[] = ['clearData', 'disconnectReceiver', 'disconnectAll']

/** Methods that are called after what they listen for: `addChangeListener(render)`. */
export const ADDS_BY_NAME =
  /^_?add((?!Event)[A-Z]\w*)(?:Listener|Handler|Callback|Observer|Subscriber|Watcher)$/

/** Answers the method that takes out what one of such a name adds. */
export function removalByName(add: string): string {
  return add.replace('add', 'remove')
}

/** Methods of emitters and streams that answer the object they are called on. */
export const FLUENT_METHODS: ReadonlySet<string> = new Set([
  'on',
  'once',
  'off',
  'addListener',
  'prependListener',
  'removeListener',
  'removeAllListeners',
  'setEncoding',
  'setMaxListeners',
  'listen',
  'setTimeout',
  'setNoDelay',
  'setKeepAlive',
  'resume',
  'pause',
])

/** Events that come once, and soon or never again: a listener for them does not pile up. */
export const ONE_TIME_EVENTS: ReadonlySet<string> = new Set([
  'load',
  'DOMContentLoaded',
  'beforeunload',
  'unload',
  'pagehide',
  'exit',
  'beforeExit',
])

/** Signals, failures and aborts: `once` is no removal, since they come at the very end or never. */
export const LAST_EVENTS = /^(?:SIG[A-Z]+|uncaughtException|unhandledRejection|disconnect|end|abort)$/

/** Methods that end what they are called on. */
export const ENDS_ITSELF =
  /^(?:destroy|dispose|close|end|terminate|disconnect|kill|shutdown|removeAllListeners)(?![a-z])/

/** Events by which an object says that it has failed. */
export const FAILURE_EVENTS: ReadonlySet<string> = new Set(['error', 'abort'])

/** Events that come where an object has failed as well as where it has not, or only where it has. */
export const SETTLING_EVENTS: ReadonlySet<string> = new Set([
  ...FAILURE_EVENTS,
  'loadend',
  'close',
  'end',
  'finish',
])
