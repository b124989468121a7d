import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { ownersOf, type Owner } from '../../lives/owner.js'
import { effectAround, isOnElementOfOthers } from '../../losses/common-links.js'
import type { Loss } from '../../losses/loss.js'
import { OPENS_ITSELF } from '../../protocols/ownership.js'
import { isOnEarlyWayOut } from '../../syntax/early-way-out.js'
import { enclosingFunction, isExecutor, isFunction, isWithin } from '../../syntax/functions.js'
import { moduleOf } from '../../syntax/module-origin.js'
import { outermost, wrapped } from '../../syntax/unwrap.js'
import { shown, type Shown } from './shown.js'

/** What a function ends on any way but an early one, it does not keep for as long as the program. */
export function endedHere(_facts: FileFacts, { kind, ended, at }: Loss): Shown | undefined {
  if (kind !== 'left' || !at) return undefined
  return shown(
    'it is released here, and so not kept for good',
    ended.find((node) => !isOnEarlyWayOut(node)),
  )
}

/**
 * What an effect begins belongs to its component, of which there may be any number, and so does what a function begins that hands out an
 * end of its own: `return { destroy }`.
 */
export function beginsInEffect(facts: FileFacts, { duty, kind }: Loss): Shown | undefined {
  const effect = effectAround(facts, duty)
  if (effect) return shown('it belongs to a component, which ends', effect.node)
  const of = kind === 'left' ? ownersOf(facts, duty.site).find(isScopeThatEnds) : undefined
  return of && shown(`it belongs to ${of.name}, which ends`, of.node)
}

function isScopeThatEnds({ kind, ends }: Owner): boolean {
  return kind === 'scope' && ends === 'yes'
}

/** What is put on an element that a parameter names, each call puts there. */
export function isOnElementOfMany(facts: FileFacts, { duty }: Loss): Shown | undefined {
  return isOnElementOfOthers(facts, duty) ? shown('each call begins one', duty.site) : undefined
}

/**
 * What a function keeps to itself, and has got by waiting for it what it was opened for, serves nobody when the function has
 * ended: nothing of it goes on by itself, as what calls a function back does.
 */
export function hasServed(facts: FileFacts, { kind, form, cell, duty }: Loss): Shown | undefined {
  if (kind !== 'left' || form !== 'neverReleased' || cell?.kind !== 'local') return undefined
  // What a module opens once for all who ask is not over with one of them.
  if (duty.kind.closers.length > 0 && moduleOf(duty.site.callee, facts.bindings) !== undefined)
    return undefined
  const { uses, isComplete } = usesOfCell(facts, cell)
  const served = uses.filter((use) => use.kind === 'receiver' && !OPENS_ITSELF.test(use.method ?? ''))
  if (!isComplete || !uses.every((use) => use.kind === 'tested' || use.kind === 'receiver')) return undefined
  const isOver =
    served.length > 0 && served.every((use) => enclosingFunction(use.node) === cell.scope && isWaitedFor(use))
  return isOver ? shown('what it was opened for has been waited for', served[0]?.node) : undefined
}

/** `await client.publish(topic)`, `return pool.request().query(text)`; what is given a function may call it whenever it likes. */
function isWaitedFor(use: Use): boolean {
  if (use.kind !== 'receiver') return false
  let call = use.call
  for (let next: TSESTree.CallExpression | undefined = call; next; next = callOn(next)) {
    if (next.arguments.some((each) => isFunction(each))) return false
    call = next
  }
  const type = outermost(call).parent?.type
  return type === 'AwaitExpression' || type === 'ReturnStatement' || type === 'ArrowFunctionExpression'
}

/** The call of a method of what a call answers. */
function callOn(call: TSESTree.CallExpression): TSESTree.CallExpression | undefined {
  const member = wrapped(call).parent
  const next =
    member?.type === 'MemberExpression' && member.object === wrapped(call)
      ? wrapped(member).parent
      : undefined
  return next?.type === 'CallExpression' && next.callee === wrapped(member as TSESTree.Node)
    ? next
    : undefined
}

/**
 * `new Promise((resolve) => createServer((socket) => resolve(socket)).listen(port))`: what was opened for one that comes has
 * served when it is there.
 */
export function waitsForOne(facts: FileFacts, { duty: { site } }: Loss): Shown | undefined {
  const executor = enclosingFunction(site)
  if (!isExecutor(executor)) return undefined
  const [resolve] = executor.params
  const variable = resolve?.type === 'Identifier' ? facts.bindings.variableOf(resolve) : undefined
  const handlers = site.arguments.filter((each) => isFunction(each))
  const settled = variable?.references.find(({ identifier }) =>
    handlers.some((handler) => isWithin(identifier, handler)),
  )
  return shown('the promise that it was opened for is settled by the first that comes', settled?.identifier)
}
