import { SIZED_CONSTRUCTORS } from './large-values.js'

/** What a piece can be cut from, and what a piece is. */
export type Sliceable =
  | 'Buffer'
  | 'typed array'
  | 'ArrayBuffer'
  | 'DataView'
  | 'image'
  | 'string'
  /** Several pieces of a string: an array of them. */
  | 'pieces'
  /** What a regular expression found, which holds its input. */
  | 'match'
  | 'groups'
  /** Several of these. */
  | 'matches'
  | 'query'

/**
 * How much of the whole a method takes.
 *
 * - `range`: from a begin to an end, its arguments; `length`: from a begin and so many
 * - `whole`: all of it, in the same memory; `copy`: all of it, in memory of its own
 * - `perhaps`: all of it, in the same memory if there is nothing to change
 * - `parts`: all of it, in pieces; `few`: one piece; `some`: as many as a function says
 * - `elements`: so many pieces as its arguments say; `group`: what a regular expression captured
 */
export type Cut =
  'range' | 'length' | 'whole' | 'copy' | 'perhaps' | 'parts' | 'few' | 'some' | 'elements' | 'group'

export interface Method {
  gives: Sliceable
  cut: Cut
}

const method = (gives: Sliceable, cut: Cut): Method => ({ gives, cut })

/**
 * Methods whose result shares the memory of what they are called on, and those that copy all of it. `slice` of a
 * Buffer is a view, of any other typed array a copy; what is not named here is not known to share anything.
 */
export const SLICING_METHODS: ReadonlyMap<Sliceable, ReadonlyMap<string, Method>> = new Map([
  [
    'Buffer',
    new Map([
      ['subarray', method('Buffer', 'range')],
      ['slice', method('Buffer', 'range')],
      ['toString', method('string', 'copy')],
      ['fill', method('Buffer', 'whole')],
    ]),
  ],
  ['typed array', new Map([['subarray', method('typed array', 'range')]])],
  [
    'string',
    new Map([
      ['slice', method('string', 'range')],
      ['substring', method('string', 'range')],
      ['substr', method('string', 'length')],
      ['split', method('pieces', 'parts')],
      ['trim', method('string', 'whole')],
      ['trimStart', method('string', 'whole')],
      ['trimEnd', method('string', 'whole')],
      ['normalize', method('string', 'whole')],
      ['toString', method('string', 'whole')],
      ['valueOf', method('string', 'whole')],
      ['replace', method('string', 'perhaps')],
      ['replaceAll', method('string', 'perhaps')],
      ['toLowerCase', method('string', 'copy')],
      ['toUpperCase', method('string', 'copy')],
    ]),
  ],
  [
    'pieces',
    new Map([
      ['at', method('string', 'few')],
      ['pop', method('string', 'few')],
      ['shift', method('string', 'few')],
      ['find', method('string', 'few')],
      ['findLast', method('string', 'few')],
      ['slice', method('pieces', 'elements')],
      ['filter', method('pieces', 'some')],
    ]),
  ],
  ['match', new Map([['at', method('string', 'group')]])],
  ['query', new Map([['get', method('string', 'few')]])],
])

/** Calls that read a file: into a string if they are told an encoding, and into a Buffer if not. */
export const READS_FILE: ReadonlySet<string> = new Set(['readFile', 'readFileSync'])

/** What other calls answer that are known to answer much; of a class, the name with its method. */
export const MADE_BY: ReadonlyMap<string, Sliceable> = new Map([
  ['arrayBuffer', 'ArrayBuffer'],
  ['bytes', 'typed array'],
  ['text', 'string'],
  ['repeat', 'string'],
  ['getImageData', 'image'],
])

/** Functions of `Buffer` that make one. */
export const MAKES_BUFFER: ReadonlySet<string> = new Set([
  'alloc',
  'allocUnsafe',
  'allocUnsafeSlow',
  'concat',
])

export const TYPED_ARRAYS: ReadonlySet<string> = new Set(
  [...SIZED_CONSTRUCTORS.keys()].filter((name) => name.endsWith('Array') && name !== 'Array'),
)

export const ARRAY_BUFFERS: ReadonlySet<string> = new Set(['ArrayBuffer', 'SharedArrayBuffer'])

/** V8 copies a piece of a string up to this length, and refers to the whole for a longer one. */
export const COPIED_LENGTH = 12

/** Functions and methods whose result has no part of the memory of what they are given. */
export const COPYING_FUNCTIONS: ReadonlySet<string> = new Set([
  'JSON.parse',
  'JSON.stringify',
  'Buffer.byteLength',
  'Number',
  'parseFloat',
  'parseInt',
  'digest',
])

/** Modules that only Node has. */
export const NODE_MODULE =
  /^(?:node:|(?:fs|path|os|http|https|net|stream|crypto|child_process|util|events|buffer|zlib|url)(?:\/|$))/

/** Patterns that may take in most of a text: they go on over the ends of lines. */
export const WIDE_PATTERN =
  /\[\^\]|\[\\([sdw])\\([SDW])\]|\[\\([SDW])\\([sdw])\]|\(\?:\.\|\\[nrs]\)|\(\.\|\\[nrs]\)/
