import { doubted, link } from '../../ledger/link.js'
import type { Loss } from '../loss.js'
import { listenerLoss, type Begun } from './begun.js'
import { isExecutor } from '../../syntax/functions.js'

import { beginsLife, END_EVENTS, ONE_TIME_EVENTS as BEGINNINGS } from '../../protocols/teardowns.js'
import { isModuleVariable, isParameter } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../../syntax/functions.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { wasThereBefore } from '../../lives/outlives.js'
import { workOf } from './waits.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isTakenOut } from './ends/releases.js'
import { registrationsIn } from '../../ledger/registrations/registrations.js'
import type { Registration } from '../../ledger/registrations/registration.js'

/** Answers that a promise waits for one of several events and leaves the listeners for the others. */
export function leftListener(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration } = begun
  if (!losesInPromise(facts, registration)) return undefined
  const matters = isWaitedForOften(facts, registration)
    ? link('yes', 'the promise is made for what happens again and again', registration.node)
    : doubted('again', 'likely', 'the promise may be made again and again', registration.node)
  return listenerLoss(begun, 'left', 'losersStay', { matters })
}

/**
 * One of several listeners that one promise puts on an emitter which outlives it: the first event settles
 * the promise, and the listeners for the others stay.
 */
function losesInPromise(facts: FileFacts, registration: Registration): boolean {
  const scope = enclosingFunction(registration.node)
  if (!scope || !isExecutor(scope) || !isReused(facts, registration, scope)) return false
  const together = registrationsIn(facts, scope).filter(
    (other) => other.target.text === registration.target.text,
  )
  if (together.length < 2 || !together.some((other) => other.once)) return false
  if (together.some((other) => isTakenOut(facts, other))) return false
  return together[0] === registration
}

/**
 * Whether a promise waits for what happens again and again: for several events, none of which is the beginning or
 * the end of its target, in a function that does not begin something.
 */
function isWaitedForOften(facts: FileFacts, { node, target }: Registration): boolean {
  const recurring = registrationsIn(facts, enclosingFunction(node)).filter(
    ({ once, event: { name }, target: { text } }) =>
      once && text === target.text && name !== undefined && !BEGINNINGS.has(name) && !END_EVENTS.has(name),
  )
  const names = enclosingFunctions(node).map(functionName)
  return recurring.length > 1 && !names.some((name) => name !== undefined && beginsLife(name))
}

/** Whether the target of a listener is there before and after the call: `this`, a field, a module's emitter. */
function isReused(facts: FileFacts, { target }: Registration, executor: FunctionNode): boolean {
  const variable = facts.bindings.variableOf(unwrap(target.node))
  if (variable && isParameter(variable)) return true
  const before = wasThereBefore(facts, target.node, workOf(executor))
  return (
    before !== undefined &&
    (variable === undefined || isModuleVariable(variable) || rootOf(before).type === 'ThisExpression')
  )
}
