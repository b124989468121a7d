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

/** Functions whose name says that they take listeners out. */
export const UNLISTENS =
  /^[_#$]*(?:remove|off|un[a-z]*|detach|clear|teardown|cleanup|destroy|dispose)\w*(?:Listener|Event|Handler|Hook)s?_?$/i
