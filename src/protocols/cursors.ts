import { resource, type ResourceProtocol } from './resources/protocol.js'

/** Methods that answer a cursor over what the server finds: of collections, of databases, of queries. */
export const CURSOR_OPENERS: readonly string[] = [
  'find',
  'aggregate',
  'listCollections',
  'listIndexes',
  'cursor',
  'clone',
]

/** Methods that say what a cursor is to bring, and answer it again. */
export const CURSOR_MODIFIERS: ReadonlySet<string> = new Set([
  ...['limit', 'skip', 'sort', 'project', 'filter', 'hint', 'batchSize', 'comment', 'collation', 'map'],
  ...['maxTimeMS', 'maxAwaitTimeMS', 'min', 'max', 'returnKey', 'showRecordId', 'allowDiskUse'],
  ...['withReadPreference', 'withReadConcern', 'addCursorFlag', 'match', 'unwind', 'lookup', 'group'],
])

/** Methods that read a part of a cursor, and leave the rest for later. */
export const PARTIAL_READS: ReadonlySet<string> = new Set(['next', 'hasNext', 'tryNext', 'nextObject'])

/** What keeps collections or cursors, by its name. A `$` begins the name of an element. */
export const COLLECTION_NAME = /^(?!\$)_?(?:.*[a-z])?(?:[cC]oll(?:ection)?)$/
export const CURSOR_NAME = /cursor$/i

/** Libraries whose queries are cursors. */
export const CURSOR_MODULES = /^(?:mongodb|mongoose|mongojs|monk|promised-mongo)(?:$|[-/])|\/mongo/

/**
 * A cursor that is read in part only. One that is read to its end closes, and so does one whose read fails or whose loop
 * is left.
 */
export const CURSOR: ResourceProtocol = resource({
  noun: 'cursor',
  acquire: { name: 'find', form: 'method' },
  methods: ['close', 'kill'],
  awaits: true,
  exceptions: false,
  fluent: CURSOR_MODIFIERS,
  example: 'collection.find(input)',
})
