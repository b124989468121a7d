import type { TSESTree } from '@typescript-eslint/utils'

import { REMOVES_BY_IDENTITY, REMOVING_METHODS } from '../protocols/removals.js'
import { soleValue } from '../syntax/bindings.js'
import { enclosingFunctions, isFunction, isWithin } from '../syntax/functions.js'
import { addTo } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { calleeName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { membersByHome } from '../cells/call-targets.js'
import { omitsContext } from './contexts.js'
import { compareEvents } from './event-comparison.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { isEmptyFunction, isFreshFunction, soleCalleeOf, wrappedBy } from './fresh-functions.js'
import { handlerPlace, isFollowed, isOwnHandler, registrationsOfHandler } from './handler-mentions.js'
import { mediaQueryOf, sameTarget } from './listener-matching.js'
import type { MismatchKind, RemovalMismatch } from './mismatch.js'
import {
  registrations,
  removals,
  type Registration,
  type Removal,
  type Target,
} from '../ledger/registrations.js'
import { staysAfter } from './staying-listeners.js'

/** Answers the removals of a file that take out nothing of what it registers. */
export const removalMismatches = perFile((facts): readonly RemovalMismatch[] =>
  removals(facts).flatMap((removal) => {
    const { handler, node } = removal
    if (!handler || !REMOVING_METHODS.includes(calleeName(node) ?? '')) return []
    if (!mayBeFunction(handler) || isOwnMethod(facts, removal)) return []
    return mismatchOf(facts, removal, handler) ?? []
  }),
)

/** A removal, its handler, and what a message says of them. */
interface Answer {
  kind: MismatchKind
  certainty?: Certainty
  meant: readonly Registration[]
}

function mismatchOf(
  facts: FileFacts,
  removal: Removal,
  handler: TSESTree.Expression,
): RemovalMismatch | undefined {
  const fresh = isFreshFunction(facts, handler)
  const place = handlerPlace(facts, handler)
  let answer: Answer | undefined
  if (fresh !== 'no') answer = ofFreshFunction(facts, removal, handler, fresh)
  else if (place !== undefined && unwrap(handler).type !== 'ThisExpression') {
    answer = isEventless(removal)
      ? ofMissingEvent(facts, removal, handler, place)
      : ofNamedHandler(facts, removal, handler, place)
  }
  if (!answer) return undefined
  const { kind, certainty = 'known', meant } = answer
  const staying = meant.filter((each) => staysAfter(facts, removal, each))
  const [registration, ...others] = staying
  if (!registration && meant.length > 0) return undefined
  return { kind, certainty, removal, registration, others }
}

function ofFreshFunction(
  facts: FileFacts,
  removal: Removal,
  handler: TSESTree.Expression,
  fresh: 'yes' | 'unknown',
): Answer | undefined {
  const isByIdentity = REMOVES_BY_IDENTITY.has(calleeName(removal.node) ?? '')
  const beside = registrationsBeside(facts, removal).filter(
    ({ handler: other }) => !isWithin(removal.node, other),
  )
  // Probes for what the platform supports, and stand-ins, hold nothing.
  if (isEmptyFunction(handler) && beside.every((each) => isEmptyFunction(each.handler))) return undefined
  if (beside.length === 0 && (!isByIdentity || fresh !== 'yes')) return undefined
  const text = facts.sourceCode.getText(unwrap(handler))
  const meant = [...beside].sort(
    (a, b) => Number(isWritten(facts, b, text)) - Number(isWritten(facts, a, text)),
  )
  return { kind: 'freshFunction', certainty: fresh === 'yes' ? 'known' : 'likely', meant }
}

function isWritten(facts: FileFacts, { handler }: Registration, text: string): boolean {
  return facts.sourceCode.getText(unwrap(handler)) === text
}

/** `emitter.removeListener(handler)`: the function stands where the event is expected. */
function ofMissingEvent(
  facts: FileFacts,
  removal: Removal,
  handler: TSESTree.Expression,
  place: Place,
): Answer | undefined {
  const all = registrationsOfHandler(facts, place)
  // Lists of media queries and events of browser extensions take the function alone, on both sides.
  if (all.some((each) => isAlone(each) || each.event.name === 'change')) return undefined
  const meant = all.filter((each) => isSameTarget(facts, removal.target, each.target))
  return meant.length > 0 && isFollowed(facts, handler, place) ? { kind: 'noEvent', meant } : undefined
}

function ofNamedHandler(
  facts: FileFacts,
  removal: Removal,
  handler: TSESTree.Expression,
  place: Place,
): Answer | undefined {
  const all = registrationsOfHandler(facts, place)
  const differences = all.map((each) => ({ registration: each, ...differenceOf(facts, removal, each) }))
  const matching = differences.filter(({ kind }) => kind === undefined).map((each) => each.registration)
  if (matching.length > 0) return omitsContext(facts, removal, matching)
  if (!isFollowed(facts, handler, place)) return undefined
  const byKind = (kind: MismatchKind): Registration[] =>
    differences.filter((each) => each.kind === kind).map((each) => each.registration)
  for (const kind of ['otherCapture', 'otherMediaQuery', 'otherTarget'] as const) {
    const meant = byKind(kind)
    if (meant.length > 0) return { kind, meant }
  }
  if (!isOwnHandler(facts, handler)) return undefined
  const wrapping = registrationsBeside(facts, removal).filter((each) => wraps(facts, each, place))
  if (all.length === 0 && wrapping.length > 0) {
    const isLibrary = wrapping.every((each) => isFreshFunction(facts, each.handler) === 'unknown')
    return { kind: 'wrappedHandler', certainty: isLibrary ? 'likely' : 'known', meant: wrapping }
  }
  return ofOtherNames(facts, removal, place, byKind('otherEvent'))
}

/** The handler of another event, or another handler of this one. */
function ofOtherNames(
  facts: FileFacts,
  removal: Removal,
  place: Place,
  otherEvents: readonly Registration[],
): Answer | undefined {
  const ofEvent = registrationsBeside(facts, removal).filter((each) => staysAfter(facts, removal, each))
  const ofHandler = otherEvents.filter(
    (each) => isSameTarget(facts, removal.target, each.target) && staysAfter(facts, removal, each),
  )
  const mayBeOther = otherEvents.length > 0 || isLocal(place)
  if (mayBeOther && ofEvent.length > 0 && distance(removal, ofEvent) <= distance(removal, ofHandler)) {
    return { kind: 'otherHandler', meant: [...ofEvent, ...ofHandler] }
  }
  return ofHandler.length === 0 ? undefined : { kind: 'otherEvent', meant: ofHandler }
}

/** How many functions lie between a removal and the nearest of some registrations. */
function distance({ node }: Removal, candidates: readonly Registration[]): number {
  return Math.min(
    ...candidates.map(
      (each) => enclosingFunctions(each.node).filter((scope) => !isWithin(node, scope)).length,
    ),
  )
}

/** A function that only this file can name: the value of a variable, or a private member. */
function isLocal(place: Place): boolean {
  return /^v\d+$/.test(place) || place.includes('.#')
}

/** Why a removal certainly misses a registration of its handler; undefined where it does not or may not. */
function differenceOf(
  facts: FileFacts,
  removal: Removal,
  registration: Registration,
): { kind: MismatchKind | undefined } {
  if (!removal.event) return { kind: undefined }
  const events = compareEvents(removal.event, registration.event, [
    eventNode(removal),
    eventNode(registration),
  ])
  if (events === 'no') return { kind: 'otherEvent' }
  if (sameTarget(facts, removal.target, registration.target) === 'no') {
    const queries = [removal, registration].map(({ target }) => mediaQueryOf(facts, target.node))
    return { kind: queries.every(Boolean) ? 'otherMediaQuery' : 'otherTarget' }
  }
  const [given, set] = [removal.capture, registration.capture]
  if (given === undefined || set === undefined || given === set || events !== 'yes')
    return { kind: undefined }
  return { kind: isSameTarget(facts, removal.target, registration.target) ? 'otherCapture' : undefined }
}

/** The argument that names the event. */
function eventNode({ node, handler }: Removal | Registration): TSESTree.Node | undefined {
  const index = node.arguments.findIndex((argument) => argument === handler)
  return index > 0 ? node.arguments[index - 1] : undefined
}

function isSameTarget(facts: FileFacts, a: Target, b: Target): boolean {
  return a.text === b.text || sameTarget(facts, a, b) === 'yes'
}

function isEventless({ node, handler }: Removal): boolean {
  return node.arguments.length === 1 && node.arguments[0] === handler
}

function isAlone({ node }: Registration): boolean {
  return node.arguments.length === 1
}

/** Whether what a registration adds is made from the function at a place, or does nothing but call it. */
function wraps(facts: FileFacts, { handler }: Registration, place: Place): boolean {
  const node = unwrap(handler)
  const variable = facts.bindings.variableOf(node)
  const value = variable ? soleValue(variable) : node
  if (!value) return false
  const called = soleCalleeOf(value)
  const parts = called ? [called] : wrappedBy(value)
  return parts.some((part) => facts.places.placeOf(part) === place)
}

/** The registrations of this file for the event and on the target of a removal. */
function registrationsBeside(facts: FileFacts, { target, event }: Removal): readonly Registration[] {
  const name = event?.name ?? event?.text
  if (name === undefined) return []
  const index = registrationsByTarget(facts)
  const found = new Set([
    ...(index.get(`${name} "${target.text}`) ?? []),
    ...(target.place === undefined ? [] : (index.get(`${name} ${target.place}`) ?? [])),
  ])
  return [...found]
}

const registrationsByTarget = perFile((facts): ReadonlyMap<string, Registration[]> => {
  const index = new Map<string, Registration[]>()
  for (const registration of registrations(facts)) {
    const { target, event } = registration
    const name = event.name ?? event.text
    const keys = [`${name} "${target.text}`]
    if (target.place !== undefined) keys.push(`${name} ${target.place}`)
    for (const key of keys) {
      addTo(index, key, registration)
    }
  }
  return index
})

/** An expression that may be a function: `off('click', '.item')` and lists of events are something else. */
function mayBeFunction(handler: TSESTree.Expression): boolean {
  const node = unwrap(handler)
  return (
    isFunction(node) ||
    ['Identifier', 'MemberExpression', 'CallExpression', 'AssignmentExpression'].includes(node.type)
  )
}

/** `this.off(…)` in a class of this file that has an `off` of its own, which may compare as it likes. */
function isOwnMethod(facts: FileFacts, { node, target }: Removal): boolean {
  const home = target.place
  if (unwrap(target.node).type !== 'ThisExpression' || home === undefined) return false
  const name = calleeName(node)
  return (
    membersByHome(facts)
      .get(home)
      ?.some((member) => member.name === name) === true
  )
}
