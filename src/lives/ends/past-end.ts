import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunByAll, MAX_REACH } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { LIFECYCLE_ENDS } from '../../protocols/frameworks.js'
import { SETTLING_METHODS } from '../../protocols/promises.js'
import {
  declaredName,
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  type FunctionNode,
} from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import { mayFollow } from '../../syntax/may-follow.js'
import type { Place } from '../../syntax/places.js'
import { SAYS_OVER } from '../../protocols/ownership.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import { callsOf } from '../repetition/calls.js'
import type { Owner } from '../owner.js'
import { phaseOf } from './phase.js'
import { looksAtEnd } from './stop-flags.js'
import { functionsOfTeardowns } from './teardown.js'

/**
 * Answers what the code at a node waits for first, where its owner may have ended by then and nothing asks for that: an end
 * that has run already ends nothing of what begins there. Undefined where it does not wait, where the end is handed out, or
 * called, by who waits as well, and where the end calls off what is waited for.
 */
export function waitPastEnd(facts: FileFacts, node: TSESTree.Node, owner: Owner): TSESTree.Node | undefined {
  if (owner.ends !== 'yes' || owner.teardowns.length === 0) return undefined
  const passed: FunctionNode[] = []
  let at = node
  for (let scope = enclosingFunction(at); scope && scope !== owner.node; scope = enclosingFunction(scope)) {
    passed.push(scope)
    const wait = (at === node ? ownWait(node) : undefined) ?? waitBefore(facts, scope, at)
    if (wait) {
      const isLate = mayEndMeanwhile(facts, scope, owner, wait) && !asksForEnd(facts, passed, owner, wait)
      return isLate ? wait : undefined
    }
    if (isTeardown(facts, scope, owner)) return undefined
    at = scope
  }
  return undefined
}

/** `this.socket = await connect()`: what is put there was waited for itself. */
function ownWait(node: TSESTree.Node): TSESTree.Node | undefined {
  const whole = unwrap(wrapped(node))
  return whole.type === 'AwaitExpression' ? whole : undefined
}

function isTeardown(facts: FileFacts, scope: FunctionNode, { teardowns }: Owner): boolean {
  return functionsOfTeardowns(facts, teardowns).has(scope)
}

/** The last `await` before a node of a function, or the promise that the function waits for as a callback. */
function waitBefore(facts: FileFacts, scope: FunctionNode, node: TSESTree.Node): TSESTree.Node | undefined {
  const awaited = waitBehind(facts, scope, node)
  if (awaited) return awaited
  const { parent } = scope
  const isCallback = parent.type === 'CallExpression' && parent.callee !== scope
  return isCallback && SETTLING_METHODS.has(calleeName(parent) ?? '') ? receiverOf(parent) : undefined
}

/**
 * Whoever ends an effect, a component or what a function hands back does not wait for what runs in it. Who calls `start()` and
 * `stop()` of an instance may do so.
 */
function mayEndMeanwhile(facts: FileFacts, scope: FunctionNode, owner: Owner, wait: TSESTree.Node): boolean {
  if (owner.kind === 'request') return false
  if (owner.kind !== 'instance') return isRunByOwner(facts, scope, owner)
  const member = memberAround(facts, scope)
  const phase = phaseOf(facts, member)
  // Who notes that it has ended is asked for things after that.
  if (phase !== 'end' && (notesItsEnd(facts, owner) || countsAsBegun(facts, owner, wait))) return true
  if (phase !== 'end' && isLeftToItself(facts, member)) return true
  const isComponent = owner.teardowns.some(({ node }) => LIFECYCLE_ENDS.has(functionName(node) ?? ''))
  return isComponent && ['make', 'start', 'update'].includes(phase)
}

/** `constructor() { this.load() }`, `server.on('connect', () => { this.load() })`: there is nobody who could wait for it. */
function isLeftToItself(facts: FileFacts, member: FunctionNode): boolean {
  return callsOf(facts, member).some((call) => {
    const caller = enclosingFunction(call)
    const isDropped = wrapped(call) === call && call.parent.type === 'ExpressionStatement'
    return isDropped && caller !== undefined && ['make', 'event'].includes(phaseOf(facts, caller))
  })
}

/** `this.closed = true`, in an end of the owner. */
const notesItsEnd = perKey((facts: FileFacts, owner: Owner): boolean =>
  flagsOfEnds(facts, owner).some(
    ({ left, value }) => value && SAYS_OVER.test(memberName(left)?.replace(/^#/, '') ?? ''),
  ),
)

/** `this.recording = true` before the wait, which the end takes back: it counts as begun, so that the end does its work meanwhile. */
function countsAsBegun(facts: FileFacts, owner: Owner, wait: TSESTree.Node): boolean {
  const scope = enclosingFunction(wait)
  const begun = (scope && flagsOf(facts).get(scope)) ?? []
  const before = begun.filter(({ left, value }) => value && left.range[1] <= wait.range[0])
  return (
    before.length > 0 &&
    flagsOfEnds(facts, owner).some(
      ({ value, place }) => !value && before.some((each) => each.place === place),
    )
  )
}

interface Flag {
  readonly left: TSESTree.MemberExpression
  readonly value: boolean
  readonly place: Place
}

/** Where a function itself sets a member to `true` or `false`. */
const flagsOf = perFile((facts): ReadonlyMap<FunctionNode, readonly Flag[]> => {
  const found = new Map<FunctionNode, Flag[]>()
  for (const { left, right } of facts.nodes.assignments) {
    if (left.type !== 'MemberExpression' || right.type !== 'Literal' || typeof right.value !== 'boolean')
      continue
    const place = facts.places.placeOf(left)
    const scope = enclosingFunction(left)
    if (place !== undefined && scope) addTo(found, scope, { left, value: right.value, place })
  }
  return found
})

function flagsOfEnds(facts: FileFacts, { teardowns }: Owner): readonly Flag[] {
  return teardowns.flatMap(({ node }) => flagsOf(facts).get(node) ?? [])
}

/** What is only handed back runs when its caller likes, who ends the owner as well. */
function isRunByOwner(facts: FileFacts, scope: FunctionNode, { node }: Owner): boolean {
  const around = [scope, ...enclosingFunctions(scope)]
  const outermost = around[around.findIndex((each) => each === node) - 1] ?? around.at(-1)
  if (!outermost) return false
  return (
    outermost.parent.type === 'CallExpression' ||
    callsOf(facts, outermost).length > 0 ||
    isGivenToCall(facts, outermost)
  )
}

/** `setTimeout(tick, 1000)` */
function isGivenToCall(facts: FileFacts, scope: FunctionNode): boolean {
  const name = declaredName(scope)
  const variable = name && facts.bindings.variableOf(name)
  return (variable?.references ?? []).some(({ identifier }) => {
    const { parent } = identifier as TSESTree.Identifier
    return parent.type === 'CallExpression' && parent.callee !== identifier
  })
}

function memberAround(facts: FileFacts, scope: FunctionNode): FunctionNode {
  let found = scope
  for (let each: FunctionNode | undefined = scope; each; each = enclosingFunction(each)) {
    found = each
    if (facts.places.memberOf(each)) break
  }
  return found
}

/** A flag that the end sets, or an end that aborts what is waited for. */
function asksForEnd(
  facts: FileFacts,
  scopes: readonly FunctionNode[],
  owner: Owner,
  wait: TSESTree.Node,
): boolean {
  const { functions, isComplete } = functionsRunByAll(facts, scopes, MAX_REACH)
  if (!isComplete) return true
  const idle = functionsRunForNothing(facts, scopes)
  const asking = [...functions].filter(
    (each) => scopes.includes(each) || !idle.has(each) || mayThrow(facts, each),
  )
  return looksAtEnd(facts, asking, [owner], wait) || endCallsOff(facts, owner)
}

/** `await reload()`: whatever that looks at, it goes on afterwards, unless an exception keeps it from that. */
function functionsRunForNothing(
  facts: FileFacts,
  scopes: readonly FunctionNode[],
): ReadonlySet<FunctionNode> {
  const found = new Set<FunctionNode>()
  for (const scope of scopes) {
    walk(scope.body, facts.sourceCode.visitorKeys, (node) => {
      if (node.type !== 'ExpressionStatement') return undefined
      const call = unwrapAwait(node.expression)
      if (call.type === 'CallExpression') {
        for (const each of functionsMeantBy(facts, call.callee)) found.add(each)
      }
      return undefined
    })
  }
  return found
}

function mayThrow(facts: FileFacts, scope: FunctionNode): boolean {
  return (facts.nodes.exits.get(scope) ?? []).some(({ type }) => type === 'ThrowStatement')
}

const endCallsOff = perKey((facts: FileFacts, { teardowns }: Owner): boolean =>
  teardowns.some(({ node }) => {
    let found = false
    walk(node.body, facts.sourceCode.visitorKeys, (each) => {
      if (each.type === 'CallExpression' && CALLS_OFF.test(calleeName(each) ?? '')) found = true
      return found ? false : undefined
    })
    return found
  }),
)

const CALLS_OFF = /^(?:abort|cancel)/i

/** Answers the last `await` of a function itself behind which a node stands: not one in the other branch of a condition. */
export function waitBehind(
  facts: FileFacts,
  scope: FunctionNode,
  node: TSESTree.Node,
): TSESTree.AwaitExpression | undefined {
  return awaitsIn(facts, scope).findLast((each) => each.range[1] <= node.range[0] && mayFollow(node, each))
}

/** Answers the `await` expressions of a function itself. */
export const awaitsIn = perKey(
  (facts: FileFacts, scope: FunctionNode): readonly TSESTree.AwaitExpression[] => {
    if (!scope.async) return []
    const found: TSESTree.AwaitExpression[] = []
    walk(scope.body, facts.sourceCode.visitorKeys, (node) => {
      if (isFunction(node)) return false
      if (node.type === 'AwaitExpression') found.push(node)
      return undefined
    })
    return found
  },
)
