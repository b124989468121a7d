import type { TSESTree } from '@typescript-eslint/utils'

import { isExport } from '../../syntax/exported.js'
import { wrapped } from '../../syntax/unwrap.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { usesOfCollection } from '../../ledger/collections/uses.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'

/** Code that does something with one key of a collection. */
export interface KeyedAccess {
  node: TSESTree.Node
  key: TSESTree.Node
}

/** What a file does with a collection of which it uses nothing that a WeakMap or WeakSet has not. */
export interface KeyedAccesses {
  adds: readonly KeyedAccess[]
  reads: readonly KeyedAccess[]
  removals: readonly KeyedAccess[]
  /** Calls of `clear`, the one method that weak collections have not and that needs no other in its place. */
  clears: readonly TSESTree.Node[]
}

/**
 * Answers all that a file does with a collection, key by key. Undefined where it goes through the entries, counts
 * them, replaces the collection or hands it on.
 */
export function keyedAccesses(facts: FileFacts, collection: Collection): KeyedAccesses | undefined {
  const uses = usesOfCollection(facts, withChains(facts, collection))
  if (uses.isHandedOn || uses.isBounded) return undefined
  if (uses.reads.some(({ of }) => of === 'all' || of === 'nothing')) return undefined
  const entries = uses.shrinks.filter(({ extent }) => extent === 'entry')
  const clears = uses.shrinks.filter(({ extent }) => extent !== 'entry')
  if (clears.some(({ node }) => node.type !== 'CallExpression')) return undefined
  const added = [...uses.grows, ...uses.voids].sort((one, other) => one.node.range[1] - other.node.range[1])
  const adds = keyed(collection, added)
  const reads = keyed(collection, [...uses.reads, ...uses.calls])
  const removals = keyed(collection, entries)
  if (!adds || !reads || !removals || adds.some(({ node }) => isHandedOn(node))) return undefined
  return { adds, reads, removals, clears: clears.map(({ node }) => node) }
}

/** The accesses, if each of them is of one key; a Map or Set has keys for its own methods only. */
function keyed(
  { protocol: { grow } }: Collection,
  accesses: readonly { kind: string; node: TSESTree.Node; key: TSESTree.Node | undefined }[],
): KeyedAccess[] | undefined {
  const found: KeyedAccess[] = []
  for (const { kind, node, key } of accesses) {
    if (!key || key.type === 'SpreadElement') return undefined
    if (kind !== 'read' && grow.size > 0 && node.type !== 'CallExpression') return undefined
    found.push({ node, key })
  }
  return found
}

/**
 * A collection without the mentions that only export it, which it says of itself, and with the calls that answer it:
 * `map.set(a, 1).set(b, 2)`.
 */
const withChains = perKey((facts: FileFacts, collection: Collection): Collection => {
  const nodes = collection.nodes
    .filter(({ parent }) => !isExport(parent) && parent?.type !== 'ExportSpecifier')
    .flatMap((node) => {
      const chain = [node]
      for (let use = useOf(facts, node); use.kind === 'receiver'; use = useOf(facts, use.call)) {
        if (!collection.protocol.grow.has(use.method ?? '')) break
        if (useOf(facts, use.call).kind === 'receiver') chain.push(use.call)
      }
      return chain
    })
  return { ...collection, nodes }
})

/** Whether somebody gets what adding answers, which is the collection. */
function isHandedOn(addition: TSESTree.Node): boolean {
  if (addition.type !== 'CallExpression') return false
  const { parent } = wrapped(addition)
  switch (parent?.type) {
    case 'ExpressionStatement':
    case 'MemberExpression':
      return false
    case 'SequenceExpression':
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return parent.parent.type !== 'ExpressionStatement'
    case 'ArrowFunctionExpression':
      // `elements.forEach((element) => seen.add(element))`
      return parent.parent.type !== 'CallExpression'
    default:
      return true
  }
}
