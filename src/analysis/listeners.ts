import { listenersAddedAtEnd } from './added-at-end.js'
import { isExecutor } from '../syntax/functions.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { ENDS_ITSELF, LAST_EVENTS, ONE_TIME_EVENTS } from '../protocols/listeners.js'
import {
  beginsLife,
  END_EVENTS,
  ONE_TIME_EVENTS as BEGINNINGS,
  RELEASING_NAME,
} from '../protocols/teardowns.js'
import { importSource, isModuleVariable, isParameter, type Variable } from '../syntax/bindings.js'
import { enclosingFunction, enclosingFunctions, functionName, runsAtModuleLoad } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { perFile, perKey, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { isAbortListenerLeft } from './abort-listeners.js'
import { endOfSignal, type SignalEnding } from './signal-endings.js'
import { holderOf, type Holder } from './lifetime.js'
import { isMadeAnew } from './listener-matching.js'
import { collectedNeighbour, removedNeighbour, removedSibling } from './listener-siblings.js'
import { ownersOf, type Owner } from './owner.js'
import { registrations, registrationsIn, removals, type Registration, type Removal } from './registrations.js'
import { mayBeTakenOut } from './removal-index.js'
import { recurrenceOf, type Recurrence } from './repeated-registrations.js'
import { runsOnce } from './repetition.js'
import { nodesAtPlace, nodesOfVariable, useOf, type Use } from './uses.js'

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
   * - `losersStay`: of several listeners of one promise only the one that fires goes
   */
  problem:
    | 'neverRemoved'
    | 'siblingRemoved'
    | 'siblingCollected'
    | 'addedAgain'
    | 'signalStays'
    | 'abortLeft'
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
  if (isTakenOut(facts, registration)) return undefined
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
  const certainty = certaintyOf(facts, registration, holder, owners)
  if (!certainty) return undefined
  if (ending.end === 'none')
    return { ...found, certainty, problem: isOfCaller ? 'abortLeft' : 'neverRemoved' }
  const isSure = ending.end === 'never' && ending.isCertain
  return { ...found, certainty: isSure ? certainty : 'likely', problem: 'signalStays' }
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

function certaintyOf(
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
  if (registration.event.name === 'abort' && holder.origin === 'parameter') return 'likely'
  return holder.origin === 'injected' && owner?.ends === 'yes' && owner.kind === 'instance'
    ? 'likely'
    : undefined
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

function isOver(registration: Registration): boolean {
  const name = registration.event.name
  if (name !== undefined && ONE_TIME_EVENTS.has(name)) return true
  return registration.once && !(name !== undefined && LAST_EVENTS.test(name))
}

/** `const stop = bus.on(…)`, `return bus.on(…)`: the result is kept, so it is the way to take it out. */
function returnsDisposer(facts: FileFacts, registration: Registration): boolean {
  if (registration.protocol.add === 'addEventListener') return false
  const { kind } = useOf(facts, registration.node)
  // A promise ignores what its executor returns.
  if (kind === 'returned' && isExecutor(enclosingFunction(registration.node))) return false
  return kind !== 'tested' && kind !== 'receiver'
}

/** Whether anything in the file takes the listener out, or may do so. */
function isTakenOut(facts: FileFacts, registration: Registration): boolean {
  return mayBeTakenOut(facts, registration) || isHandlerReleasedElsewhere(facts, registration)
}

/** `removeAll(target, handler)`: the handler is given to some other call whose name says that it releases. */
function isHandlerReleasedElsewhere(facts: FileFacts, registration: Registration): boolean {
  const handler = unwrap(registration.handler)
  const variable = handler.type === 'Identifier' ? facts.bindings.variableOf(handler) : undefined
  return variable !== undefined && isReleasedElsewhere(facts, variable)
}

const isReleasedElsewhere = perKey((facts: FileFacts, variable: Variable): boolean =>
  variable.references.some((reference) => {
    const { parent } = reference.identifier as TSESTree.Identifier
    if (parent.type === 'CallExpression' && parent.callee !== reference.identifier) {
      return RELEASING_NAME.test(calleeName(parent) ?? '') && !removalCalls(facts).has(parent)
    }
    // Kept in a list, a field or an object: someone may go through it to take listeners out.
    return (
      (parent.type === 'ArrayExpression' && !isDependencyList(parent)) ||
      (parent.type === 'AssignmentExpression' && parent.right === reference.identifier)
    )
  }),
)

const removalCalls = perFile(
  (facts): ReadonlySet<TSESTree.Node> => new Set(removals(facts).map((removal) => removal.node)),
)

/** `this.player.destroy()`: who ends the target owns it, and its listeners go with it. */
function isTargetEnded(facts: FileFacts, { target }: Registration): boolean {
  const { place } = target
  if (place === undefined || place.startsWith('g:')) return false
  const known = endedTargets(facts).get(place)
  if (known !== undefined) return known
  const root = unwrap(target.node)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  // A module that has a close() is there to be opened again.
  if (variable && importSource(variable) !== undefined) return false
  const nodes = place.includes('.') ? nodesAtPlace(facts, place) : variable ? nodesOfVariable(variable) : []
  const isEnded = nodes.some((node) => {
    const use = useOf(facts, node)
    if (use.kind === 'alias')
      return nodesOfVariable(use.variable).some((alias) => isEndedBy(useOf(facts, alias)))
    return isEndedBy(use)
  })
  endedTargets(facts).set(place, isEnded)
  return isEnded
}

function isEndedBy(use: Use): boolean {
  return use.kind === 'receiver' && use.method !== undefined && ENDS_ITSELF.test(use.method)
}

const endedTargets = perFile(() => new Map<Place, boolean>())

/** `useEffect(…, [handler])`: read by the hook, which keeps nothing of it. */
function isDependencyList(list: TSESTree.ArrayExpression): boolean {
  const { parent } = list
  return (
    parent.type === 'CallExpression' &&
    parent.arguments.indexOf(list) > 0 &&
    /^use[A-Z]/.test(calleeName(parent) ?? '')
  )
}

/** `function listen(handler) { target.on('x', handler) }`: whoever brings the handler answers for it. */
function isCallersHandler(facts: FileFacts, registration: Registration): boolean {
  const handler = unwrap(registration.handler)
  if (handler.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(handler)
  return variable !== undefined && isParameter(variable)
}

/** `emitter.on('error', () => {})` keeps the program from crashing; it is meant to stay. */
function isSafetyHandler(registration: Registration): boolean {
  return registration.event.name === 'error'
}

/**
 * One of several listeners that one promise puts on an emitter which outlives it: the first event settles
 * the promise, and the listeners for the others stay.
 */
function losesInPromise(facts: FileFacts, registration: Registration): boolean {
  const scope = enclosingFunction(registration.node)
  if (!scope || !isExecutor(scope) || !isReused(facts, registration)) return false
  const together = registrationsIn(facts, scope).filter(
    (other) => other.target.text === registration.target.text,
  )
  if (together.length < 2 || !together.some((other) => other.once)) return false
  if (together.some((other) => isTakenOut(facts, other))) return false
  return together[0] === registration
}

/**
 * Whether a promise waits for what happens again and again: for several events, none of which is the beginning or
 * the end of its target, in a function that does not begin something.
 */
function isWaitedForOften(facts: FileFacts, { node, target }: Registration): boolean {
  const recurring = registrationsIn(facts, enclosingFunction(node)).filter(
    ({ once, event: { name }, target: { text } }) =>
      once && text === target.text && name !== undefined && !BEGINNINGS.has(name) && !END_EVENTS.has(name),
  )
  const names = enclosingFunctions(node).map(functionName)
  return recurring.length > 1 && !names.some((name) => name !== undefined && beginsLife(name))
}

/** Whether the target of a listener is there before and after the call: `this`, a field, a module's emitter. */
function isReused(facts: FileFacts, registration: Registration): boolean {
  const target = unwrap(registration.target.node)
  if (target.type === 'ThisExpression') return true
  const { place } = registration.target
  if (place?.startsWith('this') === true) return true
  if (target.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(target)
  return variable !== undefined && (isModuleVariable(variable) || isParameter(variable))
}
