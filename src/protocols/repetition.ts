/** Events that come once in the life of the program: the page has loaded, the application is ready. */
export const STARTS_OF_PROGRAM: ReadonlySet<string> = new Set([
  'load',
  'DOMContentLoaded',
  'readystatechange',
  'deviceready',
  'ready',
  'listening',
  'bootstrap',
  'will-finish-launching',
])

/** Calls that run the function they are given again and again. */
export const RUNS_EACH_TIME: ReadonlySet<string> = new Set(['setInterval', 'watchFile', 'schedule'])

/** Calls that have no use for what the function they are given answers. */
export const IGNORES_ANSWER: ReadonlySet<string> = new Set([
  ...[
    'forEach',
    'setTimeout',
    'setInterval',
    'setImmediate',
    'queueMicrotask',
    'nextTick',
    'requestAnimationFrame',
  ],
  ...['addEventListener', 'addListener', 'prependListener', 'on', 'once'],
])

/** Calls that run the function they are given once, later. */
export const RUNS_ONE_TIME: ReadonlySet<string> = new Set([
  'then',
  'catch',
  'finally',
  'setTimeout',
  'setImmediate',
  'nextTick',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'whenReady',
  // The factory of a module.
  'define',
])

/** Calls that run the function they are given before they return, or give it back. */
export const RUNS_AT_ONCE: ReadonlySet<string> = new Set([
  'run',
  'runInContext',
  'batch',
  'untrack',
  'startTransition',
])

/** Calls that make one component, of which they are given the class or the function. */
export const MAKES_COMPONENT: ReadonlySet<string> = new Set([
  'createElement',
  'h',
  'jsx',
  'createApp',
  'createSSRApp',
  'render',
  'hydrate',
  'hydrateRoot',
  'mount',
  'bootstrapApplication',
  'bootstrapModule',
])

/** Calls that write for whoever has started the program; what goes wrong, servers and libraries write as well. */
export const TALKS_TO_USER: ReadonlySet<string> = new Set(['g:console.log', 'g:console.info'])

/** Elements that render what stands in them for as long as they are there. */
export const RENDERS_WHAT_IT_IS_GIVEN =
  /^(?:StrictMode|Fragment|Suspense|Profiler|\w*(?:Provider|Router|Boundary|Layout|Container|Wrapper))$/
