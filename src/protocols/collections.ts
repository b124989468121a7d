/** How a kind of collection gains and loses entries. */
export interface CollectionProtocol {
  /** What a message calls it. */
  noun: string
  /** Methods that add an entry, with the position of the key (or value) that decides whether it is a new one. */
  grow: ReadonlyMap<string, { key: number | undefined; value: number | undefined }>
  /** Methods that take entries out. */
  shrink: ReadonlySet<string>
  /** Properties that say how many entries there are: a comparison with one of them bounds the collection. */
  size: string
}

const entry = (key: number | undefined, value: number | undefined) => ({ key, value })

export const MAP: CollectionProtocol = {
  noun: 'Map',
  grow: new Map([['set', entry(0, 1)]]),
  shrink: new Set(['delete', 'clear']),
  size: 'size',
}

export const SET: CollectionProtocol = {
  noun: 'Set',
  grow: new Map([['add', entry(0, 0)]]),
  shrink: new Set(['delete', 'clear']),
  size: 'size',
}

export const ARRAY: CollectionProtocol = {
  noun: 'array',
  grow: new Map([
    ['push', entry(undefined, 0)],
    ['unshift', entry(undefined, 0)],
  ]),
  shrink: new Set(['pop', 'shift', 'splice', 'fill', 'copyWithin']),
  size: 'length',
}

export const RECORD: CollectionProtocol = {
  noun: 'object',
  grow: new Map(),
  shrink: new Set(),
  size: 'length',
}

export const TEXT: CollectionProtocol = {
  noun: 'string',
  grow: new Map(),
  shrink: new Set(),
  size: 'length',
}

/** Methods and functions that only read a collection: handing it to one of them changes nothing. */
export const COLLECTION_READERS: ReadonlySet<string> = new Set([
  'get',
  'has',
  'includes',
  'indexOf',
  'find',
  'findIndex',
  'findLast',
  'some',
  'every',
  'filter',
  'map',
  'flatMap',
  'reduce',
  'reduceRight',
  'forEach',
  'join',
  'slice',
  'concat',
  'at',
  'keys',
  'values',
  'entries',
  'hasOwnProperty',
  'isArray',
  'from',
  'stringify',
  'log',
  'debug',
  'info',
  'fromEntries',
  'toString',
  'sort',
  'reverse',
  'isPrototypeOf',
  'hasOwn',
])

/** Calls whose callback runs for each event, request, message or tick: what it adds is added again and again. */
export const REPEATING_CALLS: ReadonlySet<string> = new Set([
  'on',
  'addListener',
  'addEventListener',
  'setInterval',
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'all',
  'use',
  'route',
  'createServer',
  'subscribe',
  'handle',
  'onmessage',
  'watch',
])
