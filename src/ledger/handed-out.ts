import { perKey, type FileFacts } from '../cells/file-facts.js'
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js'
import { answererOf } from './answers.js'
import { duties } from './duties.js'
import type { Duty } from './duty.js'
import { handedOutBy, type HandedOut } from './sources/factories.js'

/** What a function hands to its callers, and the duty that it is there. */
export interface Handed {
  readonly duty: Duty
  readonly handed: HandedOut
}

const NOTHING = 'nothing'

/** Answers what a function begins and hands to its callers, who have to end it; undefined where it is nothing. */
export function handedOutByFunction(facts: FileFacts, node: FunctionNode): Handed | undefined {
  const found = handedOut(facts, node)
  return found === NOTHING ? undefined : found
}

const handedOut = perKey((facts: FileFacts, node: FunctionNode): Handed | typeof NOTHING => {
  for (const duty of duties(facts)) {
    const scope = enclosingFunction(duty.site)
    const isMadeThere =
      duty.owed.sure !== 'unknown' &&
      duty.owed.sure !== 'no' &&
      scope !== undefined &&
      answererOf(facts, scope) === node
    const isWhole =
      duty.arrival.as === 'value' || (duty.arrival.as === 'member' && duty.arrival.path.length === 0)
    const handed = isMadeThere && isWhole ? handedOutBy(facts, duty, scope) : undefined
    if (handed) return { duty, handed }
  }
  return NOTHING
}, NOTHING)
