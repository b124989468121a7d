import { resource, type ResourceProtocol, type ResourceRow } from './protocol.js'

const FS = ['fs', 'node:fs', 'graceful-fs', 'fs-extra'] as const
const FS_PROMISES = ['fs/promises', 'node:fs/promises', 'fs', 'node:fs', 'fs-extra'] as const

const descriptor = {
  noun: 'file descriptor',
  functions: ['closeSync', 'close'],
  borrowers: FS,
  collected: 'never',
} as const

const stream = {
  methods: ['destroy', 'close', 'end', 'destroySoon'],
  functions: ['finished', 'pipeline', 'destroy'],
  collected: 'never',
  exceptions: false,
  staysAfterFailure: true,
} as const

const readStream = {
  ...stream,
  noun: 'read stream',
  consumers: [
    'pipe',
    'pipeTo',
    'pipeThrough',
    'on',
    'once',
    'addListener',
    'read',
    'resume',
    'toArray',
    'iterator',
    'forEach',
    'compose',
  ],
  // Opening, failing and closing read nothing.
  readingEvents: ['data', 'readable', 'end'],
} as const

const writeStream = {
  ...stream,
  noun: 'write stream',
  methods: ['end', 'destroy', 'close', 'destroySoon'],
  consumers: ['compose'],
} as const

/** What a program calls the file system that it is given. */
const GIVEN_FS = /^[_$]*(?:fs|fse|memfs|nodeFs|fileSystem)$/i

const directory = {
  noun: 'directory handle',
  methods: ['close', 'closeSync', 'Symbol.asyncDispose', 'Symbol.dispose'],
  consumers: ['entries'],
  collected: 'eventually',
  awaits: true,
} as const

const temporaryDirectory = {
  noun: 'temporary directory',
} as const

const rows = (): readonly ResourceRow[] => [
  {
    ...descriptor,
    acquire: { name: 'openSync', form: 'function', modules: FS },
    example: "openSync(input, 'r')",
  },
  {
    ...descriptor,
    acquire: { name: 'open', form: 'function', modules: FS },
    functions: ['close', 'closeSync'],
    result: { as: 'callback', parameter: 1 },
    example: "open(input, 'r')",
  },
  {
    noun: 'file handle',
    acquire: { name: 'open', form: 'function', modules: FS_PROMISES, callback: true },
    methods: ['close', 'Symbol.asyncDispose'],
    consumers: ['createReadStream', 'createWriteStream', 'readLines', 'readableWebStream'],
    borrowers: FS,
    collected: 'eventually',
    awaits: true,
    types: ['FileHandle'],
    example: 'await open(input)',
  },
  {
    ...directory,
    acquire: { name: 'opendir', form: 'function', modules: FS_PROMISES, callback: true },
    types: ['Dir'],
    example: 'await opendir(input)',
  },
  {
    ...directory,
    acquire: { name: 'opendirSync', form: 'function', modules: FS, callback: true },
    example: 'opendirSync(input)',
  },
  {
    ...directory,
    acquire: { name: 'opendir', form: 'function', modules: FS },
    result: { as: 'callback', parameter: 1 },
    example: 'opendir(input)',
  },
  {
    ...temporaryDirectory,
    acquire: { name: 'mkdtempDisposable', form: 'function', modules: FS_PROMISES },
    methods: ['remove', 'Symbol.asyncDispose'],
    awaits: true,
    example: 'await mkdtempDisposable(input)',
  },
  {
    ...temporaryDirectory,
    acquire: { name: 'mkdtempDisposableSync', form: 'function', modules: FS },
    methods: ['remove', 'Symbol.dispose'],
    example: 'mkdtempDisposableSync(input)',
  },
  {
    ...readStream,
    acquire: { name: 'createReadStream', form: 'function', modules: FS },
    types: ['ReadStream'],
    example: 'createReadStream(input)',
  },
  {
    ...writeStream,
    acquire: { name: 'createWriteStream', form: 'function', modules: FS },
    types: ['WriteStream'],
    example: 'createWriteStream(input)',
  },
  {
    ...descriptor,
    acquire: { name: 'openSync', form: 'method', receiver: GIVEN_FS },
    example: "fs.openSync(input, 'r')",
  },
  {
    ...readStream,
    acquire: { name: 'createReadStream', form: 'method', receiver: GIVEN_FS },
    example: 'fs.createReadStream(input)',
  },
  {
    ...writeStream,
    acquire: { name: 'createWriteStream', form: 'method', receiver: GIVEN_FS },
    example: 'fs.createWriteStream(input)',
  },
  {
    noun: 'file watcher',
    acquire: { name: 'watch', form: 'function', modules: FS },
    methods: ['close'],
    collected: 'never',
    isLongLived: true,
    types: ['FSWatcher'],
    example: 'watch(input)',
  },
  {
    noun: 'file watcher',
    acquire: { name: 'watchFile', form: 'function', modules: FS },
    result: { as: 'argument', index: 0 },
    functions: ['unwatchFile'],
    // What stops it seldom knows the path by the same variable: any call of it shows that the file takes care.
    closers: ['unwatchFile'],
    collected: 'never',
    isLongLived: true,
    example: 'watchFile(path, input)',
  },
  {
    ...readStream,
    acquire: { name: 'ReadStream', form: 'constructor', modules: FS },
    example: 'new ReadStream(input)',
  },
  {
    ...writeStream,
    acquire: { name: 'WriteStream', form: 'constructor', modules: FS },
    example: 'new WriteStream(input)',
  },
]

/** What Node's modules of the file system open. */
export const nodeFileResources = (): readonly ResourceProtocol[] => rows().map(resource)
