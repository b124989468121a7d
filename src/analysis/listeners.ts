import { listenersAddedAtEnd } from './added-at-end.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { isParameter } from '../syntax/bindings.js'
import { runsAtModuleLoad } from '../syntax/functions.js'
import { unwrap } from '../syntax/unwrap.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { isAbortListenerLeft } from './abort-listeners.js'
import { lifeOfMadeSignal } from './composite-signals.js'
import { forwardedTo, holdsOnlyWeakly } from './forwarded-aborts.js'
import { endOfSignal, type SignalEnding } from './signal-endings.js'
import { certaintyOf, isOver, isSafetyHandler } from './listener-certainty.js'
import { isTakenOut, isTargetEnded, returnsDisposer } from './listener-releases.js'
import { isWaitedForOften, losesInPromise } from './losing-listeners.js'
import { holderOf, type Holder } from '../lives/lifetime.js'
import { isMadeAnew } from './listener-matching.js'
import { collectedNeighbour, removedNeighbour, removedSibling } from './listener-siblings.js'
import { ownersOf, type Owner } from '../lives/owner.js'
import { registrations, type Registration, type Removal } from '../ledger/registrations.js'
import { recurrenceOf, type Recurrence } from './repeated-registrations.js'
import { runsOnce } from '../lives/multiplicity.js'

/** A listener that stays on its target after its owner has ended. */
export interface ListenerLeak {
  registration: Registration
  certainty: Certainty
  /**
   * - `neverRemoved`: the target outlives the owner and nothing takes the listener out
   * - `siblingRemoved`: the owner's end takes out the listeners beside it, but not this one
   * - `siblingCollected`: a subscription beside it is released with the owner, but not this one
   * - `addedAgain`: it is added anew while those before it are still there
   * - `signalStays`: it was given a signal, which nothing aborts in time
   * - `abortLeft`: it waits for the caller's signal to abort, also when the work has settled
   * - `abortForwarded`: it aborts a controller, which stays for as long as the caller's signal
   * - `signalFollows`, `signalWaits`: it keeps a signal that follows others, or waits for a time
   * - `losersStay`: of several listeners of one promise only the one that fires goes
   */
  problem:
    | 'neverRemoved'
    | 'siblingRemoved'
    | 'siblingCollected'
    | 'addedAgain'
    | 'signalStays'
    | 'abortLeft'
    | 'abortForwarded'
    | 'signalFollows'
    | 'signalWaits'
    | 'losersStay'
  holder: Holder
  owner: Owner | undefined
  /** The removal of a sibling, for `siblingRemoved`. */
  sibling: Removal | undefined
  /** What collects the subscription beside it, for `siblingCollected`. */
  collected: TSESTree.CallExpression | undefined
  /** Why it is added anew, for `addedAgain`. */
  recurrence: Recurrence | undefined
  /** How its signal ends, for `signalStays`. */
  ending: SignalEnding
  /** What it aborts, for `abortForwarded`. */
  controller?: string
}

/** Answers the listeners of a file that outlive their owner. */
export const listenerLeaks = perFile((facts): readonly ListenerLeak[] => {
  return registrations(facts).flatMap((registration) => leakOf(facts, registration) ?? [])
})

function leakOf(facts: FileFacts, registration: Registration): ListenerLeak | undefined {
  const { node } = registration
  // An addition where a removal was meant is another mistake, with another remedy: the removal is there.
  if (addedAtEnd(facts).has(registration)) return undefined
  if (runsAtModuleLoad(node) || returnsDisposer(facts, registration)) return undefined
  const ending = endOfSignal(facts, registration)
  if (ending.end === 'atEnd' || ending.end === 'unknown') return undefined
  const holder = holderOf(facts, registration.target.node)
  const owners = ownersOf(facts, node)
  const found = {
    registration,
    holder,
    owner: owners[0],
    sibling: undefined,
    collected: undefined,
    recurrence: undefined,
    ending,
  }
  if (holder.lifetime === 'call' || registration.byComponent) return undefined
  if (losesInPromise(facts, registration)) {
    return {
      ...found,
      certainty: isWaitedForOften(facts, registration) ? 'known' : 'likely',
      problem: 'losersStay',
    }
  }
  if (holder.lifetime === 'owner') return undefined
  if (isTakenOut(facts, registration)) return forwardLeak(facts, found)
  if (isTargetEnded(facts, registration)) return undefined
  const sibling = removedSibling(facts, registration)
  if (sibling) {
    const certainty = registration.once || isSafetyHandler(registration) ? 'likely' : 'known'
    return { ...found, certainty, problem: 'siblingRemoved', sibling }
  }
  const recurrence = recurrenceOf(facts, registration, holder)
  if (recurrence) return { ...found, certainty: 'known', problem: 'addedAgain', recurrence }
  const beside =
    isOver(registration) || isSafetyHandler(registration)
      ? undefined
      : besideLeak(facts, registration, holder, owners)
  if (beside) return { ...found, ...beside }
  if (isCallersHandler(facts, registration)) return undefined
  return leakWithoutRemoval(facts, found, owners)
}

type Found = Pick<
  ListenerLeak,
  'registration' | 'holder' | 'owner' | 'sibling' | 'collected' | 'recurrence' | 'ending'
>

function leakWithoutRemoval(
  facts: FileFacts,
  found: Found,
  owners: readonly Owner[],
): ListenerLeak | undefined {
  const { registration, holder, ending } = found
  const isOfCaller = registration.event.name === 'abort' && holder.origin === 'parameter'
  if (isOfCaller && isAbortListenerLeft(facts, registration) === 'yes') {
    return { ...found, certainty: 'known', problem: 'abortLeft' }
  }
  if (registration.event.name === 'abort' && holdsOnlyWeakly(facts, registration)) return undefined
  const forward = forwardLeak(facts, found) ?? madeSignalLeak(facts, found)
  if (forward) return forward
  const certainty = certaintyOf(facts, registration, holder, owners)
  if (!certainty) return undefined
  if (ending.end === 'none')
    return { ...found, certainty, problem: isOfCaller ? 'abortLeft' : 'neverRemoved' }
  const isSure = ending.end === 'never' && ending.isCertain
  return { ...found, certainty: isSure ? certainty : 'likely', problem: 'signalStays' }
}

/** `signal.addEventListener('abort', () => controller.abort())`, where the controller outlives the call. */
function forwardLeak(facts: FileFacts, found: Found): ListenerLeak | undefined {
  const controller = forwardedTo(facts, found.registration)
  return (
    controller && { ...found, certainty: 'likely', problem: 'abortForwarded', controller: controller.name }
  )
}

/** A listener on `AbortSignal.any([…])` or `AbortSignal.timeout(…)`, which would go with the call without it. */
function madeSignalLeak(facts: FileFacts, found: Found): ListenerLeak | undefined {
  const life = lifeOfMadeSignal(facts, found.registration)
  if (!life) return undefined
  return { ...found, certainty: 'likely', problem: life === 'follows' ? 'signalFollows' : 'signalWaits' }
}

const addedAtEnd = perFile(
  (facts): ReadonlySet<Registration> =>
    new Set(listenersAddedAtEnd(facts).flatMap(({ registration, original }) => [registration, original])),
)

/** What is released at the end of the owner beside a listener on something else that may outlive the owner. */
function besideLeak(
  facts: FileFacts,
  registration: Registration,
  holder: Holder,
  owners: readonly Owner[],
): Pick<ListenerLeak, 'certainty' | 'problem' | 'sibling' | 'collected'> | undefined {
  const { origin, lifetime } = holder
  if (lifetime !== 'unknown' || runsOnce(facts, registration.node)) return undefined
  const isOutside = origin === 'import' || origin === 'injected' || origin === 'parameter'
  const sibling = removedNeighbour(facts, registration)
  if (sibling) {
    // An element may well be the owner's own, whoever has made it.
    const isElement = registration.protocol.add === 'addEventListener' && origin !== 'import'
    const certainty = isOutside && !isElement ? 'known' : 'likely'
    return { certainty, problem: 'siblingRemoved', sibling, collected: undefined }
  }
  if (!isOutside || !isMadeAnew(registration.handler) || owners[0]?.kind !== 'instance') return undefined
  const collected = collectedNeighbour(facts, registration)
  return collected && { certainty: 'known', problem: 'siblingCollected', sibling: undefined, collected }
}

/** `function listen(handler) { target.on('x', handler) }`: whoever brings the handler answers for it. */
function isCallersHandler(facts: FileFacts, registration: Registration): boolean {
  const handler = unwrap(registration.handler)
  if (handler.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(handler)
  return variable !== undefined && isParameter(variable)
}
