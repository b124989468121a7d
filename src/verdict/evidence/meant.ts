import type { FileFacts } from '../../cells/file-facts.js'
import { originalOf, type Duty } from '../../ledger/duty.js'
import { makesByName } from '../../ledger/makers.js'
import { isInFinally } from '../../ledger/sources/evidence-of-ends.js'
import { undoneBeside, undoneInFinally } from '../../ledger/sources/inverse.js'
import { evidentEnd } from '../../ledger/sources/learned.js'
import { endedByOthers } from '../../ledger/sources/parameters.js'
import type { Loss } from '../../losses/loss.js'
import { isOnEarlyWayOut } from '../../syntax/early-way-out.js'
import { shown, type Shown } from './shown.js'

/** What a function ends on one of its ways, it is meant to end on the others. */
function releasedSomewhere(_facts: FileFacts, { released, duty, form }: Loss): Shown | undefined {
  // A switch that an exception leaves on is set anew by the next who needs it.
  if (isSwitch(duty) && (form === 'openOnThrow' || ON_FAILURE.has(form))) return undefined
  return shown('it is released on another way', released?.[0])
}

/**
 * That leaves no doubt where something is known of it already. Of a class that cannot be seen, or of a switch, an exception says
 * nothing: few programs mind. Nor does what ends something that was looked up, unless in a `finally`, or what ends it where the work
 * has failed, of the way on which it succeeds.
 */
export function releasedOtherwise(facts: FileFacts, loss: Loss): Shown | undefined {
  const { form, duty, released = [] } = loss
  const isUnknown = duty.owed.sure === 'unknown'
  if (duty.source === 'inverse' && (isUnknown || form === 'openOnThrow')) return undefined
  if (isUnknown && form === 'openOnThrow') return undefined
  const { site, source } = originalOf(duty)
  const isMade = makesByName(site) || duty.kind.methods.some((each) => each.startsWith('Symbol.'))
  if (source === 'learned' && !isMade && !released.some(isInFinally)) return undefined
  const isWhereItFails = form !== 'openOnThrow' && released.every(isOnEarlyWayOut)
  return isWhereItFails ? undefined : releasedSomewhere(facts, loss)
}

/** What is ended where the work succeeds, is meant to be ended where it fails; what is handed on there may just be dropped. */
export function endedOnSuccess(_facts: FileFacts, loss: Loss): Shown | undefined {
  const { kind, form, duty, ended, released } = loss
  if (kind !== 'left' || !ON_FAILURE.has(form) || isSwitch(duty)) return undefined
  return shown('it is ended where that succeeds', (released ?? ended)[0])
}

const ON_FAILURE: ReadonlySet<string> = new Set(['openOnFailure', 'openOnRejection', 'openWhereRejected'])

/** Other sites of the same maker are ended, in a way that is no chance; also of what is handed out here. */
export function endedForCertain(facts: FileFacts, { duty }: Loss): Shown | undefined {
  const original = originalOf(duty)
  return (
    shown('the file ends what the same maker answers', evidentEnd(facts, original)) ??
    shown('other callbacks of the same call end it', endedByOthers(facts, original))
  )
}

/** A `finally` leaves no doubt that what is begun has to be undone. */
export function undoneForCertain(facts: FileFacts, { duty }: Loss): Shown | undefined {
  return shown('it is undone in a finally', undoneInFinally(facts, originalOf(duty)))
}

/** A switch that one function turns on and off is not meant to stay on. */
export function undoneHere(facts: FileFacts, { duty, form }: Loss): Shown | undefined {
  if (form === 'openOnThrow') return undefined
  return shown('the same function undoes it', undoneBeside(facts, originalOf(duty)))
}

function isSwitch({ source, owed }: Duty): boolean {
  return source === 'inverse' && owed.sure === 'unknown'
}
