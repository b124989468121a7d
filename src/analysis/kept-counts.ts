import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap, wrapped } from '../syntax/unwrap.js'
import { entriesOf, isSameKey, type CollectionUses } from './collection-uses.js'
import type { FileFacts } from './file-facts.js'
import type { Growth } from './growth.js'
import { isSurelyEndlessKey } from './growth-keys.js'
import { isNamedByProgram } from './key-names.js'
import { growsPerCall } from './never-shrinking.js'

/** Answers how a count that has gone down to nothing keeps its key: `counts[key]--`, and no `delete counts[key]`. */
export function keptCount(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (shrinks.length > 0 || collection.lifetime === 'closure' || collection.protocol.noun === 'array')
    return undefined
  const grow = uses.grows.find(
    ({ node, key, value }) =>
      key &&
      growsPerCall(facts, { kind: 'grow', node, key, value }) &&
      !isNamedByProgram(key) &&
      !isLess(facts, uses, value, key),
  )
  if (!grow?.key) return undefined
  const decrement =
    entriesOf(facts, uses).flatMap(({ node }) => decrementOf(node) ?? [])[0] ??
    uses.grows.find(({ value, key }) => isLess(facts, uses, value, key))?.node
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

/** `counts[key]--`, `counts[key] -= 1` */
function decrementOf(entry: TSESTree.Node): TSESTree.Node | undefined {
  const outer = wrapped(entry)
  const { parent } = outer
  if (parent?.type === 'UpdateExpression') return parent.operator === '--' ? parent : undefined
  if (parent?.type !== 'AssignmentExpression' || parent.left !== outer) return undefined
  return parent.operator === '-=' ? parent : undefined
}

/** `counts.set(key, counts.get(key) - 1)` */
function isLess(
  facts: FileFacts,
  uses: CollectionUses,
  value: TSESTree.Node | undefined,
  key: TSESTree.Node | undefined,
): boolean {
  const written = value && unwrap(value)
  if (written?.type !== 'BinaryExpression' || written.operator !== '-') return false
  const { range } = written.left
  return entriesOf(facts, uses).some(
    (entry) =>
      entry.node.range[0] >= range[0] && entry.node.range[1] <= range[1] && isSameKey(facts, entry.key, key),
  )
}
