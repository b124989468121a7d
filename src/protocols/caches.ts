import { MEMOIZERS } from './caches/memoizers.js'
import type { CacheRow } from './caches/row.js'
import { STORES } from './caches/stores.js'

/** Every function and class of a library that is known to keep what it has seen. */
export const CACHE_ROWS: readonly CacheRow[] = [...MEMOIZERS, ...STORES]

/** Answers the row of what a module exports: `lodash#memoize`, or the module alone for what it is by default. */
export function cacheRowOf(exported: string): CacheRow | undefined {
  return BY_EXPORT.get(exported)
}

const BY_EXPORT: ReadonlyMap<string, CacheRow> = new Map(
  CACHE_ROWS.flatMap((row) => row.exports.map((exported) => [exported, row] as const)),
)

/** Rows by the place of a global, as a script without modules has them. */
export const CACHE_GLOBALS: ReadonlyMap<string, CacheRow> = new Map(
  CACHE_ROWS.flatMap((row) => (row.globals ?? []).map((place) => [place, row] as const)),
)

/** The modules that any row is of. */
export const CACHE_MODULES: readonly string[] = [
  ...new Set(CACHE_ROWS.flatMap(({ exports }) => exports.map((exported) => exported.replace(/#.*/, '')))),
]

/** Methods, of a cache or of what a memoized function keeps its results in, that take entries out. */
export const EMPTIES_CACHE: ReadonlySet<string> = new Set([
  'clear',
  'clearAll',
  'clearCache',
  'close',
  'del',
  'delete',
  'destroy',
  'dirty',
  'dirtyKey',
  'evict',
  'expire',
  'flush',
  'flushAll',
  'forget',
  'forgetKey',
  'invalidate',
  'mdel',
  'pop',
  'prune',
  'purgeStale',
  'remove',
  'reset',
  'resize',
  'take',
  'ttl',
])

/** Functions that empty what they are given: `memoizeClear(load)`. */
export const EMPTIES_ARGUMENT = /clear|reset|invalidate|evict|purge|flush|prune|forget/i

/** Properties of a memoized function that are its cache, or lead to it. */
export const CACHE_PROPERTIES: ReadonlySet<string> = new Set(['cache', 'memo', 'options'])

/** Calls that are asked for so many things as the page is written with. */
export const ASKS_PROGRAM = /\b(?:matchMedia|querySelector(?:All)?|getElementById)\b/

/** Functions that bring what the program is made of: each of it once. */
export const PROGRAM_LOADERS =
  /^(?:load|import|require|inject|preload|fetch|get|create|make|compile|resolve)_?(?:[A-Z]\w*)?(?:Script|Style|Stylesheet|Css|Font|Module|Plugin|Wasm|Library|Lib|Icon|Sdk|Locale|Translations?|Messages|Theme|Config|Schema|Template|Package|Chunk|Worker|Asset|Image|Sprite|Texture|Shader|Formatter)s?$/i

/** Names of classes of which a program commonly makes one, which stays. */
export const SERVICE_NAME =
  /(?:Service|Controller|Repository|Resolver|Provider|Gateway|Manager|Registry|Store|Client|Api|Datasource|DataSource|Middleware|Model)$/

/** Names of functions that run again and again in the life of what they belong to. */
export const REPEATED_NAME =
  /^_*(?:reset|clear|refresh|update|render|rerender|invalidate|flush|rebuild|reload|recompute|purge|evict|restore|reconfigure|set(?!_?[uU]p(?![a-z])))(?![a-z])/

/** Names of functions that run when what they belong to begins: once, as far as can be told. */
export const BEGINNING_NAME =
  /^_*(?:init|initiali[sz]e|set_?up|start|boot|bootstrap|mount|attach|connect|connectedCallback|created|mounted|ready|install|register|activate|configure|build|create|make|bind|patch|wrap|memoi[sz]e|decorate|enhance|prepare|on(?:Init|Mount|Ready|Load|Start|Activate|ModuleInit)|ngOnInit|componentDidMount|componentWillMount|firstUpdated)/i

/** Decorators of classes of which a container makes one for all. */
export const INJECTED_SERVICE: ReadonlySet<string> = new Set([
  'Injectable',
  'Service',
  'Controller',
  'Resolver',
  'singleton',
  'Singleton',
])

/** Modules that are a cache themselves. */
export const CACHE_MODULE_ROWS: readonly CacheRow[] = CACHE_ROWS.filter(({ form }) => form === 'module')
