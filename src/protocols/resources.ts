import { CONTROL_RESOURCES } from './resources/page/controls.js'
import { DEVICE_RESOURCES } from './resources/page/devices.js'
import { MEDIA_RESOURCES } from './resources/page/media.js'
import { JOB_RESOURCES } from './resources/jobs.js'
import { MODEL_RESOURCES } from './resources/models.js'
import { REALTIME_RESOURCES } from './resources/realtime.js'
import { RUNTIME_RESOURCES } from './resources/runtimes.js'
import { BROKER_RESOURCES } from './resources/brokers.js'
import { BROWSER_RESOURCES } from './resources/browsers.js'
import { DATABASE_RESOURCES } from './resources/databases.js'
import { ELEMENT_RESOURCES } from './resources/page/elements.js'
import { NATIVE_RESOURCES } from './resources/native.js'
import { NODE_NETWORK_RESOURCES } from './resources/node-network.js'
import { NODE_FILE_RESOURCES } from './resources/node-files.js'
import { NODE_RESOURCES } from './resources/node.js'
import type { ResourceProtocol } from './resources/protocol.js'
import { REMOTE_RESOURCES } from './resources/remotes.js'
import { SERVICE_RESOURCES } from './resources/services.js'
import { STORE_RESOURCES } from './resources/stores.js'
import { TOOL_RESOURCES } from './resources/tools.js'
import { TRANSACTION_RESOURCES } from './resources/transactions.js'
import { WEB_RESOURCES } from './resources/page/web.js'
import { WIDGET_RESOURCES } from './resources/page/widgets.js'

/** What the analysis knows without types. More rows come from the user's settings. */
export const RESOURCE_PROTOCOLS: readonly ResourceProtocol[] = [
  ...NODE_FILE_RESOURCES,
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
  ...STORE_RESOURCES,
  ...REMOTE_RESOURCES,
  ...TOOL_RESOURCES,
  ...ELEMENT_RESOURCES,
  ...CONTROL_RESOURCES,
  ...MEDIA_RESOURCES,
  ...DEVICE_RESOURCES,
  ...RUNTIME_RESOURCES,
  ...REALTIME_RESOURCES,
  ...JOB_RESOURCES,
  ...MODEL_RESOURCES,
]

/** Types that are Disposable but that nobody disposes of by hand, or that end by themselves. */
export const IGNORED_DISPOSABLE_TYPES: ReadonlySet<string> = new Set([
  // Of node:http: without keepAlive it keeps nothing; with it there is a row.
  'Agent',
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
