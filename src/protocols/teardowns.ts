import { LIFECYCLE_ENDS } from './frameworks.js'

/**
 * Names of members that run when their owner ends, beside those that a framework calls. A leading underscore or `#`
 * does not matter.
 */
const TEARDOWN_NAME =
  /^[_#$]*(?:dispose|destroy|destroyed|close|stop|disconnect|tear_?down|clean_?up|unmount|detach|detached|deactivate|shutdown|shut_?down|terminate|unload|uninstall|finalize|halt|quit|removeHooks|onunload|onRemove|onRemoved|on(?:Before|After)?Detach|onDestroy|onDispose|onDisposed|onClose|onUnload|onUnmount|onExternalUnload|pageUnload|willDestroy|willDestroyElement|willUnmount|end|kill|hang_?up|onModuleDestroy|beforeApplicationShutdown|onApplicationShutdown)(?:Async|Sync|Internal|Impl|Core|All|Self|Resources|Listeners|Events|Handlers|Timers|Component|Instance|Server|Connection|Client|View|Worker|Workers|Monitoring|Polling|Watching|Listening|Loop)?[_$]?$/i

/** Names that end their owner when they take nothing, and release one thing when they are given it. */
const TEARDOWN_WITHOUT_ARGUMENTS =
  /^[_#$]*(?:unsubscribe|unregister|unbind|unlisten|release)(?:All|Events|Listeners|Handlers)?_?$/i

/** Names by which something of many is ended that the function is told: `stopServer(name)`. */
export const ENDS_ONE_OF_MANY =
  /(?:All|Resources|Listeners|Events|Handlers|Timers|Component|Instance|Server|Connection|Client|View|Worker|Workers)_?$/

/** Names that undo a start rather than a construction: what a constructor acquires, they need not release. */
const UNDOES_START =
  /^[_#$]*(?:stop|halt|deactivate|detach|detached|disable|disconnect|quit|end|kill|unload)/i

/** Whether a teardown undoes what a start method did, rather than what the constructor did. */
export function undoesStart(name: string): boolean {
  return UNDOES_START.test(name)
}

/** Whether a teardown, as a message names it, is the last that is asked of its owner: what closes or stops it may hear of the end later. */
export function disposesAll(name: string): boolean {
  return /^[_#$]*(?:dispose|destroy|\[Symbol)/i.test(name)
}

const SYMBOL_TEARDOWNS = new Set(['Symbol.dispose', 'Symbol.asyncDispose'])

/**
 * Whether a member's name says that it runs at the end of its owner. `parameters` is how many it takes,
 * `extra` are the user's own names.
 */
export function isTeardownName(name: string, parameters: number, extra: ReadonlySet<string>): boolean {
  return (
    SYMBOL_TEARDOWNS.has(name) ||
    LIFECYCLE_ENDS.has(name) ||
    TEARDOWN_NAME.test(name) ||
    extra.has(name) ||
    (parameters === 0 && TEARDOWN_WITHOUT_ARGUMENTS.test(name))
  )
}

/** Methods that take a function or a disposable and run it, or dispose of it, at the end of an owner. */
export const COLLECTORS: ReadonlySet<string> = new Set([
  '_register',
  'register',
  'registerDisposable',
  'addDisposable',
  'addDisposables',
  'addDisposer',
  'addCleanup',
  'addTeardown',
  'addUnsubscribe',
  'toDisposable',
  'onDispose',
  'onDestroy',
  'onCleanup',
  'onClose',
  'onTeardown',
  'defer',
])

/** Names of lists that their owner goes through at its end: `this.disposables.push(…)`. */
export const COLLECTOR_LISTS =
  /(?:disposables?|disposers?|subscriptions?|subs|cleanups?|teardowns?|unsubscribes?|unsubs|listeners?|destructors?|toDispose|handles|timers?|timeouts?|intervals?|unlisten(?:ers)?|offs|removers?)$/i

/** Methods by which such a list takes something in. */
export const LIST_ADDERS: ReadonlySet<string> = new Set(['push', 'add', 'unshift'])

/** Classes of disposables that are made of the function which they run: `new Disposable(() => { … })`. */
export const DISPOSABLE_OF_FUNCTION = /Disposable$|^Subscription$/

/** Base classes whose instances somebody disposes of. */
export const DISPOSABLE_BASE = /Disposable|Destroyable/

/** Base classes of what is shown for a while, and let go of by whoever shows it. */
export const SHOWN_BASE = /(?:Widget|View|Panel|Dialog|Modal|Popup|Popover|Tooltip)$/

/** Members that begin the life of an instance in libraries of several kinds, each with the one that ends it. */
export const COMMON_LIFECYCLES: ReadonlyMap<string, string> = new Map([
  ['onAdd', 'onRemove'],
  ['onBeforeAttach', 'onAfterDetach'],
  ['onAfterAttach', 'onBeforeDetach'],
])

/** Events that come when an emitter ends; a handler for one of them is a teardown. */
export const END_EVENTS: ReadonlySet<string> = new Set([
  'dispose',
  'destroy',
  'destroyed',
  'close',
  'closed',
  'end',
  'ended',
  'exit',
  'disconnect',
  'disconnected',
  'unload',
  'beforeunload',
  'pagehide',
  'unmount',
  'remove',
  'removed',
  'abort',
  'stop',
  'shutdown',
  'viewdestroy',
  'viewhide',
  'viewbeforehide',
  'beforeDestroy',
  'hook:beforeDestroy',
  'hook:destroyed',
  'teardown',
  'finish',
  'SIGINT',
  'SIGTERM',
])

/** Events that say that the end is about to come: whoever hears them still has something to do, and its parts end with it. */
export const ENDING_EVENTS = /^(?:closing|disposing|destroying|disconnecting|stopping)$/

/** Events by which an owner itself ends: what registers for them has an end of its own. */
export const OWN_END_EVENTS: ReadonlySet<string> = new Set([
  'dispose',
  'destroy',
  'unmount',
  'viewdestroy',
  'viewhide',
  'viewbeforehide',
  'beforeDestroy',
  'hook:beforeDestroy',
  'hook:destroyed',
  'teardown',
])

/** Calls that release something, by the first word of their name. */
export const RELEASING_NAME =
  /^_*(?:off|un[a-z]*|remove|clear|cancel|close|dispose|destroy|stop|abort|release|disconnect|terminate|detach|cleanup|clean|teardown|delete|revoke|unsubscribe)(?![a-z])/

/** Whether a call lets go of something, by its name, rather than that it changes how an element looks: `removeClass()`. */
export function letsGo(name: string): boolean {
  return RELEASING_NAME.test(name) && !/^remove(?:Class|Attr|Attribute|Prop|Property)$/.test(name)
}

/** Events of an end that only comes to what has begun: what fails before that has none of them. */
export const END_AFTER_SUCCESS: ReadonlySet<string> = new Set([
  'disconnect',
  'disconnected',
  'end',
  'finish',
  'exit',
  'logout',
  'complete',
  'done',
])

/** Events that come last, whatever came before. */
export const LAST_EVENTS: ReadonlySet<string> = new Set([
  'close',
  'closed',
  'destroy',
  'destroyed',
  'dispose',
  'settled',
])

/** Events of a failure. */
export const FAILURE_EVENT = /error$|fail(?:ed|ure)?$|timeout$|rejected$/i

/** Members that run when the connection is lost that answers would come on. */
export const CONNECTION_LOST = /^_?on_?(?:close|disconnect|end|exit|error|lost)(?:ed)?$/i

/** Events by which a connection, process or worker says that nothing comes from it any more. */
export const CONNECTION_LOST_EVENTS: ReadonlySet<string> = new Set([
  ...['close', 'closed', 'disconnect', 'disconnected', 'end', 'ended', 'exit'],
])

/** Functions that are called when something has ended, by their name: `onDisconnect`, `handleClose`, `leave`. */
export const ENDING_NAME =
  /^_*(?:(?:on|handle)(?:[A-Z][a-z]+)*(?:Close|Closed|Disconnect|Disconnected|End|Ended|Exit|Leave|Left|Remove|Removed|Delete|Deleted|Destroy|Destroyed|Dispose|Disposed|Unmount|Detach|Logout|Expire|Expired)|on_?(?:close|closed|disconnect|disconnected|end|ended|exit|leave|remove|removed|destroy|destroyed)|leave|logout|forget|drop|evict|kick|finish|end|unregister|del|delAll)(?![a-z])/

/** Whether a function is called when something has ended by itself, by its name: `onClose`, `handleExit`, `exitHandler`. */
export function isHandlerOfEnd(name: string): boolean {
  return HANDLER_OF_END.test(name) || (/^_*(?:on|handle)/.test(name) && ENDING_NAME.test(name))
}

const HANDLER_OF_END =
  /(?:close|exit|end|disconnect|remove|destroy|dispose)(?:e?d)?(?:Handler|Listener|Callback)$/i

/** Teardowns that a class inherits and its subclasses extend rather than replace. */
export const INHERITED_TEARDOWNS: ReadonlySet<string> = new Set([
  'dispose',
  'destroy',
  'disposeInternal',
  'teardown',
  'disconnectedCallback',
  'ngOnDestroy',
  'componentWillUnmount',
  'willDestroy',
  'onDestroy',
  'onunload',
  'Symbol.dispose',
  'Symbol.asyncDispose',
])

/** Modules whose base classes have a teardown of a name that has to run. */
export const TEARDOWNS_OF_MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['disconnectedCallback', ['lit', 'lit-element', '@lit/reactive-element', '@microsoft/fast-element']],
  ['willDestroy', ['@ember/component', '@ember/controller', '@ember/routing/route', '@ember/service']],
])

/** Base classes that have no teardown of their own, or an empty one. */
export const WITHOUT_TEARDOWN =
  /Emitter$|EventTarget$|^HTML\w*Element$|^(?:Error|Array|Map|Set|Object|Promise|AsyncResource)$/

/** Modules whose classes have none either. */
export const MODULES_WITHOUT_TEARDOWN: ReadonlySet<string> = new Set([
  'react',
  'preact',
  'inferno',
  'events',
  'node:events',
  'stream',
  'node:stream',
  'eventemitter3',
])

/** Events that come when the page has loaded. */
export const LOADING_EVENTS: ReadonlySet<string> = new Set(['load', 'DOMContentLoaded', 'readystatechange'])

/** Events that come once in the life of what they are about. */
export const ONE_TIME_EVENTS: ReadonlySet<string> = new Set([
  'load',
  'DOMContentLoaded',
  'ready',
  'readystatechange',
  'loadedmetadata',
  'listening',
  'open',
  'connect',
  'connection',
  'connected',
  'error',
  'spawn',
  'response',
  'upgrade',
  'secureConnect',
  'authenticated',
  'initialized',
  'init',
  'started',
  'start',
  'install',
  'activate',
  'canplay',
  'loadeddata',
  'loadend',
  'complete',
  'success',
  'timeout',
  'dom-ready',
  'ready-to-show',
])

/** Methods that put something new in the place of what was there, by their name. */
export const REBUILDS =
  /^_*(?:refresh|rebuild|recreate|reload|reinit(?:ialize)?|switch|swap|replace|reselect)(?![a-z])/

/** Names of methods that begin the life of an instance, or of what it runs: mostly called once, or after an end. */
const BEGINS_LIFE =
  /^(?:start|open|connect|init|initialize|listen|mount|mounted|setup|setUp|activate|begin|run|launch|attach|attached|attachedCallback|enable|show|create|make|build|get|ensure|load|boot|bootstrap|prepare|register|install|add|on|connectedCallback|componentDidMount|ngOnInit|ngAfterViewInit|firstUpdated|createdCallback|created|render|re(?:connect|start|open|set|try)|play|watch|subscribe)(?![a-z])/

/** Whether a method's name says that it begins something, rather than that it changes what is there. */
export function beginsLife(name: string): boolean {
  return BEGINS_LIFE.test(bareName(name))
}

/** Names of what begins a session, a program or a lasting interest: done once, or after an end. */
const BEGINS_SESSION =
  /^(?:start|open|connect|init|initialize|listen|mount|mounted|setup|setUp|activate|begin|launch|attach|attached|enable|boot|bootstrap|install|serve|main|on|register|subscribe|watch|bind|use|handle|re(?:connect|start|open))(?![a-z])/

/** Whether a name says that it begins what goes on until something ends it, rather than one piece of work. */
export function beginsSession(name: string): boolean {
  return BEGINS_SESSION.test(bareName(name))
}

function bareName(name: string): string {
  const bare = name.replace(/^[_#$]*(?:do(?=[A-Z]))?/, '')
  return bare.charAt(0).toLowerCase() + bare.slice(1)
}
