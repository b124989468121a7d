/** How a kind of collection gains and loses entries. */
export interface CollectionProtocol {
  /** What a message calls it. */
  noun: string
  /** Methods that add an entry, with the position of the key (or value) that decides whether it is a new one. */
  grow: ReadonlyMap<string, { key: number | undefined; value: number | undefined }>
  /** Methods that take entries out: the one of the key they are given, some, or all. */
  shrink: ReadonlyMap<string, 'entry' | 'some' | 'all'>
  /** Properties that say how many entries there are: a comparison with one of them bounds the collection. */
  size: string
}

const entry = (key: number | undefined, value: number | undefined) => ({ key, value })

export const MAP: CollectionProtocol = {
  noun: 'Map',
  grow: new Map([['set', entry(0, 1)]]),
  shrink: new Map([
    ['delete', 'entry'],
    ['clear', 'all'],
  ]),
  size: 'size',
}

export const SET: CollectionProtocol = {
  noun: 'Set',
  grow: new Map([['add', entry(0, 0)]]),
  shrink: new Map([
    ['delete', 'entry'],
    ['clear', 'all'],
  ]),
  size: 'size',
}

export const ARRAY: CollectionProtocol = {
  noun: 'array',
  grow: new Map([
    ['push', entry(undefined, 0)],
    ['unshift', entry(undefined, 0)],
  ]),
  shrink: new Map(['pop', 'shift', 'splice', 'fill', 'copyWithin'].map((name) => [name, 'some'])),
  size: 'length',
}

export const RECORD: CollectionProtocol = {
  noun: 'object',
  grow: new Map(),
  shrink: new Map(),
  size: 'length',
}

export const TEXT: CollectionProtocol = {
  noun: 'string',
  grow: new Map(),
  shrink: new Map(),
  size: 'length',
}

/** What gathers things that are to be ended together. */
export const COLLECTOR: CollectionProtocol = {
  noun: 'collector',
  grow: new Map([
    ['push', entry(undefined, 0)],
    ['add', entry(undefined, 0)],
  ]),
  shrink: new Map([
    ['delete', 'entry'],
    ['deleteAndLeak', 'entry'],
    ['remove', 'entry'],
    ['clear', 'all'],
    ['dispose', 'all'],
  ]),
  size: 'length',
}

/** Classes that are such collectors. */
export const COLLECTOR_CLASS =
  /^(?:DisposableCollection|DisposableStore|CompositeDisposable|DisposableSet|Disposables)$/

/** Types by whose name a declaration says what kind of collection it is. */
export const COLLECTION_TYPES: ReadonlyMap<string, CollectionProtocol> = new Map([
  ['Map', MAP],
  ['Set', SET],
  ['Record', RECORD],
  ['Array', ARRAY],
])

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

/** Classes whose instances go with a piece of work, by the last word of their name. */
export const SHORT_LIVED_CLASS =
  /(?:Handler|Builder|Parser|Visitor|Context|Request|Response|Transaction|Writer|Serializer|Printer|Compiler|Formatter|Iterator|Walker|Lexer|Scanner|Generator|Result|Options|Transformer|Runner|Event|Message|Error|Query|Node|Element|Migration|Fixture|Mock)$/

/** Collections whose name says that their entries are there for something that comes to an end, or may be had anew. */
export const HELD_FOR_LATER =
  /(?:cache|memo|pending|in_?flight|sessions?|clients?|connections?|sockets?|requests?|promises|jobs|history|subscribers)s?$/i

/** Lists that are made up and gone through in order, once, by the last word of their name. */
export const GONE_THROUGH_IN_ORDER =
  /(?:^stack|steps|stages|phases|middlewares?|plugins|commands|instructions|scripts?|tokens|slides|tracks|replies|mocks|fixtures|stubs|answers|expectations)$/i

/** Conditions that may hold nowhere that matters. */
export const SWITCHES = /process\.env/

/** Events that come where work is called off or fails, and not where it goes well. */
export const ABANDONING_EVENTS: ReadonlySet<string> = new Set([
  'abort',
  'error',
  'cancel',
  'cancelled',
  'canceled',
])

/** Functions that are called to put something in, by their name: after a removal they replace what was there. */
export const ADDING_NAME =
  /^[_#]*(?:add|set|create|register|open|start|restart|put|insert|push|subscribe|on|init|load|reload|join|attach|connect|reconnect|update|replace|reset|refresh|save|store|write|track|mark|schedule|enqueue|move|rename)(?![a-z])/

/** Functions that say what has happened, and do nothing about it. */
export const LOGGING_NAME =
  /^_?(?:log|warn|error|debug|info|trace|verbose|fatal|report|print|capture)(?![a-z])/

/** Parameters that are functions, to be called with a result or an error. */
export const CALLBACK_NAME = /^(?:cb|callback|done|next|resolve|reject|resolver)$/i

/** Methods by which collections of any kind, caches of libraries too, take in what they are given. */
export const STORING_METHODS: ReadonlySet<string> = new Set(['set', 'push', 'add', 'unshift', 'put'])

/** Methods of collections that answer one of their entries. */
export const ELEMENT_READERS: ReadonlySet<string> = new Set(['get', 'at', 'find', 'pop', 'shift'])

/** Methods of collections that take entries out. */
export const REMOVING_CALLS: ReadonlySet<string> = new Set(['delete', 'clear', 'splice', 'pop', 'shift'])
