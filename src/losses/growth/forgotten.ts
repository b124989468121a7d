import { enclosingFunction } from '../../syntax/functions.js'
import type { Grow, Shrink } from '../../ledger/collections/access.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { isSameKey, usesOfCollection, type CollectionUses } from '../../ledger/collections/uses.js'
import {
  collectionsBeside,
  moduleCollections,
  ownedCollections,
} from '../../lives/collections/collections.js'
import { isNamedByProgram } from '../../lives/collections/key-names.js'
import { standsAtEnd } from '../../lives/collections/ends-of-entries.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { isRemembrance } from './remembrance.js'
import { mayFollow } from '../../syntax/may-follow.js'
import { groupedBy } from '../../syntax/grouping.js'
import { growsPerCall } from '../../lives/collections/additions.js'

/**
 * Answers how a collection is forgotten where others of the same home are emptied: two are filled together and one
 * of them loses its entry; or the end of a key is dealt with in several, and this one is only looked at there.
 */
export function forgottenEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (shrinks.length > 0 || collection.protocol.noun === 'array') return undefined
  const grows = uses.grows.filter(
    (grow) =>
      grow.key &&
      growsPerCall(facts, grow) &&
      !isBuilding(grow, collection) &&
      !isRemembrance(facts, uses, grow),
  )
  const siblings = collectionsBeside(facts, collection)
  if (grows.length === 0 || siblings.length === 0) return undefined
  for (const grow of grows) {
    const mirror = mirroredBy(facts, uses, grow)
    if (mirror) return growthOf(uses, grow, mirror, sureOf(uses, grow))
  }
  for (const grow of grows) {
    const twin = filledTogether(facts, grow, siblings)
    if (twin) return growthOf(uses, grow, twin, sureOf(uses, grow))
  }
  const ended = endOfKey(facts, uses, siblings)
  const [grow] = grows
  if (ended && grow) return growthOf(uses, grow, ended, sureOf(uses, grow))
  if (collection.lifetime !== 'closure' || !grow) return undefined
  const other = siblings.flatMap((each) => removalsOf(facts, each))[0]
  return other && growthOf(uses, grow, other, 'likely')
}

/** Of what the program names there are so many; what is gone through from end to end may be kept to be shown. */
function sureOf({ collection, reads }: CollectionUses, { key }: Grow): Growth['certainty'] {
  const isShown = collection.protocol.noun !== 'Set' && reads.some((read) => read.of === 'all')
  return isShown || (key && isNamedByProgram(key)) ? 'likely' : 'known'
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

/** `byRef.set(ref, value); byValue.set(value, ref)`: one is the other the other way round, and has what it has. */
function mirroredBy(facts: FileFacts, uses: CollectionUses, grow: Grow): OtherRemoval | undefined {
  for (const { collection, grow: other } of additionsByScope(facts).get(enclosingFunction(grow.node)) ?? []) {
    if (collection === uses.collection || collection.home !== uses.collection.home) continue
    const isMirror = isSameKey(facts, other.key, grow.value) && isSameKey(facts, other.value, grow.key)
    const removal = isMirror
      ? usesOfCollection(facts, collection).shrinks.find(
          // What is taken out where the next one is put in makes room for that.
          ({ extent, node }) =>
            extent === 'entry' &&
            (enclosingFunction(node) !== enclosingFunction(grow.node) || !mayFollow(grow.node, node)),
        )
      : undefined
    if (removal) return { name: collection.name, removal }
  }
  return undefined
}

/** What each function adds to which collection. */
const additionsByScope = perFile((facts) =>
  groupedBy(
    [...moduleCollections(facts), ...ownedCollections(facts)].flatMap((collection) =>
      usesOfCollection(facts, collection).grows.flatMap((grow) =>
        grow.key && grow.value ? [{ collection, grow }] : [],
      ),
    ),
    ({ grow }) => enclosingFunction(grow.node),
  ),
)

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
