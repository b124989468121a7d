import type { FileFacts } from '../../cells/file-facts.js'
import { ownersOf } from '../../lives/owner.js'
import { programStartAround } from '../../lives/ends/program-start.js'
import type { Loss } from '../../losses/loss.js'
import { beginsSession } from '../../protocols/teardowns.js'
import { functionName, isFunction } from '../../syntax/functions.js'
import { shown, type Shown } from './shown.js'

/** What is lost where a program fails that has nothing else to do is lost once, and with the program. */
export function failsWithProgram(facts: FileFacts, { form, duty }: Loss): Shown | undefined {
  return BY_FAILURE.has(form) ? programStartAround(facts, duty.site) : undefined
}

/**
 * `export async function startServer() { …; return { stop } }`: what fails to start by a function of a module is not there for anybody,
 * who mostly gives up then. A member that starts is asked again by whoever has the instance.
 */
export function failsAsItStarts(facts: FileFacts, { form, duty }: Loss): Shown | undefined {
  const [owner] = BY_FAILURE.has(form) ? ownersOf(facts, duty.site) : []
  if (owner?.kind !== 'scope' || owner.ends !== 'yes' || !isFunction(owner.node)) return undefined
  const isEndHandedOut = owner.teardowns.some(({ node }) => node.parent.type === 'Property')
  const isStart = beginsSession(functionName(owner.node) ?? '') && !facts.places.memberOf(owner.node)
  return isStart && isEndHandedOut
    ? shown(`who starts ${owner.name} gives up where that fails`, owner.node)
    : undefined
}

/** The forms of a loss that only a failure makes one. */
export const BY_FAILURE: ReadonlySet<string> = new Set([
  'openOnThrow',
  'openOnRejection',
  'openOnFailure',
  'openWhereSettled',
])
