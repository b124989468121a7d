import type { TSESTree } from '@typescript-eslint/utils'

import { UPDATE_MEMBERS } from '../protocols/frameworks.js'
import {
  END_EVENTS,
  isTeardownName,
  ONE_TIME_EVENTS,
  OWN_END_EVENTS,
  RELEASING_NAME,
} from '../protocols/teardowns.js'
import { TIMER_PROTOCOLS } from '../protocols/timers.js'
import { enclosingFunction, enclosingFunctions, isWithin, type FunctionNode } from '../syntax/functions.js'
import { addTo } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { walk } from '../syntax/walk.js'
import {
  functionsMeantBy,
  functionsRunBy,
  functionsRunByAll,
  MAX_REACH,
  membersByHome,
} from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { registrations } from '../ledger/registrations.js'
import { callsIn, callsOf } from './calls.js'
import { runsEachTime } from './repetition.js'
import { isConstructor } from './runs.js'
import { nodesAtPlace, useOf } from '../cells/uses.js'

/**
 * How often a function runs in the life of one instance.
 *
 * - `surely`: again and again, without a condition
 * - `perhaps`: again and again, unless a condition on the way lets it through once only
 * - `unknown`: nothing in the file tells
 */
export type Repeats = 'surely' | 'perhaps' | 'unknown'

/**
 * Answers how often a function runs: as a listener of an event that comes more than once, by an interval, as a
 * member that the framework calls on each update, or called by such a one.
 */
export function repeatsOf(facts: FileFacts, node: FunctionNode): Repeats {
  return repeatedFunctions(facts).get(node) ?? 'unknown'
}

/** Whether a function is one that the framework calls on each update, whose conditions ask what has changed. */
export function isUpdate(facts: FileFacts, node: FunctionNode): boolean {
  return updates(facts).has(node)
}

const updates = perFile(
  (facts): ReadonlySet<FunctionNode> =>
    new Set(
      [...membersByHome(facts).values()].flatMap((members) =>
        members.filter(({ name }) => UPDATE_MEMBERS.has(name)).map(({ node }) => node),
      ),
    ),
)

const repeatedFunctions = perFile((facts): ReadonlyMap<FunctionNode, Repeats> => {
  const found = new Map<FunctionNode, Repeats>()
  const pending: FunctionNode[] = []
  const add = (node: FunctionNode, repeats: Repeats): void => {
    const known = found.get(node)
    if (known === 'surely' || known === repeats) return
    found.set(node, repeats)
    pending.push(node)
  }
  for (const start of repeatedStarts(facts)) add(start, 'surely')
  for (let node = pending.pop(); node && found.size <= MAX_REACH; node = pending.pop()) {
    for (const call of callsIn(facts, node)) {
      const isSure = found.get(node) === 'surely' && (updates(facts).has(node) || runsEachTime(facts, call))
      for (const called of functionsMeantBy(facts, call.callee)) add(called, isSure ? 'surely' : 'perhaps')
    }
  }
  return found.size <= MAX_REACH ? found : new Map<FunctionNode, Repeats>()
})

function repeatedStarts(facts: FileFacts): FunctionNode[] {
  const starts = [...updates(facts)]
  for (const { event, handler, once } of registrations(facts)) {
    const { name } = event
    // What is made anew when the former one has ended overwrites nothing.
    if (once || name === undefined || END_EVENTS.has(name) || ONE_TIME_EVENTS.has(name)) continue
    starts.push(...functionsMeantBy(facts, handler))
  }
  for (const { start, kind } of TIMER_PROTOCOLS) {
    if (kind !== 'interval') continue
    for (const {
      arguments: [callback],
    } of facts.nodes.calls.get(start) ?? []) {
      if (callback) starts.push(...functionsMeantBy(facts, callback))
    }
  }
  return starts
}

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

/**
 * Whether a condition turns a second run of a function away before it comes to a node: `flag` where what the
 * condition asks is written again somewhere, `state` where it asks something else of the instance.
 */
export function conditionBefore(
  facts: FileFacts,
  node: TSESTree.Node,
  member: FunctionNode,
): 'flag' | 'state' | undefined {
  let found: 'state' | undefined
  for (const test of testsBefore(facts, node, member)) {
    const parts: TSESTree.Node[] = []
    walk(test, facts.sourceCode.visitorKeys, (part) => {
      parts.push(part)
      return undefined
    })
    if (parts.some((part) => isFlagOf(facts, part, member))) return 'flag'
    if (parts.some(({ type }) => type === 'ThisExpression')) found = 'state'
  }
  return found
}

/** The conditions around a node, and those under which its functions end before it. */
function testsBefore(facts: FileFacts, node: TSESTree.Node, member: FunctionNode): TSESTree.Node[] {
  const tests: TSESTree.Node[] = []
  const addAround = (inner: TSESTree.Node, outermost: TSESTree.Node): void => {
    for (let current = inner.parent; current && current !== outermost; current = current.parent) {
      if (current.type === 'LogicalExpression') tests.push(current.left)
      else if ('test' in current && current.test) tests.push(current.test)
    }
  }
  addAround(node, member)
  for (const scope of enclosingFunctions(node).filter((each) => isWithin(each, member))) {
    for (const exit of facts.nodes.exits.get(scope) ?? []) {
      if (exit.range[0] < node.range[0] && !isWithin(node, exit)) addAround(exit, scope)
    }
  }
  return tests
}

/** Whether a name in a condition is written after its owner was made, outside of what asks for it or within. */
function isFlagOf(facts: FileFacts, part: TSESTree.Node, member: FunctionNode): boolean {
  if (part.type === 'Identifier') {
    const variable = facts.bindings.variableOf(part)
    const declared = variable?.identifiers[0]
    if (!variable || !declared || isWithin(declared, member)) return false
    return variable.references.some((reference) => reference.isWrite() && reference.init !== true)
  }
  if (part.type !== 'MemberExpression') return false
  const place = facts.places.placeOf(part)
  const home = facts.places.memberOf(member)?.home
  if (place === undefined || home === undefined || !place.startsWith(`${home}.`)) return false
  return nodesAtPlace(facts, place).some((each) => {
    const isWritten = useOf(facts, each).kind === 'assigned' || each.parent?.type === 'UpdateExpression'
    return isWritten && !enclosingFunctions(each).some(isConstructor)
  })
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
