import type { TSESTree } from '@typescript-eslint/utils'

import { OVER_AT_FIRST } from '../../protocols/promises.js'
import { LONG_DELAY_MS, PROMISE_TIMER_MODULES } from '../../protocols/timers.js'
import { isParameter } from '../../syntax/bindings.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { usualNumber } from '../../cells/values/usual-number.js'
import { combinatorOf } from '../../cells/values/combinators.js'
import { derivedFrom } from '../../cells/values/derived-promises.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { localNamesOf } from '../../cells/definitions/imported-names.js'
import { executionAround } from '../../lives/execution.js'
import { callsOf } from '../../lives/repetition/calls.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'
import { useOf } from '../../cells/uses/uses.js'

/** A race that a timer's promise takes part in. */
export interface TimerRace {
  combinator: TSESTree.CallExpression
  /** The function that starts the timer, where another one runs the race. */
  helper: FunctionNode | undefined
  /** Whether the file says how long it waits. */
  isTimeKnown: boolean
}

/**
 * Answers a race against the promise that a timer settles after a long time: in place, or as what a function of the file
 * answers, `Promise.race([work, delay(30_000)])`.
 */
export function raceOfTimer(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  delay: number | undefined,
): TimerRace | undefined {
  const promise = executionAround(facts, node)?.executor.parent
  if (!promise) return undefined
  const combinator = raceOf(facts, promise)
  if (combinator) {
    return isLongDelay(delay)
      ? { combinator, helper: undefined, isTimeKnown: delay !== undefined }
      : undefined
  }
  const helper = useOf(facts, promise).kind === 'returned' ? enclosingFunction(promise) : undefined
  if (!helper || isTestCode(facts)) return undefined
  for (const call of callsOf(facts, helper)) {
    const time = delayOfCall(facts, helper, node, call, delay)
    const race = time && isLongDelay(time.ms) ? raceOf(facts, call) : undefined
    if (race && !runsOnce(facts, race))
      return { combinator: race, helper, isTimeKnown: time?.ms !== undefined }
  }
  return undefined
}

/** How long a helper's timer waits when a call runs it, where the file says so; undefined where it is not told by the call. */
function delayOfCall(
  facts: FileFacts,
  helper: FunctionNode,
  node: TSESTree.CallExpression,
  call: TSESTree.CallExpression,
  own: number | undefined,
): { readonly ms: number | undefined } | undefined {
  if (own !== undefined) return { ms: own }
  const given = node.arguments[1] && unwrap(node.arguments[1])
  const variable = given && facts.bindings.variableOf(given)
  if (!variable || !isParameter(variable)) return undefined
  const index = helper.params.findIndex((parameter) => {
    const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
    return facts.bindings.variableOf(name) === variable
  })
  const argument = call.arguments[index]
  if (!argument || argument.type === 'SpreadElement') return undefined
  return { ms: usualNumber(facts, argument) }
}

/** How long a race waits at most that the file does not say is long rather than short. */
function isLongDelay(delay: number | undefined): boolean {
  return (delay ?? LONG_DELAY_MS) >= LONG_DELAY_MS
}

function raceOf(facts: FileFacts, promise: TSESTree.Node): TSESTree.CallExpression | undefined {
  const combinator = combinatorOf(facts, derivedFrom(promise))
  return combinator && OVER_AT_FIRST.has(calleeName(combinator) ?? '') ? combinator : undefined
}

/** Answers the calls of `setTimeout()` of `node:timers/promises` that race for long, without a signal to end them. */
export const racedSleeps = perFile((facts): readonly TSESTree.CallExpression[] => {
  if (isTestCode(facts)) return []
  return localNamesOf(facts, 'setTimeout', PROMISE_TIMER_MODULES).flatMap((name) =>
    (facts.nodes.calls.get(name) ?? []).filter((call) => {
      const [delay, , options] = call.arguments
      if (call.callee.type !== 'Identifier' || !delay || options || delay.type === 'SpreadElement')
        return false
      return (
        isLongDelay(usualNumber(facts, delay)) && raceOf(facts, call) !== undefined && !runsOnce(facts, call)
      )
    }),
  )
})
