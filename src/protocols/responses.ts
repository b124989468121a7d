/** What of a response, or of its body, can be used without reading the body. */
export interface BodyHolder {
  /** Properties and methods that leave the body unread. Everything else may read it. */
  idle: ReadonlySet<string>
  /** What its property `body` is; undefined where the response itself is the stream of its body. */
  body: BodyHolder | undefined
}

/** A call that answers a response, and what becomes of a body that nobody reads. */
export interface ResponseProtocol {
  name: string
  modules: readonly string[]
  /** Whether it is what one of the modules exports by default or as a whole: `import fetch from 'node-fetch'`. */
  isDefault: boolean
  /** Whether the runtime has it as a global. */
  isGlobal: boolean
  /** As an argument of the last callback and of listeners to `'response'`, or as the promised result. */
  arrives: 'callback' | 'promise'
  response: BodyHolder
  /** The method that throws the body away: of the response, or of its property `body` where it has one. */
  discard: string
  /** Whether the body may be missing. */
  isOptional: boolean
  /** Whether the method that throws it away answers a promise. */
  awaits: boolean
  /** What stays and until when, as a message says it. */
  kept: string
  /** Whether an unread body is a leak for certain. */
  isCertain: boolean
}

const STREAM_STATE = [
  'closed',
  'destroyed',
  'errored',
  'locked',
  'pause',
  'readable',
  'readableAborted',
  'readableDidRead',
  'readableEnded',
  'readableFlowing',
  'readableLength',
  'setEncoding',
] as const

const MESSAGE: BodyHolder = {
  idle: new Set([
    ...STREAM_STATE,
    'aborted',
    'complete',
    'headers',
    'headersDistinct',
    'httpVersion',
    'httpVersionMajor',
    'httpVersionMinor',
    'method',
    'rawHeaders',
    'responseUrl',
    'setTimeout',
    'statusCode',
    'statusMessage',
    'url',
  ]),
  body: undefined,
}

const STREAM: BodyHolder = { idle: new Set(STREAM_STATE), body: undefined }

const RESULT: BodyHolder = {
  idle: new Set(['context', 'headers', 'opaque', 'statusCode', 'statusText', 'trailers']),
  body: STREAM,
}

const RESPONSE: BodyHolder = {
  idle: new Set(['bodyUsed', 'headers', 'ok', 'redirected', 'status', 'statusText', 'type', 'url']),
  body: STREAM,
}

const HTTP_MODULES = ['http', 'https', 'node:http', 'node:https', 'follow-redirects'] as const

const ofHttp = (name: string): ResponseProtocol => ({
  name,
  modules: HTTP_MODULES,
  isDefault: false,
  isGlobal: false,
  arrives: 'callback',
  response: MESSAGE,
  discard: 'resume',
  isOptional: false,
  awaits: false,
  kept: 'the agent cannot use its connection again, and keeps it until the server closes it',
  isCertain: true,
})

const UNTIL_CLOSED = 'a body of more than 64 KB keeps its connection until the server closes it'

export const RESPONSE_PROTOCOLS: readonly ResponseProtocol[] = [
  ofHttp('get'),
  ofHttp('request'),
  {
    name: 'request',
    modules: ['undici'],
    isDefault: false,
    isGlobal: false,
    arrives: 'promise',
    response: RESULT,
    discard: 'dump',
    isOptional: false,
    awaits: true,
    kept: UNTIL_CLOSED,
    isCertain: true,
  },
  {
    name: 'fetch',
    modules: ['node-fetch'],
    isDefault: true,
    isGlobal: false,
    arrives: 'promise',
    response: RESPONSE,
    discard: 'resume',
    isOptional: true,
    awaits: false,
    kept: UNTIL_CLOSED,
    isCertain: false,
  },
  {
    name: 'fetch',
    modules: ['undici', 'cross-fetch'],
    isDefault: true,
    isGlobal: true,
    arrives: 'promise',
    response: RESPONSE,
    discard: 'cancel',
    isOptional: true,
    awaits: true,
    kept: 'a body of more than 16 KB keeps its connection until the garbage collector finds the response',
    isCertain: false,
  },
]

/** Methods that add a listener and answer the stream. */
export const LISTENING: ReadonlySet<string> = new Set([
  'on',
  'once',
  'addListener',
  'prependListener',
  'prependOnceListener',
])

/** Events of a stream whose listener reads it. */
export const READING_EVENTS: ReadonlySet<string> = new Set(['data', 'readable'])

/** Methods of a request, a controller or a dispatcher that end what is under way, unread bodies included. */
export const ABORTING: ReadonlySet<string> = new Set(['abort', 'destroy', 'destroySoon', 'terminate'])

/** What code calls the place where a body goes, whose end is not the end of the body. */
export const DESTINATION_NAME = /dest|file|out|sink|target|writ|^ws$/i

/** Answers with these codes have no body. */
export const BODILESS: ReadonlySet<unknown> = new Set([101, 204, 205, 304])

/**
 * Modules that only a process of its own imports, not a page: in a page the connections are few, and the
 * browser's.
 */
export const SERVER_MODULES: readonly string[] = [
  'child_process',
  'cluster',
  'dgram',
  'dns',
  'express',
  'fastify',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'koa',
  'net',
  'node-fetch',
  'os',
  'readline',
  'tls',
  'undici',
  'worker_threads',
].flatMap((name) => [name, `node:${name}`])

/** What a `'clientError'` handler can ask of the socket without ending it. */
export const IDLE_SOCKET_MEMBERS: ReadonlySet<string> = new Set([
  ...STREAM_STATE,
  'address',
  'bytesRead',
  'bytesWritten',
  'connecting',
  'localAddress',
  'localPort',
  'readyState',
  'remoteAddress',
  'remoteFamily',
  'remotePort',
  'setTimeout',
  'writable',
  'writableEnded',
  'writableFinished',
])

/** Codes of errors after which a socket is closed already. */
export const CLOSED_BY_ERROR: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED'])
