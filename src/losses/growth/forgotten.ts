import { enclosingFunction } from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Grow, Read, Shrink } from '../../ledger/collections/access.js'
import type { Collection } from '../../ledger/collections/collection.js'
import {
  continuesEntry,
  isSameKey,
  usesOfCollection,
  type CollectionUses,
} from '../../ledger/collections/uses.js'
import { moduleCollections, ownedCollections } from '../../lives/collections/collections.js'
import { standsAtEnd } from '../../lives/collections/ends-of-entries.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { growsPerCall } from './never-removed.js'
import { useOf } from '../../cells/uses.js'

/**
 * Answers how a collection is forgotten where others of the same home are emptied: two are filled together and one
 * of them loses its entry; or the end of a key is dealt with in several, and this one is only looked at there.
 */
export function forgottenEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (shrinks.length > 0 || collection.home === undefined || collection.protocol.noun === 'array')
    return undefined
  const grows = uses.grows.filter(
    (grow) =>
      grow.key &&
      growsPerCall(facts, grow) &&
      !isBuilding(grow, collection) &&
      !isRemembrance(facts, uses, grow),
  )
  const siblings = (collectionsByHome(facts).get(collection.home) ?? []).filter((each) => each !== collection)
  if (grows.length === 0 || siblings.length === 0) return undefined
  for (const grow of grows) {
    const twin = filledTogether(facts, grow, siblings)
    if (twin) return growthOf(uses, grow, twin, 'known')
  }
  const ended = endOfKey(facts, uses, siblings)
  const [grow] = grows
  if (ended && grow) return growthOf(uses, grow, ended, 'known')
  if (collection.lifetime !== 'closure' || !grow) return undefined
  const other = siblings.flatMap((each) => removalsOf(facts, each))[0]
  return other && growthOf(uses, grow, other, 'likely')
}

/** A removal from another collection. */
interface OtherRemoval {
  name: string
  removal: Shrink
}

function growthOf(
  { collection }: CollectionUses,
  { node, key }: Grow,
  { name, removal }: OtherRemoval,
  certainty: 'known' | 'likely',
): Growth {
  return { collection, node, key, certainty, problem: 'forgotten', related: removal.node, detail: name }
}

/** What a function puts in before it returns its closures is there once for each of them. */
function isBuilding({ node }: Grow, { lifetime, node: made }: Collection): boolean {
  return lifetime === 'closure' && enclosingFunction(node) === enclosingFunction(made)
}

/**
 * Whether an entry says of something that it has happened, when, or how often, rather than what there is of it now:
 * that is of use after the end as well.
 */
function isRemembrance(facts: FileFacts, uses: CollectionUses, grow: Grow): boolean {
  if (continuesEntry(facts, uses, grow)) return true
  const value = grow.value && unwrap(grow.value)
  if (value?.type === 'CallExpression') return calleeName(value) === 'now'
  if (value?.type === 'NewExpression') return calleeName(value) === 'Date'
  const saysNothing = uses.collection.protocol.noun === 'Set' || value?.type === 'Literal'
  return saysNothing && uses.reads.length > 0 && uses.reads.every((read) => asksForKey(facts, read))
}

/** `seen.has(url)`, `seen[url]`; what goes through a collection asks what there is. */
function asksForKey(facts: FileFacts, { node, key, entry }: Read): boolean {
  if (entry) return key !== undefined
  const use = useOf(facts, node)
  return use.kind === 'receiver' && /^has(?:OwnProperty)?$/.test(use.method ?? '')
}

/** `this.a.set(id, …); this.b.set(id, …)`, and elsewhere `this.b.delete(id)`. */
function filledTogether(
  facts: FileFacts,
  grow: Grow,
  siblings: readonly Collection[],
): OtherRemoval | undefined {
  const scope = enclosingFunction(grow.node)
  for (const sibling of siblings) {
    const isFilledHere = usesOfCollection(facts, sibling).grows.some(
      (other) =>
        enclosingFunction(other.node) === scope &&
        (isSameKey(facts, other.key, grow.key) || isSameValue(facts, other, grow)),
    )
    if (!isFilledHere) continue
    const found = removalsOf(facts, sibling).find(({ removal }) => enclosingFunction(removal.node) !== scope)
    if (found) return found
  }
  return undefined
}

/** `byId.set(peer.id, peer); byName.set(peer.name, peer)` */
function isSameValue(facts: FileFacts, { value: one }: Grow, { value: other }: Grow): boolean {
  return one?.type === 'Identifier' && isSameKey(facts, one, other)
}

/** A function that takes a key out of two others or more, and looks up the same key here. */
function endOfKey(
  facts: FileFacts,
  uses: CollectionUses,
  siblings: readonly Collection[],
): OtherRemoval | undefined {
  const removals = siblings.flatMap((each) => removalsOf(facts, each))
  for (const { node, key } of [...uses.reads, ...uses.voids]) {
    const scope = enclosingFunction(node)
    if (!scope || !key) continue
    const beside = removals.filter(
      ({ removal }) => enclosingFunction(removal.node) === scope && isSameKey(facts, removal.key, key),
    )
    if (new Set(beside.map(({ name }) => name)).size > 1) return beside[0]
  }
  return undefined
}

/** What takes entries out where what they stand for ends; not where some work on it is done. */
const removalsOf = perKey((facts: FileFacts, collection: Collection): OtherRemoval[] =>
  usesOfCollection(facts, collection)
    .shrinks.filter(({ extent, node }) => extent === 'entry' && standsAtEnd(facts, node))
    .map((removal) => ({ name: collection.name, removal })),
)

const collectionsByHome = perFile((facts): ReadonlyMap<Place | undefined, Collection[]> =>
  groupedBy([...moduleCollections(facts), ...ownedCollections(facts)], ({ home }) => home),
)
