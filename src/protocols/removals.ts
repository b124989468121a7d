import { TIMER_PROTOCOLS } from './timers.js'

/** Methods that take out one listener, by its event and the very function. */
export const REMOVING_METHODS: readonly string[] = [
  'removeEventListener',
  'removeListener',
  'off',
  'un',
  'unbind',
]

/** Those that mean nothing else, whatever they are called on. */
export const REMOVES_BY_IDENTITY: ReadonlySet<string> = new Set(['removeEventListener', 'removeListener'])

/** Calls that answer another function each time, made from the one they are given. */
export const FUNCTION_MAKERS: ReadonlySet<string> = new Set(['debounce', 'throttle', 'bind', 'partial'])

/** Objects that have functions such as `bind` of their own: `_.bind(f, object)`. */
export const FUNCTION_LIBRARIES = /^(?:_|\$|lodash|underscore|jQuery|angular|goog|dojo|Ext)$|^[A-Z]/

/** Calls that run a function later and hand it to nobody else. */
export const RUNS_LATER: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
  'requestIdleCallback',
  'queueMicrotask',
  'nextTick',
  'then',
  'catch',
  'finally',
])

/** Modules whose emitters take out a function with any context when the removal names none, or know no context. */
export const CONTEXT_NOT_COMPARED: readonly string[] = [
  'events',
  'node:events',
  'eventemitter3',
  'backbone',
  'backbone.marionette',
  'phaser',
  'pixi.js',
  'playcanvas',
]

/** Globals of libraries whose emitters compare the context. */
export const CONTEXT_COMPARED_GLOBALS: readonly string[] = ['L']

/** Their modules. */
export const CONTEXT_COMPARED_MODULES: readonly string[] = ['leaflet']

/** Calls that make a component of React from a function. */
export const COMPONENT_WRAPPERS: ReadonlySet<string> = new Set(['memo', 'forwardRef', 'observer'])

/** What stops a timer, by its handle. */
export const TIMER_STOPS: readonly string[] = [...new Set(TIMER_PROTOCOLS.flatMap(({ stop }) => stop))]

/** Whether the name of a function says that it undoes another one: `off` and `on`, `removePort` and `addPort`, `unbind` and `bind`. */
export function undoesByName(name: string, begin: string): boolean {
  const [end, start] = [name, begin].map((each) => each.replace(/^[_#$]+/, ''))
  return INVERSE_WORDS.some(([undone, done]) => end === start?.replace(done, undone) && end !== start)
}

const INVERSE_WORDS: readonly (readonly [undone: string, done: RegExp])[] = [
  ['off', /^on(?![a-z])/],
  ['remove', /^add(?![a-z])/],
  ['detach', /^attach(?![a-z])/],
  ['unbind', /^bind(?![a-z])/],
  ['unhook', /^hook(?![a-z])/],
  ['unwatch', /^watch(?![a-z])/],
  ['unlisten', /^listen(?![a-z])/],
  ['unregister', /^register(?![a-z])/],
  ['unsubscribe', /^subscribe(?![a-z])/],
  ['disconnect', /^connect(?![a-z])/],
  ['disable', /^enable(?![a-z])/],
]

/** Names that may undo another one, whatever that is. */
export const UNDOES = new RegExp(`^[_#$]*(?:${INVERSE_WORDS.map(([undone]) => undone).join('|')})(?![a-z])`)

/** Functions whose name says that they take listeners out. */
export const UNLISTENS =
  /^[_#$]*(?:remove|off|un[a-z]*|detach|clear|teardown|cleanup|destroy|dispose)\w*(?:Listener|Event|Handler|Hook)s?_?$/i
