import type { TSESTree } from '@typescript-eslint/utils'

import { REMOVES_BY_IDENTITY, REMOVING_METHODS } from '../../../protocols/removals.js'
import { holderOf } from '../../../lives/lifetime.js'
import { enclosingFunctions, isFunction, isWithin } from '../../../syntax/functions.js'
import type { Place } from '../../../syntax/places.js'
import { calleeName } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { membersByHome } from '../../../cells/call-targets.js'
import { omitsContext } from '../../../ledger/registrations/contexts.js'
import { registrationsBeside } from '../../../ledger/registrations/beside.js'
import { compareEvents } from '../../../ledger/registrations/events.js'
import { perFile, perKey, type FileFacts } from '../../../cells/file-facts.js'
import { dutyOfRegistration, dutyOfRemoval } from '../../../ledger/sources/registered/registrations.js'
import type { Loss } from '../../loss.js'
import { link, type Link } from '../../../ledger/link.js'
import { isEmptyFunction, isFreshFunction } from '../../../ledger/registrations/fresh-functions.js'
import {
  handlerPlace,
  isFollowed,
  isOwnHandler,
  registrationsOfEvent,
  registrationsOfHandler,
} from '../../../ledger/registrations/handler-mentions.js'
import { mediaQueryOf, sameTarget } from '../../../ledger/registrations/targets.js'
import type { Answer, MismatchKind } from './mismatch.js'
import { ofNotYetAdded, ofUnfilled } from './never-added.js'
import { registrations, removals } from '../../../ledger/registrations/registrations.js'
import type { Registration, Removal, Target } from '../../../ledger/registrations/registration.js'
import { staysAfter } from './staying.js'
import { mayBeKnown, ofOthersWrapping, ofOwnWrapping } from './wrapped-handlers.js'
import { groupedBy } from '../../../syntax/grouping.js'

/** Answers, as losses, the removals of a file that take out nothing of what it registers. */
export const mismatchedLosses = perFile((facts): readonly Loss[] =>
  removals(facts).flatMap((removal) => {
    const { handler, node } = removal
    if (!handler || !REMOVING_METHODS.includes(calleeName(node) ?? '')) return []
    if (!mayBeFunction(handler) || isOwnMethod(facts, removal)) return []
    return lossAt(facts, removal, handler) ?? []
  }),
)

function lossAt(facts: FileFacts, removal: Removal, handler: TSESTree.Expression): Loss | undefined {
  const fresh = isFreshFunction(facts, handler)
  const place = handlerPlace(facts, handler)
  let answer = ofUnfilled(facts, removal, handler) ?? ofNotYetAdded(facts, removal, handler)
  if (answer) {
    // What is never there need not be compared.
  } else if (fresh !== 'no') answer = ofFreshFunction(facts, removal, handler, fresh)
  else if (place !== undefined) {
    answer = isEventless(removal)
      ? ofMissingEvent(facts, removal, handler, place)
      : ofNamedHandler(facts, removal, handler, place)
  }
  if (!answer) return undefined
  const { kind, doubt, meant } = answer
  const staying = firstStaying(facts, removal, meant)
  const [registration, ...others] = staying
  if (!registration && meant.length > 0) return undefined
  return {
    kind: 'mismatched',
    form: kind,
    duty: registration ? dutyOfRegistration(facts, registration) : dutyOfRemoval(facts, removal),
    cell: undefined,
    node: removal.node,
    at: registration?.node,
    owner: undefined,
    ended: [removal.node],
    links: {
      open: doubt ?? link('yes', 'what it names has never been added', handler),
      ...(registration && goesWithCall(facts, registration)),
    },
    mismatch: { kind, removal, registration, others },
  }
}

/** What the function itself has made, and keeps for itself, takes its listeners along. */
function goesWithCall(facts: FileFacts, { target }: Registration): { lasting: Link } | undefined {
  return holderOf(facts, target.node).lifetime === 'call'
    ? { lasting: link('likely', `${target.text} may go with the call`, target.node) }
    : undefined
}

/** A message names one of them, and the events of the others: of hundreds, the first few say as much. */
const MAX_MEANT = 12

function firstStaying(facts: FileFacts, removal: Removal, meant: readonly Registration[]): Registration[] {
  const found: Registration[] = []
  for (const each of meant) {
    if (found.length >= MAX_MEANT) break
    if (!found.includes(each) && staysAfter(facts, removal, each)) found.push(each)
  }
  return found
}

function ofFreshFunction(
  facts: FileFacts,
  removal: Removal,
  handler: TSESTree.Expression,
  fresh: 'yes' | 'unknown',
): Answer | undefined {
  const isByIdentity = REMOVES_BY_IDENTITY.has(calleeName(removal.node) ?? '')
  const all = registrationsBeside(facts, removal)
  const around = handlersAround(facts, removal.node)
  const beside = around.size === 0 ? all : all.filter(({ handler: other }) => !around.has(other))
  // Probes for what the platform supports, and stand-ins, hold nothing.
  if (isEmptyFunction(handler) && beside.every((each) => isEmptyFunction(each.handler))) return undefined
  if (beside.length === 0 && (!isByIdentity || fresh !== 'yes')) return undefined
  const text = facts.sourceCode.getText(unwrap(handler))
  const meant = [...(byText(facts, beside).get(text) ?? []), ...beside]
  return { kind: 'freshFunction', doubt: fresh === 'yes' ? undefined : mayBeKnown(handler), meant }
}

const byText = perKey((facts: FileFacts, all: readonly Registration[]) =>
  groupedBy(all, ({ handler }) => facts.sourceCode.getText(unwrap(handler))),
)

/** The handlers that a node stands in: `on('x', function handle() { off('x', () => handle()) })`. */
function handlersAround(facts: FileFacts, node: TSESTree.Node): ReadonlySet<TSESTree.Node> {
  const found = new Set<TSESTree.Node>()
  const known = handlerNodes(facts)
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (known.has(current)) found.add(current)
  }
  return found
}

const handlerNodes = perFile(
  (facts): ReadonlySet<TSESTree.Node> => new Set(registrations(facts).map(({ handler }) => handler)),
)

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
  const differences = registrationsOfEvent(facts, place, removal.event).map((each) => ({
    registration: each,
    ...differenceOf(facts, removal, each),
  }))
  const matching = differences.filter(({ kind }) => kind === undefined).map((each) => each.registration)
  if (matching.length > 0) return omitsContext(facts, removal, matching)
  const byKind = (kind: MismatchKind): Registration[] =>
    differences.filter((each) => each.kind === kind).map((each) => each.registration)
  // An object that handles events itself may be given anywhere; the flag is one of this very target and event.
  if (unwrap(handler).type === 'ThisExpression') {
    const meant = byKind('otherCapture')
    return meant.length > 0 ? { kind: 'otherCapture', meant } : undefined
  }
  if (!isFollowed(facts, handler, place))
    return all.length === 0 ? ofOthersWrapping(facts, removal, place, handler) : undefined
  for (const kind of ['otherCapture', 'otherMediaQuery', 'otherTarget'] as const) {
    const meant = byKind(kind)
    if (meant.length > 0) return { kind, meant }
  }
  if (!isOwnHandler(facts, handler))
    return all.length === 0 ? ofOthersWrapping(facts, removal, place, handler) : undefined
  const wrapped = all.length === 0 ? ofOwnWrapping(facts, removal, place, handler) : undefined
  if (wrapped) return wrapped
  const isOfEvent = new Set(
    differences.filter(({ kind }) => kind !== 'otherEvent').map((each) => each.registration),
  )
  return ofOtherNames(
    facts,
    removal,
    place,
    all.filter((each) => !isOfEvent.has(each)),
  )
}

/** The handler of another event, or another handler of this one. */
function ofOtherNames(
  facts: FileFacts,
  removal: Removal,
  place: Place,
  otherEvents: readonly Registration[],
): Answer | undefined {
  const ofEvent = firstStaying(facts, removal, registrationsBeside(facts, removal))
  const ofHandler = firstStaying(
    facts,
    removal,
    otherEvents.filter((each) => isSameTarget(facts, removal.target, each.target)),
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
  const events = compareEvents(removal.event, registration.event)
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

function isSameTarget(facts: FileFacts, a: Target, b: Target): boolean {
  return a.text === b.text || sameTarget(facts, a, b) === 'yes'
}

function isEventless({ node, handler }: Removal): boolean {
  return node.arguments.length === 1 && node.arguments[0] === handler
}

function isAlone({ node }: Registration): boolean {
  return node.arguments.length === 1
}

/** An expression that may be a function: `off('click', '.item')` and lists of events are something else. */
function mayBeFunction(handler: TSESTree.Expression): boolean {
  const node = unwrap(handler)
  return (
    isFunction(node) ||
    ['Identifier', 'MemberExpression', 'ThisExpression', 'CallExpression', 'AssignmentExpression'].includes(
      node.type,
    )
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
