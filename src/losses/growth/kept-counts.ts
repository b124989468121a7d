import type { TSESTree } from '@typescript-eslint/utils'

import { isWithin } from '../../syntax/functions.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import type { Grow } from '../../ledger/collections/access.js'
import { entriesOf, isSameKey, type CollectionUses } from '../../ledger/collections/uses.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { isSurelyEndlessKey } from '../../lives/collections/growth-keys.js'
import { isNamedByProgram } from '../../lives/collections/key-names.js'
import { growsPerCall } from '../../lives/collections/additions.js'

/** Answers how a count that has gone down to nothing keeps its key: `counts[key]--`, and no `delete counts[key]`. */
export function keptCount(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (shrinks.length > 0 || collection.lifetime === 'closure' || collection.protocol.noun === 'array')
    return undefined
  const grow = uses.grows.find(
    (each) =>
      each.key && growsPerCall(facts, each) && !isNamedByProgram(each.key) && !isLess(facts, uses, each),
  )
  if (!grow?.key) return undefined
  const decrement =
    entriesOf(facts, uses).flatMap(({ node }) => decrementOf(node) ?? [])[0] ??
    uses.grows.find((each) => isLess(facts, uses, each))?.node
  if (!decrement) return undefined
  const isOpen = collection.reachable && collection.lifetime === 'module'
  return {
    collection,
    node: grow.node,
    certainty: isSurelyEndlessKey(facts, grow.key) && !isOpen ? 'known' : 'likely',
    problem: 'keptCount',
    key: grow.key,
    related: decrement,
  }
}

/** `counts[key]--` */
function decrementOf(entry: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = wrapped(entry)
  return parent?.type === 'UpdateExpression' && parent.operator === '--' ? parent : undefined
}

/** `counts.set(key, counts.get(key) - 1)`, `counts[key] -= 1` */
function isLess(facts: FileFacts, uses: CollectionUses, { node, key, value }: Grow): boolean {
  if (node.type === 'AssignmentExpression' && node.operator === '-=') return true
  const written = value && unwrap(value)
  if (written?.type !== 'BinaryExpression' || written.operator !== '-') return false
  const { left } = written
  return entriesOf(facts, uses).some(
    (entry) => isWithin(entry.node, left) && isSameKey(facts, entry.key, key),
  )
}
