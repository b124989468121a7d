import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../../cells/file-facts.js'
import { nodesOfVariable } from '../../../cells/uses/uses.js'
import type { Registration, Removal } from '../../../ledger/registrations/registration.js'
import { registrationsOfPromise } from '../../../ledger/registrations/registrations.js'
import { ENDING_EVENTS, END_EVENTS, ONE_TIME_EVENTS } from '../../../protocols/teardowns.js'
import { isFound } from '../../../lives/outlives.js'
import { soleValue } from '../../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isWithin,
  type FunctionNode,
} from '../../../syntax/functions.js'
import { calleeName, receiverOf } from '../../../syntax/property-name.js'
import { mayFollow } from '../../../syntax/may-follow.js'
import { rootOf, unwrap, wrapped } from '../../../syntax/unwrap.js'
import { isOfSignal } from '../lasting.js'

/** A way in which a promise is settled. */
export interface Settling {
  readonly node: TSESTree.Node
  /** The functions around it within the executor, innermost first; none where something else calls the settler itself. */
  readonly scopes: readonly FunctionNode[]
  /** The listener of the executor that settles it. */
  readonly by: Registration | undefined
}

/** Answers the ways in which the promise of an executor is settled, as far as it does so itself. */
const settlingsOf = perKey((facts: FileFacts, executor: FunctionNode): readonly Settling[] =>
  executor.params.flatMap((parameter) => {
    const settler = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    return settler ? nodesOfVariable(settler).flatMap((node) => settlingAt(facts, node, executor) ?? []) : []
  }),
)

function settlingAt(facts: FileFacts, node: TSESTree.Node, executor: FunctionNode): Settling | undefined {
  const { parent } = node
  if (parent?.type !== 'CallExpression') return undefined
  const around = enclosingFunctions(node)
  const scopes = around.slice(0, around.indexOf(executor))
  if (parent.callee === node) return { node, scopes, by: listenerAmong(facts, scopes, executor) }
  // Given to a listener, a timer or a promise, it is called as it is.
  const by = registrationsOfPromise(facts, executor).find((each) => each.node === parent)
  return by || CALLS_IT.has(calleeName(parent) ?? '') ? { node, scopes: [], by } : undefined
}

const CALLS_IT: ReadonlySet<string> = new Set(['setTimeout', 'setImmediate', 'nextTick', 'then', 'catch'])

function listenerAmong(
  facts: FileFacts,
  scopes: readonly FunctionNode[],
  executor: FunctionNode,
): Registration | undefined {
  return registrationsOfPromise(facts, executor).find(({ handler }) =>
    functionsMeantBy(facts, handler).some((each) => scopes.includes(each)),
  )
}

/**
 * Answers a way to settle a promise that leaves one of its listeners on what stays: nothing that runs with it takes it out,
 * and neither its event nor the end of its target has come.
 */
export function settlingThatLeaves(
  facts: FileFacts,
  registration: Registration,
  executor: FunctionNode,
  removals: readonly Removal[],
): Settling | undefined {
  const scope = enclosingFunction(registration.node)
  return settlingsOf(facts, executor).find(
    (each) =>
      // What fails before a later step begins has nothing of that to leave.
      (scope === undefined || isWithin(each.node, scope)) && leaves(facts, each, registration, removals),
  )
}

function leaves(
  facts: FileFacts,
  { node, scopes, by }: Settling,
  registration: Registration,
  removals: readonly Removal[],
): boolean {
  // A signal aborts once.
  if (by === registration && (registration.once || isOfSignal(registration))) return false
  if (by && isEnd(by.event.name ?? '') && isPartOf(facts, registration, by)) return false
  if (by && by !== registration && isSameTarget(by, registration) && !isRecurring(by.event.name)) {
    // What has failed or ended keeps nothing; what has begun keeps the listeners for what comes then.
    if (!BEGINNINGS.has(by.event.name ?? '')) return false
  }
  const [scope] = scopes
  if (!by && isBefore(node, registration.node)) return false
  if (!scope) {
    // What settles it in the other branch has put nothing there.
    return mayFollow(node, registration.node) && !removals.some((each) => isChainedAfter(node, each.node))
  }
  const run = functionsRunBy(facts, scope).functions
  return !removals.some((removal) => runsWith(removal.node, run, scopes))
}

function isEnd(event: string): boolean {
  return END_EVENTS.has(event) || ENDING_EVENTS.test(event)
}

/** `this.channels.get(kind)` of `this`: what is looked up in a whole ends with it. */
function isPartOf(facts: FileFacts, { target }: Registration, whole: Registration): boolean {
  const variable = facts.bindings.variableOf(rootOf(target.node))
  const value = variable && soleValue(variable)
  const found = value && isFound(value) ? unwrap(value) : undefined
  const receiver = found?.type === 'CallExpression' ? receiverOf(found) : undefined
  return receiver !== undefined && facts.sourceCode.getText(rootOf(receiver)) === whole.target.text
}

/** `read().then(resolve, reject).finally(remove)`: whether a node stands in what goes on where a promise settles this one. */
function isChainedAfter(settler: TSESTree.Node, node: TSESTree.Node): boolean {
  let call: TSESTree.Node | undefined = settler.parent
  while (call?.type === 'CallExpression') {
    const { parent } = wrapped(call)
    call = parent?.type === 'MemberExpression' && parent.object === call ? wrapped(parent).parent : undefined
    if (call?.type === 'CallExpression' && call.arguments.some((each) => isWithin(node, each))) return true
  }
  return false
}

/** Whether a node stands in a function that is run, or in one around the place itself rather than in another one there. */
function runsWith(
  node: TSESTree.Node,
  run: ReadonlySet<FunctionNode>,
  scopes: readonly FunctionNode[],
): boolean {
  const around = enclosingFunctions(node)
  const [inner] = around
  if (inner && scopes.includes(inner)) return true
  for (const each of around) {
    if (run.has(each) && !scopes.includes(each)) return true
    if (scopes.includes(each)) return false
  }
  return false
}

/** Whether a node stands before another one in the same function, so that it is over when that comes. */
function isBefore(node: TSESTree.Node, other: TSESTree.Node): boolean {
  const { parent } = node
  const isCalled = parent?.type === 'CallExpression' && parent.callee === node
  return isCalled && node.range[1] < other.range[0] && enclosingFunction(node) === enclosingFunction(other)
}

/** Whether two listeners are put on what is called the same. */
export function isSameTarget(a: Registration, b: Registration): boolean {
  return a.target.text === b.target.text
}

/** Whether an event comes again and again, as far as its name tells. */
export function isRecurring(name: string | undefined): boolean {
  return name === undefined || !(ONE_TIME_EVENTS.has(name) || END_EVENTS.has(name))
}

/** Whether a timer settles the promise, which says nothing of what the others wait for. */
export function isByTimer({ node, scopes: [scope] }: Settling): boolean {
  const call = scope ? scope.parent : node.parent
  return call?.type === 'CallExpression' && calleeName(call) === 'setTimeout'
}

/** The one-time events that are no end of what they come from. */
const BEGINNINGS: ReadonlySet<string> = new Set(
  [...ONE_TIME_EVENTS].filter((name) => !/^(?:error|timeout)$/.test(name)),
)

/** Whether a listener is there to settle the promise of its executor. */
export function isForSettling(facts: FileFacts, { handler }: Registration, executor: FunctionNode): boolean {
  const run = functionsMeantBy(facts, handler).flatMap((each) => [...functionsRunBy(facts, each).functions])
  return executor.params.some((parameter) => {
    const settler = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    if (!settler) return false
    if (facts.bindings.variableOf(unwrap(handler)) === settler) return true
    return nodesOfVariable(settler).some((node) =>
      run.some((each) => each !== executor && isWithin(node, each)),
    )
  })
}

/** Answers whether what is waited for is the end of the target itself: `stream.on('data', …); stream.on('end', resolve)`. */
export function endsWithTarget(
  facts: FileFacts,
  registration: Registration,
  executor: FunctionNode,
): boolean {
  return registrationsOfPromise(facts, executor).some(
    (each) =>
      each !== registration && isSameTarget(each, registration) && END_EVENTS.has(each.event.name ?? ''),
  )
}

/** Answers whether a promise waits for all that its target brings, up to its end: nothing comes after that, for this one or another. */
export function isReadToItsEnd(
  facts: FileFacts,
  registration: Registration,
  executor: FunctionNode,
): boolean {
  if (endsWithTarget(facts, registration, executor)) return true
  return (
    END_EVENTS.has(registration.event.name ?? '') &&
    registrationsOfPromise(facts, executor).some(
      (each) => isSameTarget(each, registration) && each.event.name === 'data',
    )
  )
}
