import { resource, type ResourceProtocol } from './resources/protocol.js'

/** What a stream is, as far as it matters to who is at the other end of a `pipe`. */
export interface StreamKind {
  /**
   * What it holds until it is destroyed: a descriptor or socket that no garbage collector frees. `maybe` where
   * that is not known. Undefined for what is memory only.
   */
  holds: 'file descriptor' | 'socket' | 'connection' | 'maybe' | undefined
  /**
   * Whether it may close before its end without an `error` event: nothing is thrown when nobody listens, and
   * the other end waits for ever. All others end the process by an unhandled `error`, or are heard.
   */
  closesQuietly: boolean
  /** Whether it can fail, or be destroyed by who reads or writes it, at all. */
  mayFail: boolean
  /** Whether it is one side of a request that a server answers: both sides close together. */
  isServed: boolean
  /** Whether it ends with a process, this one or a child, and is left alone. */
  isStandard: boolean
}

const PLAIN: StreamKind = {
  holds: undefined,
  closesQuietly: false,
  mayFail: true,
  isServed: false,
  isStandard: false,
}

export const STREAM_KINDS = {
  fileReader: { ...PLAIN, holds: 'file descriptor' },
  fileWriter: { ...PLAIN, holds: 'file descriptor' },
  serverRequest: { ...PLAIN, holds: 'socket', closesQuietly: true, isServed: true },
  serverResponse: { ...PLAIN, holds: 'socket', closesQuietly: true, isServed: true },
  clientRequest: { ...PLAIN, holds: 'socket' },
  clientResponse: { ...PLAIN, holds: 'socket', closesQuietly: true },
  /** The request of a server or the response to a client: one type has both. */
  message: { ...PLAIN, holds: 'socket', closesQuietly: true },
  socket: { ...PLAIN, holds: 'socket' },
  /** The rows of a query, whose connection serves nobody else meanwhile. */
  rows: { ...PLAIN, holds: 'connection' },
  /** A stream of a library: what it holds is not known. */
  library: { ...PLAIN, holds: 'maybe' },
  transform: PLAIN,
  /** Made of what is in memory, or adding it up: nothing in it fails. */
  memory: { ...PLAIN, mayFail: false },
  standard: { ...PLAIN, isStandard: true },
  /** Not even known to be a stream. */
  unknown: { ...PLAIN, holds: 'maybe' },
} as const satisfies Record<string, StreamKind>

export type StreamKindName = keyof typeof STREAM_KINDS

/** What makes a stream, or gives one to the callback of a call. */
export interface StreamSource {
  kind: StreamKindName
  names: readonly string[]
  form: 'function' | 'constructor'
  modules: readonly string[]
  /** Whether it is what one of the modules exports as a whole: `request(url)`. */
  isDefault?: true
}

const FS = ['fs', 'node:fs', 'graceful-fs', 'fs-extra'] as const
const HTTP = ['http', 'https', 'node:http', 'node:https', 'follow-redirects', 'http2', 'node:http2'] as const
const NET = ['net', 'tls', 'node:net', 'node:tls'] as const
const ZLIB = ['zlib', 'node:zlib'] as const
const CRYPTO = ['crypto', 'node:crypto'] as const

/** Modules with `pipeline`, and with the classes that hand-written streams are made of. */
export const STREAM_MODULES = ['stream', 'node:stream', 'readable-stream'] as const

export const STREAM_SOURCES: readonly StreamSource[] = [
  { kind: 'fileReader', names: ['createReadStream'], form: 'function', modules: FS },
  { kind: 'fileWriter', names: ['createWriteStream'], form: 'function', modules: FS },
  { kind: 'fileReader', names: ['ReadStream'], form: 'constructor', modules: FS },
  { kind: 'fileWriter', names: ['WriteStream'], form: 'constructor', modules: FS },
  { kind: 'clientRequest', names: ['request', 'get'], form: 'function', modules: HTTP },
  { kind: 'socket', names: ['connect', 'createConnection'], form: 'function', modules: NET },
  { kind: 'socket', names: ['Socket', 'TLSSocket'], form: 'constructor', modules: NET },
  {
    kind: 'transform',
    names: [
      'createGzip',
      'createGunzip',
      'createDeflate',
      'createInflate',
      'createDeflateRaw',
      'createInflateRaw',
      'createUnzip',
      'createBrotliCompress',
      'createBrotliDecompress',
      'createZstdCompress',
      'createZstdDecompress',
    ],
    form: 'function',
    modules: ZLIB,
  },
  {
    kind: 'transform',
    names: ['createCipheriv', 'createDecipheriv'],
    form: 'function',
    modules: CRYPTO,
  },
  { kind: 'memory', names: ['createHash', 'createHmac'], form: 'function', modules: CRYPTO },
  { kind: 'transform', names: ['PassThrough', 'Transform'], form: 'constructor', modules: STREAM_MODULES },
  { kind: 'library', names: ['stream'], form: 'function', modules: ['got'] },
  { kind: 'library', names: ['request'], form: 'function', modules: ['request'], isDefault: true },
  { kind: 'memory', names: ['PDFDocument'], form: 'constructor', modules: ['pdfkit'], isDefault: true },
]

/** Methods that answer the rows of a query as a stream, from whatever database. */
export const ROW_STREAMS: ReadonlySet<string> = new Set(['queryStream', 'queryAsStream', 'streamQuery'])

/** Calls before `stream()` by which one knows it as that of a query: `pool.query(sql).stream()`. */
export const BEFORE_ROW_STREAM: ReadonlySet<string> = new Set([
  ...['query', 'execute', 'select', 'selectFrom', 'from', 'where', 'orderBy', 'find', 'aggregate', 'cursor'],
])

/** A callback of a call, and what its parameters are. */
export interface StreamCallback {
  names: readonly string[]
  /** The event of a listener, for the methods that add one. */
  event?: string
  modules?: readonly string[]
  parameters: readonly (StreamKindName | undefined)[]
}

const LISTEN = ['on', 'once', 'addListener', 'prependListener', 'prependOnceListener'] as const

export const STREAM_CALLBACKS: readonly StreamCallback[] = [
  {
    names: ['createServer', 'createSecureServer', 'Server'],
    modules: HTTP,
    parameters: ['serverRequest', 'serverResponse'],
  },
  { names: ['createServer', 'Server'], modules: NET, parameters: ['socket'] },
  { names: ['get', 'request'], modules: HTTP, parameters: ['clientResponse'] },
  { names: LISTEN, event: 'request', parameters: ['serverRequest', 'serverResponse'] },
  { names: LISTEN, event: 'upgrade', parameters: ['message', 'socket'] },
  { names: LISTEN, event: 'connect', parameters: ['message', 'socket'] },
]

/** Names that the two parameters of an HTTP handler have in every framework. */
export const REQUEST_NAME = /^_?req(?:uest)?$/i
export const RESPONSE_NAME = /^_?res(?:p|ponse)?$/i

/** Methods by which a parameter is known as the response of a server. */
export const RESPONSE_METHODS: ReadonlySet<string> = new Set(['writeHead', 'setHeader', 'sendStatus'])

/** Node's own streams below those of a framework: `reply.raw`, `ctx.res`. */
export const WRAPPED_STREAMS: ReadonlyMap<string, StreamKindName> = new Map([
  ['reply.raw', 'serverResponse'],
  ['res.raw', 'serverResponse'],
  ['response.raw', 'serverResponse'],
  ['ctx.res', 'serverResponse'],
  ['node.res', 'serverResponse'],
  ['req.raw', 'serverRequest'],
  ['request.raw', 'serverRequest'],
  ['ctx.req', 'serverRequest'],
  ['node.req', 'serverRequest'],
])

/** Streams of this process and of its children. */
export const STANDARD_STREAMS: ReadonlySet<string> = new Set(['stdin', 'stdout', 'stderr', 'stdio'])

/** Kinds by the name of their type; the first that a type or its bases have decides. */
export const STREAM_TYPES: readonly (readonly [name: string, kind: StreamKindName])[] = [
  ['ServerResponse', 'serverResponse'],
  ['Http2ServerResponse', 'serverResponse'],
  ['Http2ServerRequest', 'serverRequest'],
  ['IncomingMessage', 'message'],
  ['ClientRequest', 'clientRequest'],
  ['Socket', 'socket'],
  ['Hash', 'memory'],
  ['Hmac', 'memory'],
  ['ReadStream', 'fileReader'],
  ['WriteStream', 'fileWriter'],
  ['Transform', 'transform'],
  ['Readable', 'library'],
  ['Writable', 'library'],
  ['ReadableStream', 'library'],
  ['WritableStream', 'library'],
  ['Stream', 'library'],
]

/** The types of a terminal's streams have both the name of a file's and that of a socket. */
export const TERMINAL_TYPES: ReadonlySet<string> = new Set(['ReadStream', 'WriteStream'])

/** Methods of streams that answer the stream itself. */
export const FLUENT_METHODS: ReadonlySet<string> = new Set([
  ...LISTEN,
  'off',
  'removeListener',
  'removeAllListeners',
  'setEncoding',
  'setMaxListeners',
  'resume',
  'pause',
  'unpipe',
])

export const LISTENER_METHODS: readonly string[] = LISTEN

/** Events of a stream that ends other than by its end. */
export const ENDING_EVENTS: ReadonlySet<string> = new Set(['error', 'close', 'aborted', 'abort', 'timeout'])

/** Events of a stream that has done its work: what is destroyed then was about to close anyway. */
export const DONE_EVENTS: ReadonlySet<string> = new Set([
  'finish',
  'end',
  'data',
  'readable',
  'open',
  'ready',
])

/** Methods by which other code closes a stream. */
export const ENDING_METHODS: ReadonlySet<string> = new Set([
  'destroy',
  'destroySoon',
  'resetAndDestroy',
  'close',
  'end',
  'abort',
  'cancel',
  'Symbol.dispose',
  'Symbol.asyncDispose',
])

/** Functions that pass errors and closing on between the streams they are given, or watch over one. */
export const WATCHERS: ReadonlySet<string> = new Set([
  'pipeline',
  'pipelineAsync',
  'asyncPipeline',
  'pipelinePromise',
  'streamPipeline',
  'promisePipeline',
  'finished',
  'streamFinished',
  'eos',
  'endOfStream',
  'onFinished',
  'pump',
  'pumpify',
  'compose',
  'duplexify',
  'addAbortSignal',
  'destroyOnClose',
])

/** Callbacks that settle what waits for the stream, and close nothing. */
export const SETTLING_NAME =
  /^(?:resolve|reject|cb|callback|done|next|bail|fail|fulfil|fulfill|ok)$|Callback$/

/** A stream that another one feeds, or that feeds another one, and has to be closed with it. */
export const COUPLED: ResourceProtocol = resource({
  noun: 'stream',
  acquire: { name: 'pipe', form: 'method' },
  methods: [...ENDING_METHODS],
  collected: 'never',
  example: 'input.pipe(input)',
})

/** Methods by which a loop hands on what it has read: of a stream, of its writer, of a stream's controller. */
export const PUMPING_METHODS: readonly string[] = ['write', 'enqueue']

/** What a stream, its controller or a signal says of its end. */
export const ENDING_STATES: ReadonlySet<string> = new Set([
  'destroyed',
  'writable',
  'writableEnded',
  'writableFinished',
  'closed',
  'aborted',
  'errored',
])
