import { functionsMeantBy } from '../cells/call-targets.js'
import { cellOfParameter } from '../cells/cell-of.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { usesOfCell } from '../cells/uses-of-cell.js'
import type { Duty } from '../ledger/duty.js'
import type { FunctionNode } from '../syntax/functions.js'
import { effectsOfCell } from './cell-effects.js'
import { bodyEffect, type BodyEffect } from './body-effect.js'

/** What a call of a function in view does with a duty that it is given. */
export type CallEffect = BodyEffect | 'takes' | 'mayTake' | 'unknown'

/**
 * Answers what a call does with the duty of its argument, where what it calls is in view: how the parameter leaves the
 * function, on all of its ways. Unknown for functions of other files, and for those that call each other in a circle.
 */
export function callEffect(facts: FileFacts, duty: Duty, call: CallNode, index: number): CallEffect {
  if (call.type === 'NewExpression' || call.arguments.some(({ type }) => type === 'SpreadElement'))
    return 'unknown'
  const [first, ...others] = functionsMeantBy(facts, call.callee).map((target) =>
    effectOnParameter(facts, duty, target, index),
  )
  if (first === undefined) return 'unknown'
  return others.every((other) => other === first) ? first : 'mayTake'
}

/** By what ends it, and by function and parameter: each is walked once for each kind of thing it is given. */
const summaries = perFile(() => new Map<object, Map<FunctionNode, CallEffect[]>>())

function effectOnParameter(facts: FileFacts, duty: Duty, target: FunctionNode, index: number): CallEffect {
  const byKind = summaries(facts)
  const ofKind = byKind.get(duty.kind) ?? new Map<FunctionNode, CallEffect[]>()
  byKind.set(duty.kind, ofKind)
  const known = ofKind.get(target) ?? []
  ofKind.set(target, known)
  const before = known[index]
  if (before !== undefined) return before
  // A function that gets here again, by way of others, tells nothing.
  known[index] = 'unknown'
  const effect = summaryOf(facts, duty, target, index)
  known[index] = effect
  return effect
}

function summaryOf(facts: FileFacts, duty: Duty, target: FunctionNode, index: number): CallEffect {
  const cell = cellOfParameter(facts, target, index)
  if (!cell) return 'unknown'
  const { writes, isComplete } = usesOfCell(facts, cell)
  if (!isComplete || writes.some(({ target: { parent } }) => parent?.type === 'AssignmentExpression'))
    return 'unknown'
  const found = effectsOfCell(facts, asGiven(duty), cell, target.body)
  if (found.takers.length > 0) return found.takers.every(({ isSure }) => isSure) ? 'takes' : 'mayTake'
  return bodyEffect(facts, target.body, found.effects, cell)
}

/** To a function a duty is a value that it is given, however it arrived; a release that is a function stays one. */
function asGiven(duty: Duty): Duty {
  return duty.arrival.as === 'member' ? duty : { ...duty, arrival: { as: 'value' } }
}
