import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { sameEvent } from './events.js'
import { sameHandler } from './handlers.js'
import type { Registration, Removal } from './registration.js'
import { sameTarget } from './targets.js'
import { unfilledHandler } from './unfilled.js'

/**
 * Whether a removal takes out what a registration put in. Unknown where the target, the event or the
 * handler cannot be compared; "no" for another event, another handler, a function made anew, or another
 * capture flag.
 */
export function takesOut(
  facts: FileFacts,
  removal: Removal,
  registration: Registration,
): 'yes' | 'no' | 'unknown' {
  const target = sameTarget(facts, removal.target, registration.target)
  if (target === 'no') return 'no'
  // What empties another target by another name says nothing of this one.
  if (target === 'unknown' && !removal.handler && removal.target.text !== registration.target.text)
    return 'no'
  if (hasOtherCapture(removal, registration)) return 'no'
  const event = removal.event ? sameEvent(removal.event, registration.event) : 'yes'
  if (event === 'no') return 'no'
  const handler = removal.handler ? sameHandler(facts, removal.handler, registration.handler) : 'yes'
  if (handler === 'no' || isUnfilled(facts, removal)) return 'no'
  return target === 'yes' && event === 'yes' && handler === 'yes' ? 'yes' : 'unknown'
}

function hasOtherCapture({ capture: given }: Removal, { capture: set }: Registration): boolean {
  return given !== undefined && set !== undefined && given !== set
}

/** What is certainly empty takes out nothing. */
const isUnfilled = perKey(
  (facts: FileFacts, { handler }: Removal): boolean =>
    handler !== undefined && unfilledHandler(facts, handler)?.sure === 'yes',
)

/** Whether a removal names the very event, handler and capture flag of a registration, whatever its target is called. */
export function namesSame(facts: FileFacts, removal: Removal, registration: Registration): boolean {
  return (
    removal.event !== undefined &&
    removal.handler !== undefined &&
    !hasOtherCapture(removal, registration) &&
    (removal.event.name !== undefined || removal.event.constant !== undefined) &&
    sameEvent(removal.event, registration.event) === 'yes' &&
    sameHandler(facts, removal.handler, registration.handler) === 'yes' &&
    sameTarget(facts, removal.target, registration.target) !== 'no'
  )
}
