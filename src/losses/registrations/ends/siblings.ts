import type { TSESTree } from '@typescript-eslint/utils'

import { sameEvent } from '../../../ledger/registrations/events.js'
import { sameTarget } from '../../../ledger/registrations/targets.js'
import { namesSame } from '../../../ledger/registrations/matching.js'
import { isMadeAnew } from '../../../ledger/registrations/handlers.js'
import { registrations, registrationsIn } from '../../../ledger/registrations/registrations.js'
import type { Registration, Removal } from '../../../ledger/registrations/registration.js'
import { removalsOfHandler } from '../../../ledger/registrations/removal-index.js'
import { LISTENER_PROTOCOLS } from '../../../protocols/listeners.js'
import { RELEASING_NAME } from '../../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../../../syntax/functions.js'
import { addTo } from '../../../syntax/grouping.js'
import type { Place } from '../../../syntax/places.js'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../../cells/file-facts.js'
import { ownersOf, runsAtAnyEnd, type Owner } from '../../../lives/owner.js'

/**
 * Answers the removal of a listener that was registered on the same target in the same function: its
 * author meant to take all of them out. Not for handlers that take themselves out when they run.
 */
export function removedSibling(facts: FileFacts, registration: Registration): Removal | undefined {
  return removedBeside(
    facts,
    registration,
    namesSame,
    (other) => other.target.text === registration.target.text,
  )
}

/**
 * Answers the removal of a listener that was registered in the same function on another target: what begins
 * together was meant to end together.
 */
export function removedNeighbour(facts: FileFacts, registration: Registration): Removal | undefined {
  if (!enclosingFunction(registration.node)) return undefined
  return removedBeside(
    facts,
    registration,
    readsSame,
    (other) => other.target.text !== registration.target.text && isOfSameKind(other, registration),
  )
}

/** A signal or channel is no sibling of what names its events. */
function isOfSameKind({ protocol }: Registration, other: Registration): boolean {
  return protocol.add === other.protocol.add || (hasEvents(protocol.add) && hasEvents(other.protocol.add))
}

function hasEvents(add: string): boolean {
  return LISTENER_PROTOCOLS.some((each) => each.add === add)
}

/**
 * Answers the removal, where their owner ends, of another listener on the same target which another member of that owner has
 * put there.
 */
export function removedOfOwner(facts: FileFacts, { node, target }: Registration): Removal | undefined {
  const home = homeOf(facts, node)
  const scope = enclosingFunction(node)
  if (home === undefined) return undefined
  const found = removedOnTarget(facts).get(`${home} ${target.text}`) ?? []
  return found.find(({ sibling }) => enclosingFunction(sibling.node) !== scope)?.removal
}

/** What the members of an instance put on a target, with what takes it out where that instance ends. */
const removedOnTarget = perFile((facts): ReadonlyMap<string, Removed[]> => {
  const found = new Map<string, Removed[]>()
  for (const sibling of registrations(facts)) {
    const home = isMadeAnew(sibling.handler) ? undefined : homeOf(facts, sibling.node)
    if (home === undefined) continue
    const owners = ownersOf(facts, sibling.node)
    for (const removal of removalsOfHandler(facts, sibling)) {
      if (!namesSame(facts, removal, sibling) || !runsAtAnyEnd(facts, removal.node, owners)) continue
      addTo(found, `${home} ${sibling.target.text}`, { sibling, removal })
    }
  }
  return found
})

/** The instance whose member a node stands in. */
function homeOf(facts: FileFacts, node: TSESTree.Node): Place | undefined {
  return enclosingFunctions(node)
    .map((scope) => facts.places.memberOf(scope)?.home)
    .find((home) => home !== undefined)
}

/** Whether a removal of a handler is of the event and of the target of a registration. */
type Matches = (facts: FileFacts, removal: Removal, sibling: Registration) => boolean

/** Whether a removal of its handler is of the event of a registration, on what may be its target by another name. */
function readsSame(facts: FileFacts, removal: Removal, { event, target }: Registration): boolean {
  return (
    removal.event !== undefined &&
    sameEvent(removal.event, event) === 'yes' &&
    sameTarget(facts, removal.target, target) !== 'no'
  )
}

function removedBeside(
  facts: FileFacts,
  registration: Registration,
  matches: Matches,
  isMeant: (sibling: Registration) => boolean,
): Removal | undefined {
  const { target, protocol } = registration
  const removed = removedFrom(facts, registration, matches)
  // What is asked of a sibling hinges on nothing else: n listeners of a kind on one target are not each compared with all.
  const known = meantByTarget(facts, removed)
  const key = `${protocol.add} ${target.text}`
  const meant = known.get(key) ?? firstMeant(facts, removed, registration, isMeant)
  known.set(key, meant)
  return meant.find(({ sibling }) => !isSameListener(facts, sibling, registration))?.removal
}

/** `window.addEventListener('resize', tick)` twice: what takes the one out is none of a sibling. */
function isSameListener(facts: FileFacts, one: Registration, other: Registration): boolean {
  if (one === other) return true
  return (
    one.target.text === other.target.text &&
    one.event.text === other.event.text &&
    facts.sourceCode.getText(one.handler) === facts.sourceCode.getText(other.handler)
  )
}

/** The first that is meant, and the first of another registration than that one is of. */
function firstMeant(
  facts: FileFacts,
  removed: readonly Removed[],
  { target }: Registration,
  isMeant: (sibling: Registration) => boolean,
): readonly Removed[] {
  const handlers = handlersByTarget(facts).get(target.text)
  const found: Removed[] = []
  for (const each of removed) {
    if (each.sibling === found[0]?.sibling || !isMeant(each.sibling)) continue
    if (enclosingFunctions(each.removal.node).some((inner) => handlers?.has(inner))) continue
    found.push(each)
    if (found.length > 1) break
  }
  return found
}

const meantByTarget = perKey(
  (_facts: FileFacts, _removed: readonly Removed[]) => new Map<string, readonly Removed[]>(),
)

/** What was registered in a function, with a removal of it that runs at the end of an owner of that. */
interface Removed {
  readonly sibling: Registration
  readonly removal: Removal
}

/**
 * What began in the function of a registration and is taken out at an end. All that begins in a function has the same
 * siblings and the same owners: they are looked through once, not once for each.
 */
function removedFrom(facts: FileFacts, { node }: Registration, matches: Matches): readonly Removed[] {
  const scope = enclosingFunction(node)
  const owners = ownersOf(facts, node)
  // Outside of all functions there is the module, and what a class field begins.
  const known = removedByFunction(facts, scope ?? owners[0]?.teardowns ?? facts.sourceCode.ast)
  const found = known.get(matches) ?? removedAtEnd(facts, scope, owners, matches)
  known.set(matches, found)
  return found
}

const removedByFunction = perKey(
  (_facts: FileFacts, _scope: object) => new Map<Matches, readonly Removed[]>(),
)

function removedAtEnd(
  facts: FileFacts,
  scope: FunctionNode | undefined,
  owners: readonly Owner[],
  matches: Matches,
): Removed[] {
  return registrationsIn(facts, scope).flatMap((sibling) => {
    if (isMadeAnew(sibling.handler)) return []
    return removalsOfHandler(facts, sibling)
      .filter(
        (removal) =>
          matches(facts, removal, sibling) &&
          enclosingFunction(removal.node) !== scope &&
          !isOfAnother(facts, removal, sibling) &&
          (runsAtAnyEnd(facts, removal.node, owners) ||
            isReleaseFunction(removal.node) ||
            (undoesSeveral(facts, scope, removal) && !standsInHandler(facts, removal, sibling))),
      )
      .map((removal) => ({ sibling, removal }))
  })
}

/** `session.on('close', end); socket.on('close', end)`, of which `socket.off('close', end)` takes out the one that names its target. */
function isOfAnother(
  facts: FileFacts,
  { target }: Removal,
  { event, handler, ...sibling }: Registration,
): boolean {
  return (
    target.text !== sibling.target.text &&
    putIn(facts).has(`${String(facts.places.placeOf(handler))} ${event.text} ${target.text}`)
  )
}

const putIn = perFile(
  (facts): ReadonlySet<string> =>
    new Set(
      registrations(facts).map(
        ({ event, handler, target }) =>
          `${String(facts.places.placeOf(handler))} ${event.text} ${target.text}`,
      ),
    ),
)

/** A handler that takes itself out when it runs ends nothing else. */
function standsInHandler(facts: FileFacts, { node }: Removal, { handler }: Registration): boolean {
  const around = enclosingFunctions(node)
  return functionsMeantBy(facts, handler).some((each) => around.includes(each))
}

/** Whether a removal stands in a function that takes out several of what another one puts on: that is its end, whatever it is called. */
function undoesSeveral(facts: FileFacts, scope: FunctionNode | undefined, { node }: Removal): boolean {
  const end = enclosingFunction(node)
  return scope !== undefined && end !== undefined && (takenOutBy(facts, scope).get(end) ?? 0) > 1
}

/** How many of the listeners that a function puts on each other function takes out. */
const takenOutBy = perKey((facts: FileFacts, scope: FunctionNode): ReadonlyMap<FunctionNode, number> => {
  const counts = new Map<FunctionNode, number>()
  for (const registration of registrationsIn(facts, scope)) {
    if (isMadeAnew(registration.handler)) continue
    const ends = new Set(
      removalsOfHandler(facts, registration)
        .filter((removal) => namesSame(facts, removal, registration))
        .flatMap(({ node }) => enclosingFunction(node) ?? []),
    )
    for (const end of ends) if (end !== scope) counts.set(end, (counts.get(end) ?? 0) + 1)
  }
  return counts
})

/** The functions that listen on the targets of a text. */
const handlersByTarget = perFile((facts): ReadonlyMap<string, ReadonlySet<FunctionNode>> => {
  const targets = new Map<string, Set<FunctionNode>>()
  for (const { target, handler } of registrations(facts)) {
    const handlers = targets.get(target.text) ?? new Set()
    targets.set(target.text, handlers)
    for (const node of functionsMeantBy(facts, handler)) handlers.add(node)
  }
  return targets
})

/** Whether a node lies in a function whose name says that it releases. */
function isReleaseFunction(node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  const name = scope && functionName(scope)
  return name !== undefined && RELEASING_NAME.test(name)
}
