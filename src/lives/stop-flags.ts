import type { TSESTree } from '@typescript-eslint/utils'

import { STOP_NAME } from '../protocols/timers.js'
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js'
import { addTo } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { memberName } from '../syntax/property-name.js'
import { isNoHandle } from '../syntax/nothing.js'
import { unwrap, unwrapAwait } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import { functionsMeantBy, functionsRunByAll, MAX_REACH } from '../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import type { Owner } from './owner.js'
import { functionsOfTeardowns, type Teardown } from './teardown.js'

/**
 * Whether some functions look at whether their owner has ended: they test something that a teardown sets, or
 * that is called like it. "Yes" where there is too much to follow. What one condition says of an end, and in which
 * of its values, is what `stopCondition` answers.
 */
export function looksAtEnd(
  facts: FileFacts,
  functions: Iterable<FunctionNode>,
  owners: readonly Owner[],
): boolean {
  for (const each of functions) {
    if (testedIn(facts, each).some((node) => saysWhetherEnded(facts, node, owners))) return true
  }
  return false
}

/**
 * Whether a function looks at that before it does anything, itself or in the function that it runs first: what runs it once more after the
 * end of its owner does no harm then.
 */
export function looksAtEndFirst(
  facts: FileFacts,
  scope: FunctionNode,
  owners: readonly Owner[],
  depth = 0,
): boolean {
  if (depth > MAX_DEPTH) return false
  const first = firstOf(scope.body)
  const test = first && testOf(first)
  if (test) {
    return partsOf(facts, test).some((node) => saysWhetherEnded(facts, node, owners))
  }
  const call = first && unwrapAwait(first)
  const targets = call?.type === 'CallExpression' ? functionsMeantBy(facts, call.callee) : []
  return targets.length > 0 && targets.every((each) => looksAtEndFirst(facts, each, owners, depth + 1))
}

const MAX_DEPTH = 4

/** What a function does first, other than to note something: a condition, or an expression. */
function firstOf(body: TSESTree.Node): TSESTree.Node | undefined {
  if (body.type === 'ExpressionStatement') return firstOf(body.expression)
  if (body.type === 'UnaryExpression' && body.operator === 'void') return firstOf(body.argument)
  if (body.type === 'TryStatement') return firstOf(body.block)
  if (body.type === 'CallExpression' && body.callee.type === 'MemberExpression') {
    // `this.poll().catch(report)`
    const receiver = unwrap(body.callee.object)
    return receiver.type === 'CallExpression' ? firstOf(receiver) : body
  }
  if (body.type !== 'BlockStatement') return body
  const first = body.body.find((each) => !isNote(each))
  return first && firstOf(first)
}

/** `this.timer = undefined` */
function isNote(statement: TSESTree.Statement): boolean {
  return (
    statement.type === 'ExpressionStatement' &&
    statement.expression.type === 'AssignmentExpression' &&
    isNoHandle(statement.expression.right)
  )
}

/** Whether something that is looked at says whether an owner has ended: by its name, or since a teardown sets it. */
function saysWhetherEnded(facts: FileFacts, node: Tested, owners: readonly Owner[]): boolean {
  if (STOP_NAME.test(nameOf(node) ?? '')) return true
  const place = facts.places.placeOf(node)
  if (place === undefined) return false
  return owners.some(({ teardowns }) => {
    const set = placesSetByTeardowns(facts, teardowns)
    return set === 'unknown' || set.has(place)
  })
}

type Tested = TSESTree.Identifier | TSESTree.MemberExpression

function nameOf(node: Tested): string | undefined {
  return node.type === 'Identifier' ? node.name : memberName(node)
}

/** The names and members that the conditions of a function look at. */
const testedIn = perKey((facts: FileFacts, scope: FunctionNode): readonly Tested[] => {
  const found = new Set<Tested>()
  walk(scope.body, facts.sourceCode.visitorKeys, (node) => {
    const test = testOf(node)
    if (test) for (const part of partsOf(facts, test)) found.add(part)
    return undefined
  })
  return [...found]
})

function partsOf(facts: FileFacts, test: TSESTree.Node): readonly Tested[] {
  const found: Tested[] = []
  walk(test, facts.sourceCode.visitorKeys, (part) => {
    if (part.type === 'Identifier' || part.type === 'MemberExpression') found.push(part)
    return undefined
  })
  return found
}

function testOf(node: TSESTree.Node): TSESTree.Node | null | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return node.test
    case 'LogicalExpression':
      return node.left
    case 'SwitchStatement':
      return node.discriminant
    default:
      return undefined
  }
}

const placesSetByTeardowns = perKey(
  (facts: FileFacts, teardowns: readonly Teardown[]): ReadonlySet<Place> | 'unknown' => {
    const { functions, isComplete } = functionsRunByAll(
      facts,
      functionsOfTeardowns(facts, teardowns),
      teardowns.length * MAX_REACH,
    )
    if (!isComplete) return 'unknown'
    return new Set([...functions].flatMap((scope) => placesWritten(facts).get(scope) ?? []))
  },
)

/** The places that each function assigns to, those of the functions within it apart. */
const placesWritten = perFile((facts): ReadonlyMap<FunctionNode, Place[]> => {
  const written = new Map<FunctionNode, Place[]>()
  for (const { left } of facts.nodes.assignments) {
    const scope = enclosingFunction(left)
    const place = facts.places.placeOf(unwrap(left))
    if (!scope || place === undefined) continue
    addTo(written, scope, place)
  }
  return written
})
