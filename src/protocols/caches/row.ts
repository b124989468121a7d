/** A value of an option that keeps a cache within bounds. */
export type Bounding =
  /** A positive number that is finite: `max: 500`. Zero, `Infinity` and the largest numbers are none. */
  | 'number'
  /** Being on: `ttlAutopurge: true`. */
  | 'true'
  /** Being off: `cache: false`. */
  | 'false'
  /** A collection of one's own. One that is made on the spot as a plain `Map` has no limit either. */
  | 'store'
  /** Being given at all: what it says is not known, or it hands the entries to something else. */
  | 'given'

/** A function or class of a library that keeps what it has computed, loaded or been given. */
export interface CacheRow {
  /** What it is exported as: `lodash#memoize`, or the module alone where it is that by default or as a whole. */
  exports: readonly string[]
  /** The same where a script has it as a global. */
  globals?: readonly string[]
  form: 'call' | 'new' | 'either' | 'module'
  /** What a message calls its library, or it. */
  name: string
  /** What a message calls what it makes. */
  noun: string
  /** Without options: `unsure` where some versions have a limit, or refuse to be made. */
  byDefault: 'unbounded' | 'bounded' | 'unsure'
  /** For a memoizer: the position of the function that it wraps. */
  wraps?: number
  /** For a memoizer: the position of the function that makes the key, or the option that is one. */
  resolver?: number | string
  /** For a memoizer: what makes an entry a new one. */
  keyedBy?: 'first' | 'all'
  /** For a memoizer: whether two objects are two keys, however alike they are. */
  byIdentity?: true
  /** The position of its options. */
  options?: number
  /** Options that bound it. Any one of them suffices. */
  bounds: ReadonlyMap<string, readonly Bounding[]>
  /** The position of an argument that is a limit itself: `new LRU(500)`. */
  limit?: number
  /** Options without which the bounds of the name do nothing: `checkperiod`, where it is off. */
  voids?: { option: string; bounds: readonly string[]; because: string }
  /** Options that look like a bound and are none, with why. */
  seeming: ReadonlyMap<string, string>
  /** Methods of what it makes that add an entry, with the positions of the key and of a time to live. */
  adds: ReadonlyMap<string, { key: number; expires?: number }>
  /** Whether entries are of use for the request or call at hand only, so that each one is new some day. */
  isPerRequest?: true
  /** What would bound it, as the end of a message. */
  remedy: string
  /** The option to suggest: its name, and a value that is a limit. */
  suggested?: { option: string; value: string }
  /** The same where a certain option is there that looks like a bound. */
  suggestedWith?: ReadonlyMap<string, { option: string; value: string }>
  /** A call that makes an unbounded one, empty where there is none; `work` is a function. For the tests. */
  example: string
  /** The same with a bound, and what has to be done with it (as `kept`) for that. */
  bounded: string
  boundedBy?: string
}

type Defaulted = 'form' | 'byDefault' | 'bounds' | 'seeming' | 'adds'

/** Completes a row with what most rows have. */
export function cacheRow(row: Omit<CacheRow, Defaulted> & Partial<Pick<CacheRow, Defaulted>>): CacheRow {
  return {
    form: 'call',
    byDefault: 'unbounded',
    bounds: new Map(),
    seeming: new Map(),
    adds: new Map(),
    ...row,
  }
}
