/** Modules that a database is asked through. */
export const QUERY_MODULES: readonly string[] = [
  'pg',
  'mysql',
  'mysql2',
  'mysql2/promise',
  'mariadb',
  'mssql',
  'oracledb',
  'better-sqlite3',
  'sqlite',
  'node:sqlite',
  'bun:sqlite',
  'mongodb',
  '@prisma/client',
  'cassandra-driver',
]

/** Methods that answer all rows of a statement, and those that answer all there is of a kind. */
export const STATEMENT_METHODS: ReadonlySet<string> = new Set(['query', 'execute', 'all'])
export const LIST_METHODS: ReadonlySet<string> = new Set(['toArray', 'findAll', 'findMany'])

/** What in a statement keeps its result short. */
export const BOUNDED_STATEMENT = /\b(?:limit|where|top|fetch|count|sum|max|min|avg|exists)\b/i

/** Options of the same meaning. */
export const BOUNDED_OPTIONS: ReadonlySet<string> = new Set([
  'limit',
  'take',
  'where',
  'top',
  'first',
  'last',
])

/** Options that say how, and not how much. Any other key may be a condition. */
export const SHAPING_OPTIONS: ReadonlySet<string> = new Set([
  'include',
  'order',
  'orderBy',
  'projection',
  'select',
  'sort',
  'attributes',
  'raw',
])
