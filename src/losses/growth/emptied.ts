import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, isWithin } from '../../syntax/functions.js'
import type { Shrink } from '../../ledger/collections/access.js'
import type { CollectionUses } from '../../ledger/collections/uses.js'
import { additionTo, entriesOf, isMeasured, removalFrom } from '../../ledger/collections/uses.js'
import { standsAtEnd } from '../../lives/collections/ends-of-entries.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { isNamedByProgram } from '../../lives/collections/key-names.js'
import { growsPerCall } from '../../lives/collections/additions.js'

/**
 * Answers how the keys of a collection stay when what is in their entries has been taken out: `table[key].delete(x)`
 * in one place, and `delete table[key]` in none.
 */
export function emptiedEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (collection.lifetime === 'closure' || collection.protocol.noun === 'array') return undefined
  // A key that another way of the same function deletes may go, whatever it is called.
  const grow = uses.grows.find(
    (each) => each.key && growsPerCall(facts, each) && (shrinks.length > 0 || !isNamedByProgram(each.key)),
  )
  if (!grow?.key) return undefined
  const entries = entriesOf(facts, uses)
  if (!entries.some((entry) => additionTo(facts, entry))) return undefined
  if (shrinks.length > 0 && entries.some(isMeasured)) return undefined
  const [removal] = entries
    .flatMap((entry) => removalFrom(facts, entry) ?? [])
    .filter((node) => standsAtEnd(facts, node) && shrinks.every((shrink) => isOtherWay(shrink, node)))
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

/** `if (!handler) { delete table[key]; return }`, and after that the entry of the key is emptied: one by one, it stays. */
function isOtherWay({ node }: Shrink, removal: TSESTree.Node): boolean {
  if (enclosingFunction(node) !== enclosingFunction(removal) || node.range[1] > removal.range[0]) return false
  const written = node.parent?.type === 'AssignmentExpression' ? node.parent : node
  const block = written.parent?.type === 'ExpressionStatement' ? written.parent.parent : undefined
  if (block?.type !== 'BlockStatement' || block.parent.type !== 'IfStatement') return false
  return block.body.at(-1)?.type === 'ReturnStatement' && !isWithin(removal, block)
}
