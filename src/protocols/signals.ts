import { END_HOOKS } from './frameworks.js'

/** The class whose instances abort a signal, by the name that polyfills give theirs as well. */
export const CONTROLLER = 'AbortController'

/** The class of signals, with its static methods that make one. */
export const SIGNAL_CLASS = 'AbortSignal'

/** Hooks of components that keep the value they are given, from one rendering to the next, in a ref. */
export const REF_HOOKS: ReadonlySet<string> = new Set(['useRef'])

/** Hooks that keep what the function they are given answers. */
export const MEMO_HOOKS: ReadonlySet<string> = new Set(['useMemo', 'useConst', 'useConstant', 'useCreation'])

/** Calls that run the function they are given when something ends. */
export const RUNS_AT_END: ReadonlySet<string> = new Set([
  ...END_HOOKS,
  '_register',
  'addCleanup',
  'addTeardown',
  'onDispose',
  'onTeardown',
  'defer',
])

/** What code calls a signal that it was given. */
export const SIGNAL_NAME = /(?:signal|^abort|(?:cancel|abort)(?:lation)?Token)$/i

/**
 * Parameters that carry what the caller of a function wants of it, a signal among others. The signal of a `request` or
 * an `event` is another thing: it goes with the request.
 */
export const OPTIONS_NAME = /(?:^|[a-z_])(?:opts?|options?|init|config|params?|args|settings|data)$/i

/** Methods that give up some work, rather than end something that was meant to go on until then. */
export const GIVES_UP: ReadonlySet<string> = new Set(['abort', 'cancel'])

/** Methods of a promise that answer another one. */
export const PROMISE_METHODS: ReadonlySet<string> = new Set(['then', 'catch', 'finally'])
