/** Where a size stands in the arguments of what makes a value, and how many bytes each unit takes. */
export interface SizedMaker {
  argument: number
  bytesPerUnit: number
}

/** Functions that make a value of the size they are given; by their name's whole path. */
export const SIZED_FUNCTIONS: ReadonlyMap<string, SizedMaker> = new Map([
  ['Buffer.alloc', { argument: 0, bytesPerUnit: 1 }],
  ['Buffer.allocUnsafe', { argument: 0, bytesPerUnit: 1 }],
  ['Buffer.allocUnsafeSlow', { argument: 0, bytesPerUnit: 1 }],
  ['Array', { argument: 0, bytesPerUnit: 8 }],
])

/** The last names of these, by which their calls are found. */
export const SIZED_FUNCTION_NAMES: ReadonlySet<string> = new Set(
  [...SIZED_FUNCTIONS.keys()].map((path) => path.slice(path.lastIndexOf('.') + 1)),
)

/** Constructors that make a value of the size they are given. An element of an array takes a pointer. */
export const SIZED_CONSTRUCTORS: ReadonlyMap<string, SizedMaker> = new Map([
  ['ArrayBuffer', { argument: 0, bytesPerUnit: 1 }],
  ['SharedArrayBuffer', { argument: 0, bytesPerUnit: 1 }],
  ['Uint8Array', { argument: 0, bytesPerUnit: 1 }],
  ['Uint8ClampedArray', { argument: 0, bytesPerUnit: 1 }],
  ['Int8Array', { argument: 0, bytesPerUnit: 1 }],
  ['Uint16Array', { argument: 0, bytesPerUnit: 2 }],
  ['Int16Array', { argument: 0, bytesPerUnit: 2 }],
  ['Uint32Array', { argument: 0, bytesPerUnit: 4 }],
  ['Int32Array', { argument: 0, bytesPerUnit: 4 }],
  ['Float16Array', { argument: 0, bytesPerUnit: 2 }],
  ['Float32Array', { argument: 0, bytesPerUnit: 4 }],
  ['Float64Array', { argument: 0, bytesPerUnit: 8 }],
  ['BigInt64Array', { argument: 0, bytesPerUnit: 8 }],
  ['BigUint64Array', { argument: 0, bytesPerUnit: 8 }],
  ['Array', { argument: 0, bytesPerUnit: 8 }],
])

/** Where width and height stand in the arguments of what makes pixels, of four bytes each. */
export const PIXEL_MAKERS: ReadonlyMap<string, number> = new Map([
  ['getImageData', 2],
  ['createImageData', 0],
  ['ImageData', 0],
])

/** Calls whose result is as large as the file, body or picture it reads: the input decides. */
export const INPUT_SIZED_CALLS: ReadonlyMap<string, string> = new Map([
  ['readFileSync', 'a whole file'],
  ['readFile', 'a whole file'],
  ['readTextFile', 'a whole file'],
  ['readTextFileSync', 'a whole file'],
  ['arrayBuffer', 'a whole body'],
  ['getImageData', 'the pixels of a canvas'],
  ['toDataURL', 'the image of a canvas'],
  ['convertToBlob', 'the image of a canvas'],
  ['transferToImageBitmap', 'the image of a canvas'],
  ['createImageBitmap', 'a whole image'],
  ['decodeAudioData', 'a whole recording'],
  ['readdirSync', 'a whole directory listing'],
])

/** Which parameter of the last callback of a call is given a large value. */
export const INPUT_SIZED_CALLBACKS: ReadonlyMap<string, { parameter: number; reason: string }> = new Map([
  ['readFile', { parameter: 1, reason: 'a whole file' }],
  ['toBlob', { parameter: 0, reason: 'the image of a canvas' }],
])

/** Methods of responses and files that read all there is, and are methods of much else. */
export const BODY_METHODS: ReadonlySet<string> = new Set(['text', 'json', 'blob', 'formData', 'bytes'])

/** Functions that answer a response, by the modules that have them as their default or by that name. */
export const FETCH_MODULES: readonly string[] = ['node-fetch', 'undici', 'cross-fetch', 'isomorphic-fetch']

/** What a type with such a method reads. */
export const BODY_TYPES: ReadonlyMap<string, string> = new Map([
  ['Response', 'a whole body'],
  ['Request', 'a whole body'],
  ['Blob', 'a whole file'],
])

/** Clients whose results hold a whole body, and the property in which they do. */
export const CLIENT_RESULTS: readonly {
  modules: readonly string[]
  methods: readonly string[]
  member: string
}[] = [
  { modules: ['axios'], methods: ['axios', 'get', 'post', 'put', 'patch', 'request'], member: 'data' },
  { modules: ['got'], methods: ['got', 'get', 'post', 'put', 'patch'], member: 'body' },
  { modules: ['superagent'], methods: ['get', 'post', 'put', 'patch'], member: 'body' },
  { modules: ['needle'], methods: ['get', 'post', 'put', 'patch'], member: 'body' },
]

/** Functions that answer all that a command prints, which may be a line or a listing. */
export const COMMAND_RESULTS: ReadonlySet<string> = new Set(['execSync', 'execFileSync', 'spawnSync'])
export const COMMAND_MODULES: readonly string[] = ['child_process', 'node:child_process', 'cross-spawn']

/** Functions whose result is as large as what they are given; by their name's whole path. */
export const SAME_SIZE_FUNCTIONS: ReadonlySet<string> = new Set([
  'JSON.parse',
  'JSON.stringify',
  'Buffer.from',
  'Array.from',
  'Object.keys',
  'Object.values',
  'Object.entries',
  'Object.freeze',
  'String',
  'structuredClone',
])

/** Functions of a module of which the same is true. */
export const SAME_SIZE_NAME =
  /^(?:g(?:un)?zip|unzip|inflate|deflate|inflateRaw|deflateRaw|brotli(?:Dec|C)ompress)Sync$/

/** Constructors of values as large as what they are given. */
export const SAME_SIZE_CONSTRUCTORS: ReadonlySet<string> = new Set([
  ...SIZED_CONSTRUCTORS.keys(),
  'Blob',
  'DataView',
  'File',
  'JSDOM',
  'Map',
  'Set',
])

/** Methods whose result is as large as what they are called on. */
export const SAME_SIZE_METHODS: ReadonlySet<string> = new Set([
  'concat',
  'fill',
  'flat',
  'flatMap',
  'map',
  'normalize',
  'replace',
  'replaceAll',
  'reverse',
  'sort',
  'split',
  'toLowerCase',
  'toReversed',
  'toSorted',
  'toString',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
])

/** Methods that a large value is given to, and whose result is as large: `decoder.decode(data)`. */
export const DECODING_METHODS: ReadonlySet<string> = new Set(['decode', 'encode', 'parseFromString'])

/** Small parts of a large value that can be kept without it. */
export const SMALL_PARTS: ReadonlySet<string> = new Set([
  'length',
  'byteLength',
  'byteOffset',
  'size',
  'width',
  'height',
])

/** Methods whose result is a number, a character or an answer. */
export const SMALL_RESULTS: ReadonlySet<string> = new Set([
  'charAt',
  'charCodeAt',
  'codePointAt',
  'compare',
  'endsWith',
  'equals',
  'every',
  'findIndex',
  'findLastIndex',
  'has',
  'includes',
  'indexOf',
  'lastIndexOf',
  'localeCompare',
  'readDoubleBE',
  'readDoubleLE',
  'readInt8',
  'readInt16BE',
  'readInt16LE',
  'readInt32BE',
  'readInt32LE',
  'readUInt8',
  'readUInt16BE',
  'readUInt16LE',
  'readUInt32BE',
  'readUInt32LE',
  'search',
  'some',
  'startsWith',
])

/** Functions of which the same is true. */
export const SMALL_FUNCTIONS: ReadonlySet<string> = new Set([
  'Array.isArray',
  'Boolean',
  'Buffer.byteLength',
  'Buffer.isBuffer',
  'Date.now',
  'Number',
  'isNaN',
  'parseFloat',
  'parseInt',
  'performance.now',
])

/** Methods that change how many elements a value has. */
export const LENGTH_CHANGING: ReadonlySet<string> = new Set([
  'add',
  'append',
  'clear',
  'delete',
  'pop',
  'push',
  'set',
  'shift',
  'splice',
  'unshift',
])

/** Methods that leave what they are called on as it is. */
export const UNCHANGING_METHODS: ReadonlySet<string> = new Set([
  ...SMALL_RESULTS,
  ...[...SAME_SIZE_METHODS].filter((name) => !['fill', 'reverse', 'sort'].includes(name)),
  ...['at', 'entries', 'filter', 'find', 'findLast', 'forEach', 'get', 'join', 'keys', 'match', 'matchAll'],
  ...['reduce', 'reduceRight', 'slice', 'substring', 'values'],
])

const BUFFER = 'a buffer'
const NODE = 'a part of a document'

const RECORDING = 'a recording'
const FILE = 'a file'
const IMAGE = 'an image'

/** What of these has a size that never changes. An element or a request changes with all that happens to it. */
export const FIXED_SIZE_REASONS: ReadonlySet<string> = new Set([BUFFER, RECORDING, FILE, IMAGE])

/** Types whose values hold a buffer, a tree or a connection, of a size that the type does not tell. */
export const LARGE_TYPES: ReadonlyMap<string, string> = new Map([
  ...[...SIZED_CONSTRUCTORS.keys()].filter((name) => name !== 'Array').map((name) => [name, BUFFER] as const),
  ['Buffer', BUFFER],
  ['DataView', BUFFER],
  ['AudioBuffer', RECORDING],
  ['Blob', FILE],
  ['ImageBitmap', IMAGE],
  ['ImageData', IMAGE],
  ['Node', NODE],
  ['Window', 'a window'],
  ['CheerioAPI', 'a whole document'],
  ['JSDOM', 'a whole document'],
  ['IncomingMessage', 'a request'],
])
