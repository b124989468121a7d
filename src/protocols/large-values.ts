/** Where a size stands in the arguments of what makes a value, and how many bytes each unit takes. */
export interface SizedMaker {
  argument: number
  bytesPerUnit: number
}

/** Functions that make a value of the size they are given; by the end of their name's path. */
export const SIZED_FUNCTIONS: ReadonlyMap<string, SizedMaker> = new Map([
  ['Buffer.alloc', { argument: 0, bytesPerUnit: 1 }],
  ['Buffer.allocUnsafe', { argument: 0, bytesPerUnit: 1 }],
  ['Buffer.allocUnsafeSlow', { argument: 0, bytesPerUnit: 1 }],
])

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
  ['Float32Array', { argument: 0, bytesPerUnit: 4 }],
  ['Float64Array', { argument: 0, bytesPerUnit: 8 }],
  ['BigInt64Array', { argument: 0, bytesPerUnit: 8 }],
  ['BigUint64Array', { argument: 0, bytesPerUnit: 8 }],
  ['Array', { argument: 0, bytesPerUnit: 8 }],
])

/** Calls whose result is as large as the file, body or result set it reads: the input decides. */
export const INPUT_SIZED_CALLS: ReadonlyMap<string, string> = new Map([
  ['readFileSync', 'a whole file'],
  ['readFile', 'a whole file'],
  ['arrayBuffer', 'a whole body'],
  ['getImageData', 'the pixels of a canvas'],
  ['readdirSync', 'a whole directory listing'],
])

/** Small parts of a large value that can be kept without it. */
export const SMALL_PARTS: ReadonlySet<string> = new Set(['length', 'byteLength', 'size', 'width', 'height'])
