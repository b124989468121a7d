import { BROKER_RESOURCES } from './resources/brokers.js'
import { BROWSER_RESOURCES } from './resources/browsers.js'
import { DATABASE_RESOURCES } from './resources/databases.js'
import { NATIVE_RESOURCES } from './resources/native.js'
import { NODE_NETWORK_RESOURCES } from './resources/node-network.js'
import { NODE_RESOURCES } from './resources/node.js'
import type { ResourceProtocol } from './resources/protocol.js'
import { SERVICE_RESOURCES } from './resources/services.js'
import { TRANSACTION_RESOURCES } from './resources/transactions.js'
import { WEB_RESOURCES } from './resources/web.js'
import { WIDGET_RESOURCES } from './resources/widgets.js'

/** What the analysis knows without types. More rows come from the user's settings. */
export const RESOURCE_PROTOCOLS: readonly ResourceProtocol[] = [
  ...NODE_RESOURCES,
  ...NODE_NETWORK_RESOURCES,
  ...WEB_RESOURCES,
  ...DATABASE_RESOURCES,
  ...TRANSACTION_RESOURCES,
  ...BROKER_RESOURCES,
  ...SERVICE_RESOURCES,
  ...BROWSER_RESOURCES,
  ...NATIVE_RESOURCES,
  ...WIDGET_RESOURCES,
]

/** Calls whose promise does not reject, or not any more. */
export const NEVER_REJECTS: ReadonlySet<string> = new Set([
  'catch',
  'allSettled',
  'sleep',
  'delay',
  'wait',
  'setTimeout',
  'resolve',
])

/** Calls that do not throw in practice: between an acquisition and its release they are no way out. */
export const NEVER_THROWS: ReadonlySet<string> = new Set([
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'addEventListener',
  'removeEventListener',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'nextTick',
  'now',
  'push',
  'debug',
  'log',
  'info',
  'warn',
  'error',
  'trace',
  'verbose',
  'silly',
  'String',
  'Number',
  'Boolean',
  'Date',
  'Map',
  'Set',
  'Error',
  'isArray',
  'alloc',
  'keys',
  'values',
  'entries',
  'unref',
  'ref',
  'bind',
  'resolve',
  'reject',
  'min',
  'max',
  'floor',
  'ceil',
  'round',
  'abs',
  'random',
  'setEncoding',
  'setMaxListeners',
  'then',
  'catch',
  'finally',
  'forEach',
  'requestAnimationFrame',
  'queueMicrotask',
])

/** Types that are Disposable but that nobody disposes of by hand, or that end by themselves. */
export const IGNORED_DISPOSABLE_TYPES: ReadonlySet<string> = new Set([
  'Timeout',
  'Timer',
  'Immediate',
  'Iterator',
  'AsyncIterator',
  'IteratorObject',
  'AsyncIteratorObject',
  'Generator',
  'AsyncGenerator',
  'ArrayIterator',
  'MapIterator',
  'SetIterator',
  'StringIterator',
  'RegExpStringIterator',
  'Stream',
  'Readable',
  'Writable',
  'Duplex',
  'Transform',
  'Socket',
  'Server',
  'ChildProcess',
  'ChildProcessWithoutNullStreams',
  'Interface',
  'ReadableStreamAsyncIterator',
  'DisposableStack',
  'AsyncDisposableStack',
  'AsyncLocalStorage',
  'AbstractCursor',
  'Worker',
  'RunScope',
  'Hash',
  'Hmac',
  'ReadStream',
  'WriteStream',
])
