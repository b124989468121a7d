import type { FileFacts } from '../../cells/file-facts.js'
import type { Use } from '../../cells/uses.js'
import { usesOfCell } from '../../cells/uses-of-cell.js'
import { effectAround, isOnElementOfOthers } from '../../losses/common-links.js'
import type { Loss } from '../../losses/loss.js'
import { OPENS_ITSELF } from '../../protocols/ownership.js'
import { isOnEarlyWayOut } from '../../syntax/early-way-out.js'
import { enclosingFunction, isFunction } from '../../syntax/functions.js'
import { outermost } from '../../syntax/unwrap.js'
import { shown, type Shown } from './shown.js'

/** What a function ends on any way but an early one, it does not keep for as long as the program. */
export function endedHere(_facts: FileFacts, { kind, ended, at }: Loss): Shown | undefined {
  if (kind !== 'left' || !at) return undefined
  return shown(
    'it is released here, and so not kept for good',
    ended.find((node) => !isOnEarlyWayOut(node)),
  )
}

/** What an effect begins belongs to its component, of which there may be any number. */
export function beginsInEffect(facts: FileFacts, { duty, kind, owner }: Loss): Shown | undefined {
  const of = kind === 'left' && owner?.kind === 'scope' && owner.ends === 'yes' ? owner : undefined
  return shown('it belongs to a component, which ends', effectAround(facts, duty)?.node ?? of?.node)
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
  const scope = enclosingFunction(duty.site)
  const { uses, isComplete } = usesOfCell(facts, cell)
  const served = uses.filter((use) => use.kind === 'receiver' && !OPENS_ITSELF.test(use.method ?? ''))
  if (!scope || !isComplete || !uses.every((use) => use.kind === 'tested' || use.kind === 'receiver'))
    return undefined
  const isOver =
    served.length > 0 && served.every((use) => enclosingFunction(use.node) === scope && isWaitedFor(use))
  return isOver ? shown('what it was opened for has been waited for', served[0]?.node) : undefined
}

/** `await client.publish(topic)`, `return client.query(text)`; what is given a function may call it whenever it likes. */
function isWaitedFor(use: Use): boolean {
  if (use.kind !== 'receiver' || use.call.arguments.some((each) => isFunction(each))) return false
  const type = outermost(use.call).parent?.type
  return type === 'AwaitExpression' || type === 'ReturnStatement'
}
