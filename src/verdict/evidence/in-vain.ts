import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { callbacksOfTimer, startOfTimer } from '../../ledger/sources/registered/timers.js'
import { executionAround } from '../../lives/execution.js'
import { callsIn } from '../../lives/repetition/calls.js'
import { handleOfDuty } from '../../losses/handles/handle.js'
import { timerOf } from '../../losses/timers/timer.js'
import type { Loss } from '../../losses/loss.js'
import { GIVES_UP } from '../../protocols/signals.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { BY_FAILURE } from './program.js'
import { shown, type Shown } from './shown.js'

/**
 * A timeout that a failure leaves, and that only settles the promise of that work or gives the work up once more, does nothing when
 * it fires: it is late, once for each failure. How long it may wait where that is not known is for its maker to say.
 */
export function firesInVain(facts: FileFacts, { form, duty }: Loss): Shown | undefined {
  const handle = BY_FAILURE.has(form) ? handleOfDuty(facts, duty) : undefined
  const timer = handle && timerOf(facts, handle)
  if (!timer || timer.perpetual || timer.delay !== undefined) return undefined
  const start = startOfTimer(facts, duty)
  const callback = start?.arguments[0]
  if (!start || !callback) return undefined
  const scopes = callbacksOfTimer(facts, duty)
  const isVain =
    isSettler(facts, start, callback) ||
    (scopes.length > 0 && scopes.every((each) => isOverThen(facts, start, each)))
  return isVain ? shown('what it would settle or give up is over by then', callback) : undefined
}

/** Whether a function calls nothing but what settles the promise around it, or gives the work up. */
function isOverThen(facts: FileFacts, start: TSESTree.CallExpression, scope: FunctionNode): boolean {
  const calls = callsIn(facts, scope)
  return (
    calls.length > 0 &&
    calls.every((call) => isSettler(facts, start, call.callee) || GIVES_UP.has(memberCalled(call) ?? ''))
  )
}

function isSettler(facts: FileFacts, start: TSESTree.CallExpression, node: TSESTree.Node): boolean {
  const execution = executionAround(facts, start)
  const variable = facts.bindings.variableOf(unwrap(node))
  return variable !== undefined && (variable === execution?.resolve || variable === execution?.reject)
}

function memberCalled(call: TSESTree.CallExpression): string | undefined {
  return receiverOf(call) ? calleeName(call) : undefined
}
