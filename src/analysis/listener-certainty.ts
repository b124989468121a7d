import { LAST_EVENTS, ONE_TIME_EVENTS } from '../protocols/listeners.js'
import { enclosingFunction } from '../syntax/functions.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import type { Holder } from '../lives/lifetime.js'
import { isMadeAnew } from './listener-matching.js'
import type { Owner } from '../lives/owner.js'
import type { Registration } from '../ledger/registrations.js'
import { runsOnce } from '../lives/multiplicity.js'

/** How sure it is that a listener which nothing takes out is a leak; undefined where it is over soon, or goes with its owner. */
export function certaintyOf(
  facts: FileFacts,
  registration: Registration,
  holder: Holder,
  owners: readonly Owner[],
): Certainty | undefined {
  if (isOver(registration)) return undefined
  const [owner] = owners
  if (holder.lifetime === 'module') {
    if (!owner) return runsOnce(facts, registration.node) ? undefined : 'likely'
    if (owner.ends !== 'yes')
      return owner.kind === 'instance' || owner.kind === 'scope' ? 'likely' : undefined
    return holder.ownModule === true || isRunElsewhere(registration, owner) ? 'likely' : 'known'
  }
  // Given from outside: it may live as long as the owner or longer. A handler that cannot be named again
  // can never be removed, and an owner with an end was meant to let go.
  if (!isMadeAnew(registration.handler) && holder.origin !== 'import') return undefined
  if (holder.origin === 'import') {
    if (runsOnce(facts, registration.node)) return undefined
    return !owner || owner.ends === 'yes' ? 'likely' : undefined
  }
  if (isOfSignal(registration) && holder.origin === 'parameter') return 'likely'
  return holder.origin === 'injected' && owner?.ends === 'yes' && owner.kind === 'instance'
    ? 'likely'
    : undefined
}

/** `signal.addEventListener('abort', …)`: requests and readers have an event of that name as well. */
function isOfSignal({ event, protocol, target }: Registration): boolean {
  return event.name === 'abort' && protocol.add === 'addEventListener' && /signal/i.test(target.text)
}

/** Whether the call stands in a function that an object hands to another call: who runs it, and where, is open. */
function isRunElsewhere(registration: Registration, owner: Owner): boolean {
  for (
    let scope = enclosingFunction(registration.node);
    scope && scope !== owner.node;
    scope = enclosingFunction(scope)
  ) {
    const { parent } = scope
    if (parent.type === 'Property' && owner.kind !== 'instance') return true
  }
  return false
}

/** Whether a listener is over by itself before anyone minds: its event comes once, and soon or at the end of all. */
export function isOver(registration: Registration): boolean {
  const name = registration.event.name
  if (name !== undefined && ONE_TIME_EVENTS.has(name)) return true
  return registration.once && name !== undefined && !LAST_EVENTS.test(name)
}

/** `emitter.on('error', () => {})` keeps the program from crashing; it is meant to stay. */
export function isSafetyHandler(registration: Registration): boolean {
  return registration.event.name === 'error'
}
