import type { TSESTree } from '@typescript-eslint/utils'
import { addTo } from '../../syntax/grouping.js'

import type { Place } from '../../syntax/places.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { isPlainName } from './events.js'
import { takesOut } from './matching.js'
import { isMadeAnew, isOwnFunction } from './handlers.js'
import { isPlain } from './targets.js'
import { removals } from './registrations.js'
import type { Registration, Removal, Target } from './registration.js'

/**
 * Whether a removal of the file takes out what a registration put in, or may do so. A bundle may have thousands
 * of both: those that certainly have nothing to do with each other are not compared.
 */
export function mayBeTakenOut(facts: FileFacts, registration: Registration): boolean {
  return keysOf(facts, registration).some((key) =>
    removalIndex(facts)
      .get(key)
      ?.some((removal) => takesOut(facts, removal, registration) !== 'no'),
  )
}

/** Answers the removals that take out what a registration put in, or may do so. */
export function possibleRemovals(facts: FileFacts, registration: Registration): readonly Removal[] {
  return keysOf(facts, registration).flatMap((key) =>
    (removalIndex(facts).get(key) ?? []).filter((removal) => takesOut(facts, removal, registration) !== 'no'),
  )
}

/** What the removals that have to do with a registration are filed under. */
function keysOf(facts: FileFacts, { event, handler, target }: Registration): string[] {
  return keys(
    // Of several names, or with a namespace, it may be taken out by one of another name.
    event.name === undefined || !isPlainName(event.name) ? [ANY] : [`=${event.name}`, UNKNOWN],
    handlerKeys(facts, handler),
    isPlain(target) && target.place !== undefined ? [plainKey(target), UNKNOWN, `"${target.text}`] : [ANY],
  )
}

function handlerKeys(facts: FileFacts, handler: TSESTree.Expression): string[] {
  // A function expression may take itself out, by its name or as `arguments.callee`.
  if (unwrap(handler).type === 'FunctionExpression') return [ANY]
  return isMadeAnew(handler) ? [NONE] : ownFunctionKey(facts, handler, [ANY], [NONE, UNKNOWN])
}

/** Answers the removals that name the handler of a registration, and its event. */
export function removalsOfHandler(facts: FileFacts, { event, handler }: Registration): readonly Removal[] {
  const place = facts.places.placeOf(handler)
  const index = place === undefined ? undefined : removalsByHandler(facts).get(place)
  if (!index) return NO_REMOVALS
  if (event.name === undefined) return index.get(`text ${event.text}`) ?? NO_REMOVALS
  const named = index.get(`name ${event.name}`) ?? NO_REMOVALS
  const unnamed = index.get(`unnamed ${event.text}`) ?? NO_REMOVALS
  if (unnamed.length === 0 || named.length === 0) return unnamed.length === 0 ? named : unnamed
  const meant = new Set([...named, ...unnamed])
  return removals(facts).filter((removal) => meant.has(removal))
}

const NO_REMOVALS: readonly Removal[] = []

/** By the place of the handler, and there by what the events go by: each name of several, the text where it is no constant. */
const removalsByHandler = perFile((facts): ReadonlyMap<Place, ReadonlyMap<string, Removal[]>> => {
  const places = new Map<Place, Map<string, Removal[]>>()
  for (const removal of removals(facts)) {
    const { event, handler } = removal
    const place = handler && facts.places.placeOf(handler)
    if (place === undefined || !event) continue
    const index = places.get(place) ?? new Map<string, Removal[]>()
    places.set(place, index)
    addTo(index, `text ${event.text}`, removal)
    if (event.name === undefined) addTo(index, `unnamed ${event.text}`, removal)
    else
      for (const name of new Set([event.name, ...event.name.split(/\s+/)]))
        addTo(index, `name ${name}`, removal)
  }
  return places
})

const ANY = 'any'
const UNKNOWN = 'unknown'
const NONE = 'none'

/**
 * The removals by event, handler and target, each of them under what it can be told apart by, and under "any"
 * for registrations that cannot be told apart by it.
 */
const removalIndex = perFile((facts): ReadonlyMap<string, Removal[]> => {
  const index = new Map<string, Removal[]>()
  for (const removal of removals(facts)) {
    const { event, handler, target } = removal
    if (handler && isMadeAnew(handler)) continue
    const all = keys(
      event?.name === undefined
        ? [ANY, UNKNOWN]
        : [ANY, ...new Set([event.name, ...event.name.split(/\s+/)].map((name) => `=${name}`))],
      handler ? [ANY, ...ownFunctionKey(facts, handler, [UNKNOWN], [])] : [ANY, NONE],
      isPlain(target) && target.place !== undefined
        ? [ANY, plainKey(target), `"${target.text}`]
        : [ANY, UNKNOWN],
    )
    for (const key of all) {
      addTo(index, key, removal)
    }
  }
  return index
})

/** Of functions of this file, other ones are certainly not the same; of all else it is unknown. */
function ownFunctionKey(
  facts: FileFacts,
  handler: TSESTree.Expression,
  otherwise: string[],
  besides: string[],
): string[] {
  const node = unwrap(handler)
  const place = facts.places.placeOf(node)
  const isOwn = node.type === 'Identifier' && place !== undefined && isOwnFunction(facts, node)
  return isOwn ? [`=${place}`, ...besides] : otherwise
}

function plainKey(target: Target): string {
  return target.node.type === 'ThisExpression' ? '=this' : `=${target.place ?? ''}`
}

function keys(events: string[], handlers: string[], targets: string[]): string[] {
  return events.flatMap((event) =>
    handlers.flatMap((handler) => targets.map((target) => JSON.stringify([event, handler, target]))),
  )
}
