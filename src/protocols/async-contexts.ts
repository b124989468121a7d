/** The modules of Node that know of asynchronous contexts. */
export const ASYNC_HOOKS_MODULES: readonly string[] = ['async_hooks', 'node:async_hooks']

/** The class whose instances hold a store for each asynchronous context. */
export const STORAGE_CLASS = 'AsyncLocalStorage'

/** The classes that hand out functions which keep the context they were made in. */
export const CONTEXT_CLASSES: ReadonlySet<string> = new Set([STORAGE_CLASS, 'AsyncResource'])

/** Their static methods that do so. */
export const CONTEXT_KEEPERS: ReadonlySet<string> = new Set(['bind', 'snapshot'])

/**
 * Calls that run the function they are given in a context of its own, and have the former one again when it ends:
 * schedulers, promises, resources.
 */
export const OWN_CONTEXT_CALLS: ReadonlySet<string> = new Set([
  'setImmediate',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'nextTick',
  'then',
  'catch',
  'finally',
  'runInAsyncScope',
  'bind',
])

/** Methods of a storage that put back its own former store, and no other storage's. */
export const SCOPED_METHODS: ReadonlySet<string> = new Set(['run', 'exit'])

/** Events whose listeners are the first to run for a request, a connection or a message. */
export const ENTRY_EVENTS: ReadonlySet<string> = new Set([
  'request',
  'connection',
  'secureConnection',
  'stream',
  'message',
  'upgrade',
])

/** Functions whose callback is the first to run for a request or a connection. */
export const ENTRY_CALLS: ReadonlySet<string> = new Set(['createServer', 'createSecureServer'])

/** Calls that only write down what happens. */
export const NOTES: ReadonlySet<string> = new Set([
  'log',
  'debug',
  'info',
  'warn',
  'error',
  'trace',
  'assert',
])

/** The properties of `process` and of the module that answer the domain somebody else has entered. */
export const ACTIVE_DOMAINS: ReadonlySet<string> = new Set(['domain', 'active'])

/** The module of domains. */
export const DOMAIN_MODULES: readonly string[] = ['domain', 'node:domain']
