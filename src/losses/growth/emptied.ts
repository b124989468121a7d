import type { CollectionUses } from '../../ledger/collections/uses.js'
import { additionTo, entriesOf, removalFrom } from '../../ledger/collections/uses.js'
import { standsAtEnd } from '../../lives/collections/ends-of-entries.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { isNamedByProgram } from '../../lives/collections/key-names.js'
import { growsPerCall } from './never-removed.js'

/**
 * Answers how the keys of a collection stay when what is in their entries has been taken out: `table[key].delete(x)`
 * in one place, and `delete table[key]` in none.
 */
export function emptiedEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (shrinks.length > 0 || collection.lifetime === 'closure' || collection.protocol.noun === 'array')
    return undefined
  const grow = uses.grows.find((each) => each.key && growsPerCall(facts, each) && !isNamedByProgram(each.key))
  if (!grow?.key) return undefined
  const entries = entriesOf(facts, uses)
  if (!entries.some((entry) => additionTo(facts, entry))) return undefined
  const [removal] = entries
    .flatMap((entry) => removalFrom(facts, entry) ?? [])
    .filter((node) => standsAtEnd(facts, node))
  if (!removal) return undefined
  return {
    collection,
    node: grow.node,
    certainty: 'likely',
    problem: 'emptiedEntry',
    key: grow.key,
    related: removal,
  }
}
