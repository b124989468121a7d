import type { TSESTree } from '@typescript-eslint/utils'

import type { CollectionProtocol } from '../protocols/collections.js'
import { isFunction } from '../syntax/functions.js'
import { wrapped } from '../syntax/unwrap.js'
import type { Collection } from './collection.js'
import type { FileFacts } from './file-facts.js'
import { useOf } from './uses.js'

/** One call of a method of a Map or Set. */
export interface KeyedCall {
  node: TSESTree.CallExpression
  key: TSESTree.Node
}

/** What a file does with a Map or Set of which it uses nothing that a WeakMap or WeakSet has not. */
export interface KeyedAccesses {
  adds: readonly KeyedCall[]
  reads: readonly KeyedCall[]
  removals: readonly KeyedCall[]
  /** Calls of `clear`, the one method that weak collections have not and that needs no other in its place. */
  clears: readonly TSESTree.CallExpression[]
}

/**
 * Answers all that a file does with a Map or Set, key by key. Undefined where it goes through the entries, counts
 * them, or hands the collection on.
 */
export function keyedAccesses(facts: FileFacts, collection: Collection): KeyedAccesses | undefined {
  const { protocol } = collection
  const adds: KeyedCall[] = []
  const reads: KeyedCall[] = []
  const removals: KeyedCall[] = []
  const clears: TSESTree.CallExpression[] = []
  for (const node of collection.nodes) {
    if (isExported(node)) continue
    const use = useOf(facts, node)
    if (use.kind !== 'receiver' || use.method === undefined) return undefined
    for (const call of chainOf(facts, use.call, protocol)) {
      const [key] = call.node.arguments
      if (call.method === 'clear') clears.push(call.node)
      else if (!key || key.type === 'SpreadElement') return undefined
      else if (protocol.grow.has(call.method)) {
        if (isHandedOn(call.node)) return undefined
        adds.push({ node: call.node, key })
      } else if (call.method === 'delete') removals.push({ node: call.node, key })
      else if (call.method === 'has' || (call.method === 'get' && protocol.noun === 'Map'))
        reads.push({ node: call.node, key })
      else return undefined
    }
  }
  return { adds, reads, removals, clears }
}

/** `export { cache }`: the collection says itself that it can be reached. */
function isExported({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration'
}

/** `map.set(a, 1).set(b, 2)`: adding answers the collection itself. */
function* chainOf(
  facts: FileFacts,
  first: TSESTree.CallExpression,
  protocol: CollectionProtocol,
): Iterable<{ node: TSESTree.CallExpression; method: string }> {
  let use = useOf(facts, receiverNode(first))
  while (use.kind === 'receiver') {
    const method = use.method ?? ''
    yield { node: use.call, method }
    if (!protocol.grow.has(method)) return
    use = useOf(facts, use.call)
  }
}

function receiverNode(call: TSESTree.CallExpression): TSESTree.Node {
  const callee = call.callee.type === 'TSNonNullExpression' ? call.callee.expression : call.callee
  return callee.type === 'MemberExpression' ? callee.object : call.callee
}

/** Whether somebody gets what adding answers, which is the collection. */
function isHandedOn(call: TSESTree.CallExpression): boolean {
  const outer = wrapped(call)
  const { parent } = outer
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
      return !(isFunction(parent) && parent.parent.type === 'CallExpression')
    default:
      return true
  }
}
