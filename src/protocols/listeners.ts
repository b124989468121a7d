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
