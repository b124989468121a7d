/** Something that must be closed: how one gets it, and how one lets go of it. */
export interface ResourceProtocol {
  /** What a message calls it. */
  noun: string
  acquire: {
    /** The function, method or constructor. */
    name: string
    form: 'function' | 'constructor' | 'method'
    /** Modules it comes from: only what is imported from one of them counts. */
    modules?: readonly string[]
    /** For a method: what its receiver is called, or constructed from. */
    receiver?: RegExp
    /** It answers a promise unless it is given a callback, and then nothing. */
    callback?: true
    /** The method of the result that opens it, where making it alone opens nothing. */
    opensBy?: string
  }
  /** How the resource arrives: as the result (awaited or not), or as an argument of the last callback. */
  result: { as: 'value' } | { as: 'callback'; parameter: number }
  /** Methods of the resource that release it. */
  methods: readonly string[]
  /** Functions that release the resource they are given. */
  functions: readonly string[]
  /** Methods after which the resource closes by itself, or is someone else's to close. */
  consumers: readonly string[]
  /** Functions of these modules use the resource they are given without taking it over. */
  borrowers: readonly string[]
  /** Whether the garbage collector closes it in the end. */
  collected: 'never' | 'eventually' | 'unknown'
  /** Whether the release answers a promise. */
  awaits: boolean
  /** Whether to report a way out by an exception: where a short-lived program would not care, no. */
  exceptions: boolean
}

const FS = ['fs', 'node:fs', 'graceful-fs', 'fs-extra'] as const
const FS_PROMISES = ['fs/promises', 'node:fs/promises', 'fs', 'node:fs', 'fs-extra'] as const
const NOTHING = [] as const

const descriptor = {
  noun: 'file descriptor',
  methods: NOTHING,
  functions: ['closeSync', 'close'],
  consumers: NOTHING,
  borrowers: FS,
  collected: 'never',
  awaits: false,
  exceptions: true,
} as const

const stream = {
  result: { as: 'value' },
  methods: ['destroy', 'close', 'end', 'destroySoon'],
  functions: ['finished', 'pipeline', 'destroy'],
  borrowers: NOTHING,
  collected: 'never',
  awaits: false,
  exceptions: false,
} as const

const MYSQL = ['mysql', 'mysql2', 'mysql2/promise', 'mariadb', 'promise-mysql'] as const

const connection = {
  noun: 'database connection',
  result: { as: 'value' },
  functions: ['releaseConnection'],
  consumers: NOTHING,
  borrowers: NOTHING,
  collected: 'never',
  awaits: true,
  exceptions: true,
} as const

/** What the analysis knows without types. More rows come from the user's settings. */
export const RESOURCE_PROTOCOLS: readonly ResourceProtocol[] = [
  { ...descriptor, acquire: { name: 'openSync', form: 'function', modules: FS }, result: { as: 'value' } },
  {
    ...descriptor,
    acquire: { name: 'open', form: 'function', modules: FS },
    functions: ['close', 'closeSync'],
    result: { as: 'callback', parameter: 1 },
  },
  {
    noun: 'file handle',
    acquire: { name: 'open', form: 'function', modules: FS_PROMISES, callback: true },
    result: { as: 'value' },
    methods: ['close', 'Symbol.asyncDispose'],
    functions: NOTHING,
    consumers: ['createReadStream', 'createWriteStream', 'readLines', 'readableWebStream'],
    borrowers: FS,
    collected: 'eventually',
    awaits: true,
    exceptions: true,
  },
  ...(['opendir', 'opendirSync'] as const).map((name): ResourceProtocol => ({
    noun: 'directory handle',
    acquire: { name, form: 'function', modules: FS_PROMISES, callback: true },
    result: { as: 'value' },
    methods: ['close', 'closeSync', 'Symbol.asyncDispose', 'Symbol.dispose'],
    functions: NOTHING,
    consumers: ['entries'],
    borrowers: NOTHING,
    collected: 'eventually',
    awaits: true,
    exceptions: true,
  })),
  {
    ...stream,
    noun: 'read stream',
    acquire: { name: 'createReadStream', form: 'function', modules: FS },
    consumers: [
      'pipe',
      'pipeTo',
      'pipeThrough',
      'on',
      'once',
      'addListener',
      'resume',
      'toArray',
      'iterator',
      'forEach',
      'compose',
    ],
  },
  {
    ...stream,
    noun: 'write stream',
    acquire: { name: 'createWriteStream', form: 'function', modules: FS },
    methods: ['end', 'destroy', 'close', 'destroySoon'],
    consumers: ['compose'],
  },
  {
    noun: 'pooled client',
    acquire: {
      name: 'connect',
      form: 'method',
      modules: ['pg', 'pg-pool'],
      receiver: /pool$/i,
      callback: true,
    },
    result: { as: 'value' },
    methods: ['release', 'end'],
    functions: NOTHING,
    consumers: NOTHING,
    borrowers: NOTHING,
    collected: 'never',
    awaits: false,
    exceptions: true,
  },
  {
    noun: 'database client',
    acquire: { name: 'Client', form: 'constructor', modules: ['pg'], opensBy: 'connect' },
    result: { as: 'value' },
    methods: ['end'],
    functions: NOTHING,
    consumers: NOTHING,
    borrowers: NOTHING,
    collected: 'never',
    awaits: true,
    exceptions: true,
  },
  {
    ...connection,
    acquire: { name: 'getConnection', form: 'method', modules: MYSQL, receiver: /pool$/i, callback: true },
    methods: ['release', 'end', 'destroy', 'close'],
    awaits: false,
  },
  {
    ...connection,
    acquire: { name: 'getConnection', form: 'method', modules: MYSQL, receiver: /pool$/i },
    result: { as: 'callback', parameter: 1 },
    methods: ['release', 'end', 'destroy', 'close'],
    awaits: false,
  },
  {
    ...connection,
    acquire: { name: 'createConnection', form: 'function', modules: MYSQL },
    methods: ['end', 'destroy', 'close', 'release'],
  },
  {
    noun: 'query runner',
    acquire: { name: 'createQueryRunner', form: 'method', opensBy: 'connect' },
    result: { as: 'value' },
    methods: ['release'],
    functions: NOTHING,
    consumers: NOTHING,
    borrowers: NOTHING,
    collected: 'never',
    awaits: true,
    exceptions: true,
  },
]

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
