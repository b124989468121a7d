import { resource, type ResourceProtocol } from './resources/protocol.js'
import { STREAM_STATE, type BodyHolder } from './responses.js'

/** An event whose handler takes over from the runtime what would otherwise be ended by itself. */
export interface HandlerRow extends ResourceProtocol {
  event: string
  /** Who emits it: a server, or a request that was sent from here. */
  emitter: 'server' | 'request'
  /** Which parameter is the handler's to end; undefined where it is the emitter itself. */
  parameter: number | undefined
  /** The least number of parameters of a handler of this event, where other emitters have one of the same name. */
  parameters: number
  /** What can be asked of it without ending it. */
  holder: BodyHolder
  /** Whether other handlers of the same event may end it: each serves paths of its own. */
  isShared: boolean
}

const IDLE_SOCKET: BodyHolder = {
  idle: new Set([
    ...STREAM_STATE,
    'address',
    'bytesRead',
    'bytesWritten',
    'connecting',
    'cork',
    'localAddress',
    'localPort',
    'readyState',
    'ref',
    'remoteAddress',
    'remoteFamily',
    'remotePort',
    'setKeepAlive',
    'setNoDelay',
    'setTimeout',
    'timeout',
    'uncork',
    'unref',
    'writable',
    'writableEnded',
    'writableFinished',
    // It answers, and leaves the connection open.
    'write',
  ]),
  body: undefined,
  bodyName: '',
}

const IDLE_REQUEST: BodyHolder = {
  idle: new Set([
    ...STREAM_STATE,
    'aborted',
    'end',
    'finished',
    'flushHeaders',
    'getHeader',
    'getHeaders',
    'headersSent',
    'host',
    'maxHeadersCount',
    'method',
    'path',
    'protocol',
    'reusedSocket',
    'setHeader',
    'setNoDelay',
    'setSocketKeepAlive',
    'setTimeout',
    'writableEnded',
    'writableFinished',
    'write',
  ]),
  body: undefined,
  bodyName: '',
}

const handler = (event: string): Pick<HandlerRow, keyof ResourceProtocol | 'event' | 'holder'> => ({
  ...resource({
    noun: 'socket',
    acquire: { name: 'on', form: 'method', first: [event] },
    methods: ['destroy', 'end', 'destroySoon', 'resetAndDestroy'],
    collected: 'never',
    example: `server.on('${event}', input)`,
  }),
  event,
  holder: IDLE_SOCKET,
})

const onServer = { emitter: 'server', parameters: 0, isShared: false } as const
const onRequest = { emitter: 'request', parameters: 0, isShared: false } as const

export const HANDLER_ROWS: readonly HandlerRow[] = [
  { ...handler('clientError'), ...onServer, parameter: 1 },
  { ...handler('timeout'), ...onServer, parameter: 0 },
  { ...handler('upgrade'), ...onServer, parameter: 1, isShared: true },
  // Sockets that connect emit an event of this name too, whose handler is given nothing.
  { ...handler('connect'), ...onServer, parameter: 1, parameters: 2, isShared: true },
  { ...handler('upgrade'), ...onRequest, parameter: 1 },
  { ...handler('connect'), ...onRequest, parameter: 1, parameters: 2 },
  {
    ...handler('timeout'),
    ...onRequest,
    noun: 'request',
    methods: ['destroy', 'abort'],
    parameter: undefined,
    holder: IDLE_REQUEST,
  },
]

/** Codes of errors after which a socket is closed already. */
export const CLOSED_BY_ERROR: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED'])
