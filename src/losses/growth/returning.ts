import type { TSESTree } from '@typescript-eslint/utils'

import { ADDING_NAME } from '../../protocols/collections.js'
import { RELEASING_NAME } from '../../protocols/teardowns.js'
import { isParameter } from '../../syntax/bindings.js'
import { enclosingFunction, functionName, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import type { Grow } from '../../ledger/collections/access.js'
import {
  additionTo,
  entriesOf,
  isMeasured,
  isSameKey,
  removalFrom,
  type CollectionUses,
} from '../../ledger/collections/uses.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { isFiniteKey } from '../../lives/collections/growth-keys.js'
import { callsIn, callsOf } from '../../lives/repetition/calls.js'
import { useOf } from '../../cells/uses/uses.js'

/** Answers how an entry comes back in code that is there to take it, or a part of it, out. */
export function returningEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  return createdToDelete(facts, uses) ?? comesBack(facts, uses)
}

/** `table[key] = table[key] || {}; delete table[key][part]`: the entry may be there for nothing but this. */
function createdToDelete(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  for (const grow of uses.grows) {
    if (!grow.key || !isGetOrCreate(facts, uses, grow) || isFiniteKey(facts, grow.key)) continue
    const scope = enclosingFunction(grow.node)
    if (!scope || uses.shrinks.some(({ node }) => enclosingFunction(node) === scope)) continue
    const entries = entriesOf(facts, uses).filter(
      ({ node, key }) =>
        enclosingFunction(node) === scope &&
        isSameKey(facts, key, grow.key) &&
        !isWithin(node, grow.node) &&
        node.range[0] > grow.node.range[0],
    )
    const [removal] = entries.flatMap((entry) => removalFrom(facts, entry) ?? [])
    const isOnlyEmptied = entries.every((entry) => {
      if (additionTo(facts, entry)) return false
      if (isLookedThrough(facts, entry.node)) return true
      return (
        removalFrom(facts, entry) !== undefined ||
        isMeasured(entry) ||
        useOf(facts, entry.node).kind === 'tested'
      )
    })
    if (!removal || !isOnlyEmptied || additionTo(facts, { node: grow.node, key: grow.key })) continue
    return {
      collection: uses.collection,
      node: grow.node,
      certainty: 'known',
      problem: 'createdToDelete',
      key: grow.key,
      related: removal,
    }
  }
  return undefined
}

const SEARCHES = new Set(['indexOf', 'findIndex', 'find', 'includes', 'has', 'hasOwnProperty'])

/** `list.indexOf(handler)`: code that removes something has to find it first. */
function isLookedThrough(facts: FileFacts, entry: TSESTree.Node): boolean {
  const use = useOf(facts, entry)
  return use.kind === 'assigned' || (use.kind === 'receiver' && SEARCHES.has(use.method ?? ''))
}

/** Whether an addition makes an entry where there is none: `t[k] ||= {}`, `t[k] = t[k] || {}`, `if (!t[k]) t[k] = {}`. */
function isGetOrCreate(facts: FileFacts, uses: CollectionUses, { node, key, value }: Grow): boolean {
  const looksUp = (outer: TSESTree.Node): boolean =>
    uses.reads.some((read) => isWithin(read.node, outer) && isSameKey(facts, read.key, key))
  if (node.type === 'AssignmentExpression' && node.operator !== '=') return true
  const made = value && unwrap(value)
  if (made?.type === 'LogicalExpression' && made.operator !== '&&') {
    return looksUp(made.left)
  }
  // `const entry = table[key] || (table[key] = {})`
  const around = node.parent
  if (around?.type === 'LogicalExpression' && around.right === node && around.operator !== '&&') {
    return looksUp(around.left)
  }
  const statement = node.parent?.type === 'ExpressionStatement' ? node.parent.parent : undefined
  const condition =
    statement?.type === 'BlockStatement' && statement.body.length === 1 ? statement.parent : statement
  if (condition?.type !== 'IfStatement' || condition.alternate) return false
  return looksUp(condition.test)
}

/**
 * `this.remove(id); this.stop(id)`, where `stop` puts an entry of `id` in. Not by functions that put something in
 * by their name, with which code replaces what was there.
 */
function comesBack(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection } = uses
  if (uses.shrinks.every(({ key }) => !key) || collection.protocol.noun === 'array') return undefined
  const removers = functionsByKey(facts, uses.shrinks, () => true)
  const readers = functionsByKey(facts, uses.reads, () => true)
  // What is put in without a look at what is there is meant: a mark of the removal.
  const making = uses.grows.filter((grow) => {
    const scope = enclosingFunction(grow.node)
    return isGetOrCreate(facts, uses, grow) || (scope !== undefined && readers.has(scope))
  })
  const creators = functionsByKey(facts, making, (call) => !isConditional(call, facts))
  for (const [creator, index] of creators) {
    if (ADDING_NAME.test(functionName(creator) ?? '')) continue
    for (const call of callsOf(facts, creator)) {
      const scope = enclosingFunction(call)
      const key = call.arguments[index]
      if (!scope || !key || !RELEASING_NAME.test(functionName(scope) ?? '')) continue
      if (isConditional(call, facts)) continue
      const removalsHere = removalsIn(facts, uses, scope, removers, creators, key)
      const removal = removalsHere.find(
        (each) => each.range[1] <= call.range[0] && !isConditional(each, facts),
      )
      const isRemovedAfter = removalsHere.some((each) => each.range[0] >= call.range[1])
      if (!removal || isRemovedAfter) continue
      return { collection, node: call, certainty: 'known', problem: 'comesBack', key, related: removal }
    }
  }
  return undefined
}

/** The code of a function that takes out the entry of a key, itself or by a call. */
function removalsIn(
  facts: FileFacts,
  uses: CollectionUses,
  scope: FunctionNode,
  removers: ReadonlyMap<FunctionNode, number>,
  creators: ReadonlyMap<FunctionNode, number>,
  key: TSESTree.Node,
): TSESTree.Node[] {
  const own = uses.shrinks.filter(
    (shrink) => enclosingFunction(shrink.node) === scope && isSameKey(facts, shrink.key, key),
  )
  const calls = callsIn(facts, scope).filter((each) =>
    functionsMeantBy(facts, each.callee).some((called) => {
      const at = removers.get(called)
      return at !== undefined && !creators.has(called) && isSameKey(facts, each.arguments[at], key)
    }),
  )
  return [...own.map(({ node }) => node), ...calls]
}

/** Longer chains of calls than anyone follows by eye. */
const MAX_CHAIN = 5

/** The functions that do something to the entry of one of their parameters, with its position. */
function functionsByKey(
  facts: FileFacts,
  accesses: readonly { node: TSESTree.Node; key: TSESTree.Node | undefined }[],
  follows: (call: TSESTree.CallExpression) => boolean,
): ReadonlyMap<FunctionNode, number> {
  const found = new Map<FunctionNode, number>()
  let added: FunctionNode[] = []
  const add = (scope: FunctionNode | undefined, key: TSESTree.Node | undefined): void => {
    const index = scope && key ? parameterIndex(facts, scope, key) : -1
    if (!scope || index < 0 || found.has(scope)) return
    found.set(scope, index)
    added.push(scope)
  }
  for (const { node, key } of accesses) add(enclosingFunction(node), key)
  for (let round = 0; round < MAX_CHAIN && added.length > 0; round++) {
    const last = added
    added = []
    for (const called of last) {
      const index = found.get(called) ?? 0
      for (const call of callsOf(facts, called))
        if (follows(call)) add(enclosingFunction(call), call.arguments[index])
    }
  }
  return found
}

function parameterIndex(facts: FileFacts, scope: FunctionNode, key: TSESTree.Node): number {
  const name = unwrap(key)
  const variable = name.type === 'Identifier' ? facts.bindings.variableOf(name) : undefined
  if (!variable || !isParameter(variable)) return -1
  return scope.params.findIndex((parameter) => {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
    return variable.identifiers.includes(target as TSESTree.Identifier)
  })
}

/** Whether code runs under a condition, other than that there is the very key that it is given. */
function isConditional(node: TSESTree.Node, facts: FileFacts): boolean {
  const scope = enclosingFunction(node)
  for (
    let current: TSESTree.Node | undefined = node.parent;
    current && current !== scope;
    current = current.parent
  ) {
    if (current.type === 'IfStatement') {
      const test = unwrap(current.test)
      const asksForKey =
        node.type === 'CallExpression' && node.arguments.some((argument) => isSameKey(facts, argument, test))
      if (!asksForKey) return true
    }
    if (current.type === 'CatchClause' || /^(?:Conditional|Logical|Switch)/.test(current.type)) return true
  }
  return false
}
