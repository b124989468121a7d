import type { TSESTree } from '@typescript-eslint/utils'

import { runsAtModuleLoad } from '../../syntax/functions.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { moduleCollections } from '../../lives/collections/collections.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { keyedAccesses } from './keyed-accesses.js'
import { idOfObject, stampsOf, type Stamp } from './stamped-ids.js'
import { isSurelyRemoved } from './sure-removals.js'

/** A table of which each entry is filed under an id that the file writes on an object of somebody else. */
export interface StampedTable {
  collection: Collection
  stamp: Stamp
  removal: TSESTree.Node | undefined
}

/** Answers the tables of a file that hold what belongs to objects, under ids stamped on those. */
export const stampedTables = perFile((facts): readonly StampedTable[] =>
  stampsOf(facts).length === 0
    ? []
    : moduleCollections(facts).flatMap((collection) => stampedTable(facts, collection) ?? []),
)

function stampedTable(facts: FileFacts, collection: Collection): StampedTable | undefined {
  const { noun } = collection.protocol
  if (noun !== 'Map' && noun !== 'object' && noun !== 'array') return undefined
  const accesses = keyedAccesses(facts, collection)
  if (!accesses || accesses.clears.length > 0) return undefined
  const { adds, reads, removals } = accesses
  // Whoever looks an entry up by an id of another origin needs the id: the objects would not do as keys.
  if (![...adds, ...reads, ...removals].every(({ key }) => idOfObject(facts, key))) return undefined
  const [first] = adds
  const stamp = first && idOfObject(facts, first.key)
  const additions = adds.filter(({ node }) => !runsAtModuleLoad(node))
  if (!stamp || additions.length === 0) return undefined
  if (additions.some((add) => removals.some(({ node }) => isSurelyRemoved(facts, add.node, node))))
    return undefined
  return { collection, stamp, removal: removals[0]?.node }
}
