import { functionsMeantBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { variablesOfCall } from '../../cells/uses/outer-variables.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { takesOut } from '../../ledger/registrations/matching.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { runsAtAnyEnd, type Owner } from '../../lives/owner.js'
import { waitPastEnd } from '../../lives/ends/past-end.js'
import { PROGRAM_ENDS } from '../../protocols/promises.js'
import { LAST_EVENTS, ONE_TIME_EVENTS } from '../../protocols/listeners.js'
import { END_EVENTS, ONE_TIME_EVENTS as BEGINNINGS } from '../../protocols/teardowns.js'
import { isModuleVariable, isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { isOfConstructor } from '../../frameworks/injected-classes.js'
import type { Loss } from '../loss.js'
import { linksOfListener, listenerLoss, type Begun, type Links } from './begun.js'
import { holdsOnlyWeakly } from './signals/forwarded-aborts.js'
import { lastingLink } from './lasting.js'
import { removalsAfter } from './ends/releases.js'
import { collectedNeighbour } from './ends/collected-neighbours.js'
import { removedNeighbour, removedOfOwner, removedSibling } from './ends/siblings.js'
import { mattersWithoutOwner } from './without-owner.js'

/** Answers how the owner of a listener ends and leaves it on its target; undefined where it is the caller's to take it out. */
export function outlivedListener(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, ending } = begun
  if (isCallersHandler(facts, registration)) return undefined
  const isOfCaller = registration.event.name === 'abort' && begun.holder.origin === 'parameter'
  const links = linksOfEnd(facts, begun)
  if (holdsOnlyWeakly(facts, registration)) {
    links.matters = link('no', 'it holds what it needs by weak references only', registration.handler)
  }
  if (ending.end === 'none')
    return listenerLoss(begun, 'outlived', isOfCaller ? 'abortLeft' : 'neverRemoved', links)
  const isSure = ending.end === 'never' && ending.isCertain
  if (!isSure) links.alone = link('likely', 'its signal may be aborted elsewhere', registration.signal)
  return listenerLoss(begun, 'outlived', 'signalStays', links)
}

/** Answers that one of several listeners of an owner is forgotten: those beside it are taken out where the owner ends. */
export function forgottenListener(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration } = begun
  const sibling = removedSibling(facts, registration)
  if (sibling) {
    const links: Links = {
      lasting: link('yes', 'the listener beside it is taken out of the same target', sibling.node),
    }
    // What ends beside others was meant to end with them, whether or not its event has come by then.
    const isForTheEnd = registration.once && LAST_EVENTS.test(registration.event.name ?? '')
    if (isForTheEnd || isSafetyHandler(registration)) links.open = link('likely', 'it may be over by then')
    return listenerLoss(begun, 'outlived', 'siblingRemoved', links, { sibling })
  }
  if (isSafetyHandler(registration) || ONE_TIME_EVENTS.has(registration.event.name ?? '')) return undefined
  const other = removedOfOwner(facts, registration)
  if (other) {
    const links: Links = {
      lasting: link('likely', 'another listener of its owner is taken out of the same target', other.node),
    }
    if (registration.once) links.open = link('likely', 'it may be over by then')
    return listenerLoss(begun, 'outlived', 'siblingRemoved', links, { sibling: other })
  }
  const over = overByItself(registration)
  if (over?.sure === 'no') return undefined
  const beside = forgottenBeside(facts, begun)
  return beside && over ? { ...beside, links: { ...beside.links, open: over } } : beside
}

/** What is released at the end of the owner beside a listener on something else that may outlive the owner. */
function forgottenBeside(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder, owners } = begun
  const { origin, lifetime } = holder
  if (lifetime !== 'unknown' || runsOnce(facts, registration.node)) return undefined
  const isOutside = origin === 'import' || origin === 'injected' || origin === 'parameter'
  const sibling = removedNeighbour(facts, registration)
  if (sibling) {
    // An element may well be the owner's own, whoever has made it.
    const isElement = registration.protocol.add === 'addEventListener' && origin !== 'import'
    // What a function is given may be of one of its runs.
    const root = facts.bindings.variableOf(rootOf(registration.target.node))
    const isOfRun =
      origin === 'parameter' && owners[0]?.kind === 'instance' && !isOfConstructor(root?.identifiers[0])
    const isSure = isOutside && !isElement && !isOfRun && !isMadeHere(root)
    const because = 'the listener beside it, on something else, is taken out'
    // Whoever is given a request hears of its end, and with that it is gone.
    const isItsEnd = isOfRun && END_EVENTS.has(registration.event.name ?? '')
    const lasting = isItsEnd
      ? link('no', `${registration.target.text} is over with that event`, registration.node)
      : link(isSure ? 'yes' : 'likely', because, sibling.node)
    return listenerLoss(begun, 'outlived', 'siblingRemoved', { lasting }, { sibling })
  }
  if (!isOutside || !isMadeAnew(registration.handler) || owners[0]?.kind !== 'instance') return undefined
  const collected = collectedNeighbour(facts, registration)
  const lasting = link('yes', 'the subscription beside it is collected, to be released', collected)
  return collected && listenerLoss(begun, 'outlived', 'siblingCollected', { lasting }, { collected })
}

/** `const session = connect(url); session.on(…)`: what a function makes may go with what it makes it for. */
function isMadeHere(variable: Variable | undefined): boolean {
  const value = variable && !isModuleVariable(variable) ? soleValue(variable) : undefined
  return value !== undefined && /^(?:Call|New|Await)Expression$/.test(value.type)
}

/** What the target, the owner and its end say of a listener that nothing takes out. */
function linksOfEnd(facts: FileFacts, begun: Begun): Links {
  const { registration } = begun
  const [owner] = begun.owners
  const { node } = registration
  const over = overByItself(registration)
  if (over?.sure === 'no' && !staysUntilTheEnd(facts, begun, owner)) return { open: over }
  if (owner?.kind !== 'effect' && runsOnce(facts, node))
    return { matters: link('no', 'it is added once in the life of the program', node) }
  const lasting = lastingLink(facts, begun, owner)
  const open = over && over.sure !== 'no' ? { open: over } : {}
  return owner ? { lasting, ...open } : { lasting, ...open, matters: mattersWithoutOwner(facts, begun) }
}

/**
 * Answers whether a listener is over by itself before anyone minds: its event comes once, and soon or at the end of all. One that is
 * taken out by its event may wait for what never comes.
 */
function overByItself({ event: { name }, once, node }: Registration): Link | undefined {
  if (name !== undefined && ONE_TIME_EVENTS.has(name)) return link('no', 'its event comes once', node)
  if (!once || name === undefined || LAST_EVENTS.test(name)) return undefined
  return BEGINNINGS.has(name) || COMES_SOON.test(name)
    ? link('no', 'its event comes once, and soon or never again', node)
    : doubted('over', 'unknown', 'its event may take it out before that', node)
}

/** Events of a stream that flows: they come as soon as it does. */
const COMES_SOON = /^(?:readable|drain|data|flush(?:ed)?)$/

/** The end of the program comes once, and until then each instance, or each call that makes something, has left one. */
function staysUntilTheEnd(
  facts: FileFacts,
  { registration, holder }: Begun,
  owner: Owner | undefined,
): boolean {
  const { event, once, handler, node } = registration
  if (once || !PROGRAM_ENDS.has(event.name ?? '') || holder.lifetime !== 'module') return false
  if (owner) return owner.kind === 'instance' && owner.ends === 'yes' && isMadeAnew(handler)
  const scope = enclosingFunction(node)
  return (
    scope !== undefined &&
    functionsMeantBy(facts, handler).some((each) =>
      variablesOfCall(facts, each, scope).some((variable) => !isParameter(variable)),
    )
  )
}

/** `emitter.on('error', () => {})` keeps the program from crashing; it is meant to stay. */
function isSafetyHandler(registration: Registration): boolean {
  return registration.event.name === 'error'
}

/** `function listen(handler) { target.on('x', handler) }`: whoever brings the handler answers for it. */
function isCallersHandler(facts: FileFacts, registration: Registration): boolean {
  const handler = unwrap(registration.handler)
  // `safe(handler)`: so made, it is the caller's as well.
  const isMade = handler.type === 'CallExpression' && handler.callee.type === 'Identifier'
  const given = isMade ? handler.arguments : [handler]
  return given.some((each) => {
    const variable = each.type === 'Identifier' ? facts.bindings.variableOf(each) : undefined
    return variable !== undefined && isParameter(variable)
  })
}

/** Answers that a listener is added after a wait, and the end that takes it out may have come before that. */
export function addedPastEnd(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder, owners } = begun
  if (holder.lifetime === 'owner') return undefined
  const removals = removalsAfter(facts, registration).filter(
    (each) => takesOut(facts, each, registration) === 'yes',
  )
  for (const owner of owners) {
    const isEnded = removals.some(({ node }) => runsAtAnyEnd(facts, node, [owner]))
    const wait = isEnded ? waitPastEnd(facts, registration.node, owner) : undefined
    if (!wait) continue
    const links: Links = {
      open: link('likely', `${owner.name} may have ended by then`, wait),
      lasting: lastingLink(facts, begun, owner),
      ...linksOfListener(facts, begun),
    }
    return listenerLoss({ ...begun, owners: [owner] }, 'outlived', 'addedPastEnd', links, { wait })
  }
  return undefined
}
