import type { TSESTree } from '@typescript-eslint/utils'

import { GONE_THROUGH_IN_ORDER } from '../../protocols/collections.js'
import { enclosingFunction, isFunction } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import type { CollectionUses } from '../../ledger/collections/uses.js'
import { accessOf, type Grow, type Read } from '../../ledger/collections/access.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { growsPerCall } from '../../lives/collections/additions.js'
import { mayLiveLong } from '../../lives/collections/lasting.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { nodesAtPlace, nodesOfVariable } from '../../cells/uses/uses.js'

/**
 * Answers how a list keeps what has been taken from it: the head of the queue moves on, and nothing clears the places
 * behind it. Not those whose entries are looked at again, which go through the whole list, or whose head goes back:
 * they need what they keep.
 */
export function movedHead(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks, voids, isHandedOn, escapes, grows, reads } = uses
  if (collection.protocol.noun !== 'array' || isHandedOn || escapes) return undefined
  if (GONE_THROUGH_IN_ORDER.test(collection.name)) return undefined
  if (shrinks.length > 0 || voids.length > 0 || grows.length === 0) return undefined
  const taken = reads.find((read) => headOf(facts, read))
  const head = taken && headOf(facts, taken)
  const place = head && facts.places.placeOf(head)
  if (!taken || !head || place === undefined || !onlyMovesOn(facts, head)) return undefined
  if (!reads.every((read) => looksAhead(facts, read, place)) || isKeptShort(facts, uses, place))
    return undefined
  const grow = addedByOthers(facts, grows, taken)
  if (!grow || (collection.lifetime !== 'module' && !mayLiveLong(facts, collection))) return undefined
  return {
    collection,
    node: taken.node,
    certainty: collection.lifetime === 'module' && !collection.reachable ? 'known' : 'likely',
    problem: 'movedHead',
    key: undefined,
    related: grow.node,
    detail: facts.sourceCode.getText(head),
  }
}

/** `queue[head++]`, or `queue[head]` where a statement after it counts `head` up. */
function headOf(facts: FileFacts, { key, node }: Read): TSESTree.Expression | undefined {
  const index = key && unwrap(key)
  if (index?.type === 'UpdateExpression') return index.operator === '++' ? index.argument : undefined
  if (!index || (index.type !== 'Identifier' && index.type !== 'MemberExpression')) return undefined
  const scope = enclosingFunction(node)
  const isCounted = nodesNaming(facts, index).some(
    (each) =>
      each.range[0] > node.range[1] && isCountedByStatement(each) && enclosingFunction(each) === scope,
  )
  return isCounted ? index : undefined
}

/** `head++` or `head += 1`, as a statement. */
function isCountedByStatement(node: TSESTree.Node): boolean {
  const outer = wrapped(node)
  const { parent } = outer
  if (parent?.parent?.type !== 'ExpressionStatement') return false
  return (
    (parent.type === 'UpdateExpression' && parent.operator === '++') ||
    (parent.type === 'AssignmentExpression' && parent.left === outer && parent.operator === '+=')
  )
}

/** Where a variable or field is named. */
function nodesNaming(facts: FileFacts, head: TSESTree.Node): readonly TSESTree.Node[] {
  const variable = facts.bindings.variableOf(head)
  const place = variable ? undefined : facts.places.placeOf(head)
  return variable ? nodesOfVariable(variable) : place === undefined ? [] : nodesAtPlace(facts, place)
}

/** Whether a variable or field is only ever counted up, but for the number that it begins with. */
function onlyMovesOn(facts: FileFacts, head: TSESTree.Node): boolean {
  const variable = facts.bindings.variableOf(unwrap(head))
  // What is counted up in the function that takes the entries begins anew with each call.
  if (variable && variable.scope.variableScope.block === enclosingFunction(head)) return false
  return nodesNaming(facts, unwrap(head)).every((node) => {
    const outer = wrapped(node)
    const { parent } = outer
    if (parent?.type === 'UpdateExpression') return parent.operator === '++'
    if (parent?.type !== 'AssignmentExpression' || parent.left !== outer) return true
    const scope = enclosingFunction(parent)
    return parent.operator === '+=' || (scope !== undefined && isConstructor(scope))
  })
}

/** Whether a read is of the entry at the head or of nothing but the entries from there on. */
function looksAhead(facts: FileFacts, read: Read, place: Place): boolean {
  const { key, node } = read
  if (read.of === 'nothing' && !key) return true
  if (key) {
    const index = unwrap(key)
    const at = index.type === 'UpdateExpression' ? index.argument : index
    return facts.places.placeOf(at) === place
  }
  // `queue.slice(head)`
  const call = wrapped(node).parent?.parent
  const [first] = call?.type === 'CallExpression' ? call.arguments : []
  return first !== undefined && facts.places.placeOf(first) === place
}

/** Whether the length is compared with anything but the head. */
function isKeptShort(facts: FileFacts, { collection, isBounded }: CollectionUses, place: Place): boolean {
  if (!isBounded) return false
  const accesses = collection.nodes.map((node) => accessOf(facts, collection, node))
  return accesses.some(({ kind, node }) => kind === 'bound' && !comparesWith(facts, node, place))
}

/** `head < queue.length`, `queue.length - head`: says what is left, and bounds nothing. */
function comparesWith(facts: FileFacts, size: TSESTree.Node, place: Place): boolean {
  const { parent } = wrapped(size)
  if (parent?.type !== 'BinaryExpression') return false
  return [parent.left, parent.right].some((side) => {
    const inner = unwrap(side)
    return facts.places.placeOf(inner.type === 'UpdateExpression' ? inner.argument : inner) === place
  })
}

/** An addition by another function than takes the entries: of a list that is made once, nothing is added later. */
function addedByOthers(facts: FileFacts, grows: readonly Grow[], taken: Read): Grow | undefined {
  if (grows.some(({ key }) => key)) return undefined
  const taker = enclosingFunction(taken.node)
  return grows.find((grow) => {
    const adder = enclosingFunction(grow.node)
    return isFunction(adder) && adder !== taker && !isConstructor(adder) && growsPerCall(facts, grow)
  })
}
