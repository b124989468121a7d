/** Methods whose promise brings all elements of a stream or cursor in one array. */
export const COLLECTING_METHODS: readonly string[] = ['toArray']

/** Methods that answer a cursor over the rows or documents of a query. */
export const CURSOR_METHODS: ReadonlySet<string> = new Set([
  'find',
  'aggregate',
  'listCollections',
  'createReadStream',
  'scan',
  'scanIterator',
])

/** Methods by which a cursor is told to bring few elements. */
export const LIMITING_METHODS: ReadonlySet<string> = new Set(['limit', 'take', 'slice', 'batch', 'page'])

/** Names of what brings its elements bit by bit. */
export const STREAM_NAME = /cursor|stream|readable|stdout|stdin/i

/** Functions that read a whole file into a string. */
export const FILE_READERS: readonly string[] = ['readFile', 'readFileSync']

export const FILE_MODULES: readonly string[] = [
  'fs',
  'node:fs',
  'fs/promises',
  'node:fs/promises',
  'fs-extra',
  'graceful-fs',
]

/** Names of files that hold as much as there is to record. */
export const LARGE_FILE_NAME =
  /(?:^|[^a-z])(?:log|logs|csv|tsv|ndjson|jsonl|dump|exports?|records|transcript|history|dataset|input)(?:$|[^a-z])/i

/** Names of files that somebody writes by hand, and of what is read from them. */
export const SMALL_FILE_NAME =
  /config|conf\b|env|ignore|\brc\b|rc$|package|manifest|settings|hosts|lock|license|readme|changelog|template|fixture|snapshot|passwd|proc|cgroup|release|version|\.md\b|source|src|code|script|schema/i
