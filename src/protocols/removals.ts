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
export const TIMER_STOPS: readonly string[] = [
  'clearTimeout',
  'clearInterval',
  'cancelAnimationFrame',
  'cancelIdleCallback',
  'clearImmediate',
]

/** Members that a framework calls at the end of an instance, by what tells that it is an instance of that kind. */
export interface LifecycleEnd {
  name: string
  /** Another member or decorator that proves the kind. */
  kind: 'react' | 'element' | 'angular'
  /** Names that are further off than a slip of the keyboard, and that people write for it. */
  mistaken: readonly string[]
}

export const LIFECYCLE_ENDS: readonly LifecycleEnd[] = [
  {
    name: 'componentWillUnmount',
    kind: 'react',
    mistaken: ['componentDidUnmount', 'componentDidUnMount', 'componentWillDismount'],
  },
  { name: 'disconnectedCallback', kind: 'element', mistaken: ['disconnectCallback'] },
  { name: 'ngOnDestroy', kind: 'angular', mistaken: ['ngDestroy', 'ngOnDestroyed'] },
]

/** Base classes of custom elements. */
export const ELEMENT_BASES = /^(?:HTML\w*Element|LitElement|ReactiveElement|FASTElement)$/

/** Decorators of classes that Angular makes and destroys. */
export const ANGULAR_DECORATORS: ReadonlySet<string> = new Set([
  'Component',
  'Directive',
  'Injectable',
  'Pipe',
])

/** Functions whose name says that they take listeners out. */
export const UNLISTENS =
  /^[_#$]*(?:remove|off|un[a-z]*|detach|clear|teardown|cleanup|destroy|dispose)\w*(?:Listener|Event|Handler|Hook)s?_?$/i
