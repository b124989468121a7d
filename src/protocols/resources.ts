import { controlResources } from './resources/page/controls.js'
import { deviceResources } from './resources/page/devices.js'
import { mediaResources } from './resources/page/media.js'
import { jobResources } from './resources/jobs.js'
import { modelResources } from './resources/models.js'
import { realtimeResources } from './resources/realtime.js'
import { runtimeResources } from './resources/runtimes.js'
import { brokerResources } from './resources/brokers.js'
import { browserResources } from './resources/browsers.js'
import { databaseResources } from './resources/databases.js'
import { elementResources } from './resources/page/elements.js'
import { nativeResources } from './resources/native.js'
import { nodeNetworkResources } from './resources/node-network.js'
import { nodeFileResources } from './resources/node-files.js'
import { nodeResources } from './resources/node.js'
import type { ResourceProtocol } from './resources/protocol.js'
import { remoteResources } from './resources/remotes.js'
import { serviceResources } from './resources/services.js'
import { storeResources } from './resources/stores.js'
import { toolResources } from './resources/tools.js'
import { transactionResources } from './resources/transactions.js'
import { webResources } from './resources/page/web.js'
import { widgetResources } from './resources/page/widgets.js'

/** Answers what the analysis knows without types: made when it is first asked for. More rows come from the user's settings. */
export function resourceProtocols(): readonly ResourceProtocol[] {
  return (known ??= allRows())
}

let known: readonly ResourceProtocol[] | undefined

const allRows = (): readonly ResourceProtocol[] => [
  ...nodeFileResources(),
  ...nodeResources(),
  ...nodeNetworkResources(),
  ...webResources(),
  ...databaseResources(),
  ...transactionResources(),
  ...brokerResources(),
  ...serviceResources(),
  ...browserResources(),
  ...nativeResources(),
  ...widgetResources(),
  ...storeResources(),
  ...remoteResources(),
  ...toolResources(),
  ...elementResources(),
  ...controlResources(),
  ...mediaResources(),
  ...deviceResources(),
  ...runtimeResources(),
  ...realtimeResources(),
  ...jobResources(),
  ...modelResources(),
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
