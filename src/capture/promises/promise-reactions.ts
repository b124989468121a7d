import type { TSESTree } from '@typescript-eslint/utils'

import { LATE_ENDS, OVER_AT_FIRST } from '../../protocols/promises.js'
import { isModuleVariable } from '../../syntax/bindings.js'
import { constantString } from '../../syntax/constants.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap, outermost } from '../../syntax/unwrap.js'
import { combinatorOf } from '../../cells/values/combinators.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { derivedFrom, originOf } from '../../cells/values/derived-promises.js'
import { eventWaits } from './event-waits.js'
import { pendingPromises, type PendingPromise } from './pending-promises.js'
import { repetitionOf, type PromiseRepetition } from './promise-repetition.js'
import { isTestCode } from '../../lives/test-code.js'

/** Something that is hung on a promise which stays pending, again and again, and stays with it. */
export interface PendingReaction {
  /** Where the promise is named. */
  node: TSESTree.Node
  promise: PendingPromise
  repetition: PromiseRepetition
  certainty: Certainty
  /**
   * - `raced`: what waits for several promises, with the result of the others
   * - `chained`: a callback, with what it uses of its call
   * - `awaited`: a call that goes on when the promise settles, with what it uses then
   */
  problem: 'raced' | 'chained' | 'awaited'
  /** For `raced`: the call that waits for several promises. */
  combinator: TSESTree.CallExpression | undefined
}

/** Answers what a file hangs on promises that stay pending, once more at each call or turn of a loop. */
export const pendingReactions = perFile((facts): readonly PendingReaction[] => {
  if (isTestCode(facts)) return []
  return pendingPromises(facts).flatMap((promise) =>
    promise.uses.flatMap((node) => reactionOn(facts, promise, node) ?? []),
  )
})

function reactionOn(
  facts: FileFacts,
  promise: PendingPromise,
  node: TSESTree.Node,
): PendingReaction | undefined {
  const hung = hungOn(facts, node)
  const repetition = hung && repetitionOf(facts, promise, node)
  if (!repetition || settlesAround(promise, node)) return undefined
  if (!repetition.isLoop && (waitsForItself(promise, hung) || isAmongEnds(facts, hung, node)))
    return undefined
  if (hung.problem !== 'raced' && (repetition.isLoop || !usesItsCall(facts, node, hung.problem))) {
    return undefined
  }
  const isSure = promise.certainty === 'known' || (promise.life === 'function' && repetition.isLoop)
  const isOften = hung.problem === 'raced' || repetition.by.startsWith('each run')
  const isMeant = promise.ending.kind === 'teardown' && !isOverAtFirst(hung)
  const certainty = isSure && isOften && !isMeant ? repetition.certainty : 'likely'
  return { node, promise, repetition, certainty, ...hung }
}

/** What becomes of a promise where it is named. */
function hungOn(facts: FileFacts, node: TSESTree.Node): Hung | undefined {
  const derived = derivedFrom(node)
  const combinator = combinatorOf(facts, derived)
  if (combinator) return { problem: 'raced', combinator }
  const { parent } = derived
  if (derived !== outermost(node)) {
    const isDropped = parent?.type === 'ExpressionStatement' || parent?.type === 'UnaryExpression'
    return isDropped ? { problem: 'chained', combinator: undefined } : undefined
  }
  return parent?.type === 'AwaitExpression' ? { problem: 'awaited', combinator: undefined } : undefined
}

type Hung = Pick<PendingReaction, 'problem' | 'combinator'>

/** Whether a race need not wait for the promise. */
function isOverAtFirst({ combinator }: Hung): boolean {
  return combinator === undefined || OVER_AT_FIRST.has(calleeName(combinator) ?? '')
}

/** Whether a function goes on only when the promise has settled by something that comes soon, as far as it seems. */
function waitsForItself({ ending }: PendingPromise, hung: Hung): boolean {
  return ending.kind === 'event' && !isOverAtFirst(hung)
}

/** `Promise.race([stopped, once(server, 'close')])`: what waits for nothing but ends runs about as often as they come. */
function isAmongEnds(facts: FileFacts, { combinator }: Hung, node: TSESTree.Node): boolean {
  const list = combinator?.arguments[0]
  const others =
    list?.type === 'ArrayExpression'
      ? list.elements.filter((element) => !element || !isWithin(node, element))
      : []
  const ends = endsOfFile(facts)
  return others.length > 0 && others.every((other) => other && ends.has(originOf(other)))
}

/** Where promises of an end are named. */
const endsOfFile = perFile((facts): ReadonlySet<TSESTree.Node> => {
  const waits = eventWaits(facts).filter(({ event }) =>
    LATE_ENDS.has(constantString(event, facts.bindings) ?? ''),
  )
  const promises = pendingPromises(facts).filter(({ ending }) => ending.kind !== 'never')
  return new Set([...waits.map(({ node }) => node), ...promises.flatMap(({ uses }) => uses)])
})

/** Whether the function around a node settles the promise itself: it waits for what it has brought about. */
function settlesAround({ settledBy, executor }: PendingPromise, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope || !('names' in settledBy)) return false
  return settledBy.names.some((name) => isWithin(name, scope) && !(executor && isWithin(name, executor)))
}

/** Whether a callback, or the rest of a call, uses what that call was given or has made. */
function usesItsCall(facts: FileFacts, node: TSESTree.Node, problem: 'chained' | 'awaited'): boolean {
  const scope = enclosingFunction(node)
  if (!scope) return false
  if (problem === 'awaited') return isUsedLater(facts, scope, node)
  const call = outermost(outermost(node).parent ?? node).parent
  if (call?.type !== 'CallExpression') return false
  return call.arguments.some((argument) => {
    const callback = unwrap(argument)
    if (isFunction(callback)) return capturesLocals(facts, callback)
    const variable = facts.bindings.variableOf(callback)
    return variable !== undefined && variable.defs.length > 0 && !isModuleVariable(variable)
  })
}

function capturesLocals({ sourceCode }: FileFacts, callback: FunctionNode): boolean {
  const through = sourceCode.scopeManager?.acquire(callback)?.through ?? []
  return through.some(({ resolved }) => resolved && resolved.defs.length > 0 && !isModuleVariable(resolved))
}

/** `await stopped; socket.destroy()`, with what the function was given. */
function isUsedLater(facts: FileFacts, scope: FunctionNode, node: TSESTree.Node): boolean {
  const variables = facts.sourceCode.scopeManager?.getDeclaredVariables(scope) ?? []
  return variables.some(
    (variable) =>
      variable.defs.some(({ type }) => (type as string) === 'Parameter') &&
      variable.references.some(({ identifier }) => identifier.range[0] > node.range[1]),
  )
}
