import type { FileFacts } from '../../cells/file-facts.js'
import { effectAround, isOnElementOfOthers } from '../../losses/common-links.js'
import type { Loss } from '../../losses/loss.js'
import { isOnEarlyWayOut } from '../../syntax/early-way-out.js'
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
export function beginsInEffect(facts: FileFacts, { duty }: Loss): Shown | undefined {
  return shown('it belongs to a component, which ends', effectAround(facts, duty)?.node)
}

/** What is put on an element that a parameter names, each call puts there. */
export function isOnElementOfMany(facts: FileFacts, { duty }: Loss): Shown | undefined {
  return isOnElementOfOthers(facts, duty) ? shown('each call begins one', duty.site) : undefined
}
