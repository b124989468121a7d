import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import type { Grow } from '../../ledger/collections/access.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { textOfKey, usesOfCollection, type CollectionUses } from '../../ledger/collections/uses.js'
import {
  collectionsByHome,
  moduleCollections,
  ownedCollections,
} from '../../lives/collections/collections.js'
import { isNamedByProgram } from '../../lives/collections/key-names.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { firstRemoval, removalFromSeveral, removalFromTwin, type OtherRemoval } from './removals-beside.js'
import { isRemembrance } from './remembrance.js'
import { mayFollow } from '../../syntax/may-follow.js'
import { addTo } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
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
  const { home } = collection
  if (grows.length === 0 || home === undefined || (collectionsByHome(facts).get(home) ?? []).length < 2)
    return undefined
  for (const grow of grows) {
    const mirror = mirroredBy(facts, uses, grow)
    if (mirror) return growthOf(uses, grow, mirror, sureOf(uses, grow))
  }
  for (const grow of grows) {
    const twin = removalFromTwin(facts, { collection, home }, grow)
    if (twin) return growthOf(uses, grow, twin, sureOf(uses, grow))
  }
  const ended = endOfKey(facts, uses, home)
  const [grow] = grows
  if (ended && grow) return growthOf(uses, grow, ended, sureOf(uses, grow))
  if (collection.lifetime !== 'closure' || !grow) return undefined
  const other = firstRemoval(facts, home)
  return other && growthOf(uses, grow, other, 'likely')
}

/** Of what the program names there are so many; what is gone through from end to end may be kept to be shown. */
function sureOf({ collection, reads }: CollectionUses, { key }: Grow): Growth['certainty'] {
  const isShown = collection.protocol.noun !== 'Set' && reads.some((read) => read.of === 'all')
  return isShown || (key && isNamedByProgram(key)) ? 'likely' : 'known'
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

/** `byRef.set(ref, value); byValue.set(value, ref)`: one is the other the other way round, and has what it has. */
function mirroredBy(facts: FileFacts, uses: CollectionUses, grow: Grow): OtherRemoval | undefined {
  const { key, value } = grow
  if (!key || !value) return undefined
  const mirrors = additionsByText(facts)
    .get(enclosingFunction(grow.node))
    ?.get(textOfBoth(facts, value, key))
  for (const collection of mirrors ?? []) {
    if (collection === uses.collection || collection.home !== uses.collection.home) continue
    const removal = usesOfCollection(facts, collection).shrinks.find(
      // What is taken out where the next one is put in makes room for that.
      ({ extent, node }) =>
        extent === 'entry' &&
        (enclosingFunction(node) !== enclosingFunction(grow.node) || !mayFollow(grow.node, node)),
    )
    if (removal) return { name: collection.name, removal }
  }
  return undefined
}

/** What each function adds to which collection, by the key and the value. */
const additionsByText = perFile((facts) => {
  const functions = new Map<FunctionNode | undefined, Map<string, Collection[]>>()
  for (const collection of [...moduleCollections(facts), ...ownedCollections(facts)]) {
    for (const { node, key, value } of usesOfCollection(facts, collection).grows) {
      if (!key || !value) continue
      const scope = enclosingFunction(node)
      const additions = functions.get(scope) ?? new Map<string, Collection[]>()
      functions.set(scope, additions)
      addTo(additions, textOfBoth(facts, key, value), collection)
    }
  }
  return functions
})

function textOfBoth(facts: FileFacts, key: TSESTree.Node, value: TSESTree.Node): string {
  return `${textOfKey(facts, key)} → ${textOfKey(facts, value)}`
}

/** A function that takes a key out of two others or more, and looks up the same key here. */
function endOfKey(facts: FileFacts, { reads, voids }: CollectionUses, home: Place): OtherRemoval | undefined {
  for (const { node, key } of [...reads, ...voids]) {
    const scope = enclosingFunction(node)
    const removal = scope && key ? removalFromSeveral(facts, home, scope, key) : undefined
    if (removal) return removal
  }
  return undefined
}
