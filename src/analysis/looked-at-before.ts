import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy, functionsRunByAll, MAX_REACH } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { nodesAtPlace, useOf } from '../cells/uses.js'
import { registrations } from '../ledger/registrations.js'
import { callsIn, callsOf } from '../lives/calls.js'
import { isConstructor } from '../lives/runs.js'
import { isTeardownName, OWN_END_EVENTS, RELEASING_NAME } from '../protocols/teardowns.js'
import { enclosingFunction, enclosingFunctions, isWithin, type FunctionNode } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'

/** Whether an event, other than the end of an owner, runs the function that a node stands in, directly or not. */
export function runsOnEvent(facts: FileFacts, node: TSESTree.Node): boolean {
  const { functions, isComplete } = functionsOfEvents(facts)
  return !isComplete || enclosingFunctions(node).some((each) => functions.has(each))
}

const functionsOfEvents = perFile((facts) => {
  const starts = registrations(facts)
    .filter(({ event }) => !OWN_END_EVENTS.has(event.name ?? ''))
    .flatMap(({ handler }) => functionsMeantBy(facts, handler))
  return functionsRunByAll(facts, starts, MAX_REACH)
})

const MAX_CALLERS = 4

/**
 * Whether anything looks at a place before a node runs, or may release what is in it: its function, one that is
 * called there, or one of the functions that run this one. Then there is either nothing left in the place, or
 * somebody has thought of it.
 */
export function isLookedAtBefore(
  facts: FileFacts,
  place: Place,
  node: TSESTree.Node,
  by: 'callers' | 'itself' = 'callers',
  depth = 0,
): boolean {
  const own = nodesAtPlace(facts, place)
  const around = enclosingFunctions(node)
  const outermost = around.findIndex((each) => facts.places.memberOf(each))
  const scopes = outermost < 0 ? around : around.slice(0, outermost + 1)
  const member = scopes.at(-1)
  if (!member || depth > MAX_CALLERS) return false
  const isBefore = (each: TSESTree.Node): boolean =>
    isWithin(each, member) && each.range[1] <= node.range[0] && !isWithin(node, each)
  if (own.some((each) => isBefore(each) && useOf(facts, each).kind !== 'assigned')) return true
  const calls = scopes.flatMap((scope) => callsIn(facts, scope)).filter(isBefore)
  if (calls.some((call) => mayRelease(facts, call, own, member))) return true
  if (by === 'itself') return false
  return callsOf(facts, member).some(
    (call) => !isWithin(call, member) && isLookedAtBefore(facts, place, call, by, depth + 1),
  )
}

/**
 * Whether something runs a function only where a place is filled, and releases nothing before it does:
 * `if (!this.socket) return; …; this.select()`.
 */
export function isRunWhileFilled(facts: FileFacts, place: Place, called: FunctionNode): boolean {
  const own = nodesAtPlace(facts, place)
  return callsOf(facts, called).some((call) => {
    const scope = enclosingFunction(call)
    const before = own.filter((each) => each.range[1] < call.range[0] && enclosingFunction(each) === scope)
    return (
      before.some((each) => leavesWithout(each)) &&
      before.every((each) => leavesWithout(each) || useOf(facts, each).kind === 'property')
    )
  })
}

/** `if (!this.socket) return`, also among other conditions of which one suffices. */
function leavesWithout(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type !== 'UnaryExpression' || parent.operator !== '!') return false
  let test: TSESTree.Node = parent
  while (test.parent.type === 'LogicalExpression' && test.parent.operator === '||') test = test.parent
  if (test.parent.type !== 'IfStatement' || test.parent.test !== test) return false
  const { consequent } = test.parent
  const last = consequent.type === 'BlockStatement' ? consequent.body.at(-1) : consequent
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement'
}

/** Whether a call runs code that knows the place, or a teardown of the instance that stands elsewhere. */
function mayRelease(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  own: readonly TSESTree.Node[],
  except: FunctionNode,
): boolean {
  const targets = functionsMeantBy(facts, call.callee)
  if (targets.length === 0) return isForeignTeardown(call)
  return targets.some((called) => {
    const { functions, isComplete } = functionsRunBy(facts, called)
    const isRun = (each: FunctionNode): boolean => each !== except && functions.has(each)
    return !isComplete || own.some((node) => enclosingFunctions(node).some(isRun))
  })
}

/** `this.reset()`, `super.stop()`, `closeAll(this)`: inherited, or of another file. */
function isForeignTeardown(call: TSESTree.CallExpression): boolean {
  const name = calleeName(call) ?? ''
  const receiver = receiverOf(call)
  const isOwn = receiver?.type === 'ThisExpression' || receiver?.type === 'Super'
  if (!isOwn && !call.arguments.some((argument) => argument.type === 'ThisExpression')) return false
  return RELEASING_NAME.test(name) || isTeardownName(name, 0, new Set()) || /^_*reset/.test(name)
}

/** Whether the instance's own construction runs a member, which may then run once. */
export function isRunByConstructor(facts: FileFacts, member: FunctionNode): boolean {
  const home = facts.places.memberOf(member)?.home
  return facts.nodes.functions.some(
    (each) =>
      isConstructor(each) &&
      facts.places.thisPlaceAt(each.body) === home &&
      functionsRunBy(facts, each).functions.has(member),
  )
}
