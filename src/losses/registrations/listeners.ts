import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { link } from '../../ledger/link.js'
import type { Loss } from '../loss.js'
import { surestOf } from '../sureness.js'
import { leftByAlternative } from './alternatives.js'
import { isAbortListenerLeft, lastingSignal } from './signals/callers-signals.js'
import { linksOfListener, listenersBegun, listenerLoss, type Begun, type Links } from './begun.js'
import { forwardedTo } from './signals/forwarded-aborts.js'
import { listenerOfWork } from './for-work.js'
import { listenerPerCall } from './per-call.js'
import { listenerPerSession } from './per-session.js'
import { leftListener } from './left.js'
import { lifeOfMadeSignal } from './signals/made-signals.js'
import { addedPastEnd, forgottenListener, outlivedListener } from './outlived.js'
import { linksOfRemoval } from './ends/removal-at-end.js'
import { repeatedListener } from './repeated.js'
import { stackedListener } from './stacked.js'
import { leftByWait } from './waits.js'

/** Answers the losses of the listeners of a file: each listener once, in the surest of the ways to lose it. */
export const listenerLosses = perFile((facts): readonly Loss[] =>
  listenersBegun(facts).flatMap((begun) => surestOf(lossesOf(facts, begun)) ?? []),
)

/** The ways to lose one, the plainest first. */
function lossesOf(facts: FileFacts, begun: Begun): Loss[] {
  const always = linksOfListener(facts, begun)
  const others = OTHER_WAYS.flatMap((way) => way(facts, begun) ?? [])
  // What goes with the call, or is taken out by others, is lost in no way that asks for these links.
  if (facts.onlyKnown && Object.values(always).some(({ sure }) => sure === 'no')) return others
  const left = leftListener(facts, begun)
  const found = left ? [{ ...left, links: { ...left.links, ...always } }] : []
  const removed = { ...linksOfRemoval(facts, begun), ...always }
  const forwarded = forwardedListener(facts, begun)
  // A removal that comes at the collection of the controller only is none.
  if (forwarded) found.push({ ...forwarded, links: { ...forwarded.links, ...always } })
  found.push(...others)
  for (const way of [forgottenListener, callersListener, madeListener, outlivedListener]) {
    const loss = way(facts, begun)
    if (loss) found.push({ ...loss, links: { ...loss.links, ...removed, ...overBefore(loss) } })
  }
  const repeated = repeatedListener(facts, begun)
  // What belongs to the owner is there for each of its calls.
  if (repeated) found.push({ ...repeated, links: { ...removed, ...repeated.links, ...always } })
  return found
}

/** The ways to lose one that know for themselves how long it lasts, and who ends it. */
const OTHER_WAYS = [
  leftByWait,
  leftByAlternative,
  listenerOfWork,
  listenerPerCall,
  listenerPerSession,
  stackedListener,
  addedPastEnd,
]

/** What is over by itself is so whatever takes it out. */
function overBefore({ links: { open } }: Loss): Links {
  return open?.sure === 'no' ? { open } : {}
}

/** `signal.addEventListener('abort', …)` of a caller's signal, left when the work has settled. */
function callersListener(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const isOfCaller = registration.event.name === 'abort' && holder.origin === 'parameter'
  if (!isOfCaller || isAbortListenerLeft(facts, registration) !== 'yes') return undefined
  return listenerLoss(begun, 'left', 'abortLeft', { lasting: lastingSignal(facts, registration) })
}

/** `signal.addEventListener('abort', () => controller.abort())`, where the controller outlives the call. */
function forwardedListener(facts: FileFacts, begun: Begun): Loss | undefined {
  const controller = forwardedTo(facts, begun.registration)
  if (!controller) return undefined
  const lasting = link('likely', `the caller's signal may outlive ${controller.name}`)
  return listenerLoss(begun, 'left', 'abortForwarded', { lasting }, { controller: controller.name })
}

/** A listener on `AbortSignal.any([…])` or `AbortSignal.timeout(…)`, which would go with the call without it. */
function madeListener(facts: FileFacts, begun: Begun): Loss | undefined {
  const life = lifeOfMadeSignal(facts, begun.registration)
  if (!life) return undefined
  const lasting = link('likely', 'a signal that is listened to stays until it aborts')
  return listenerLoss(begun, 'left', life === 'follows' ? 'signalFollows' : 'signalWaits', { lasting })
}
