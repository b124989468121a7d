import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Grow, Shrink } from '../../ledger/collections/access.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { textOfKey, usesOfCollection } from '../../ledger/collections/uses.js'
import { collectionsByHome } from '../../lives/collections/collections.js'
import { standsAtEnd } from '../../lives/collections/ends-of-entries.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { unwrap } from '../../syntax/unwrap.js'

/** A removal from another collection. */
export interface OtherRemoval {
  readonly name: string
  readonly removal: Shrink
}

/** Answers the first removal from any of the collections of a home; undefined where all of them only grow. */
export function firstRemoval(facts: FileFacts, home: Place): OtherRemoval | undefined {
  return removalsByHome(facts).get(home)?.[0]
}

/**
 * Answers what a twin of a collection loses: another one of its home that the same function fills under the same key, or with
 * the same value, and that loses an entry in another function. Looked up: n collections are not each compared with all.
 */
export function removalFromTwin(
  facts: FileFacts,
  { collection, home }: { readonly collection: Collection; readonly home: Place },
  { node, key, value }: Grow,
): OtherRemoval | undefined {
  const filled = twinsByHome(facts).get(home)?.get(enclosingFunction(node))
  const ofKey = filled && key && filled.get(`key ${textOfKey(facts, key)}`)
  const inner = value && unwrap(value)
  const ofValue = inner?.type === 'Identifier' ? filled?.get(`value ${inner.name}`) : undefined
  let first: Twin | undefined
  for (const twins of [ofKey, ofValue]) {
    const twin = twins?.find((each) => each.collection !== collection)
    if (twin && (!first || twin.order < first.order)) first = twin
  }
  return first?.loses
}

/** Answers the first of the removals by which a function takes a key out of two collections of a home, or more. */
export function removalFromSeveral(
  facts: FileFacts,
  home: Place,
  scope: FunctionNode,
  key: TSESTree.Node,
): OtherRemoval | undefined {
  return sharedByHome(facts).get(home)?.get(scope)?.get(textOfKey(facts, key))
}

/** What takes entries out where what they stand for ends; not where some work on it is done. */
const removalsOf = perKey((facts: FileFacts, collection: Collection): readonly OtherRemoval[] =>
  usesOfCollection(facts, collection)
    .shrinks.filter(({ extent, node }) => extent === 'entry' && standsAtEnd(facts, node))
    .map((removal) => ({ name: collection.name, removal })),
)

type ByHome<T> = ReadonlyMap<Place | undefined, T>

const removalsByHome = perFile((facts): ByHome<readonly OtherRemoval[]> => {
  const homes = new Map<Place | undefined, readonly OtherRemoval[]>()
  for (const [home, collections] of collectionsByHome(facts)) {
    homes.set(
      home,
      collections.flatMap((each) => removalsOf(facts, each)),
    )
  }
  return homes
})

/** By the function, and by what two things are the same for. */
type ByFunction<T> = Map<FunctionNode | undefined, Map<string, T>>

function textsIn<T>(functions: ByFunction<T>, scope: FunctionNode | undefined): Map<string, T> {
  const texts = functions.get(scope) ?? new Map<string, T>()
  functions.set(scope, texts)
  return texts
}

/** A collection that a function fills, and what it loses elsewhere. */
interface Twin {
  readonly collection: Collection
  /** Which one of its home it is. */
  readonly order: number
  readonly loses: OtherRemoval
}

const twinsByHome = perFile((facts): ByHome<ByFunction<Twin[]>> => {
  const homes = new Map<Place | undefined, ByFunction<Twin[]>>()
  for (const [home, collections] of collectionsByHome(facts)) {
    const functions: ByFunction<Twin[]> = new Map()
    homes.set(home, functions)
    for (const [order, collection] of collections.entries()) {
      const removals = removalsOf(facts, collection)
      if (removals.length === 0) continue
      for (const { node, key, value } of usesOfCollection(facts, collection).grows) {
        const scope = enclosingFunction(node)
        const loses = removals.find(({ removal }) => enclosingFunction(removal.node) !== scope)
        if (!loses) continue
        const texts = textsIn(functions, scope)
        if (key) addTo(texts, `key ${textOfKey(facts, key)}`, { collection, order, loses })
        // `byId.set(peer.id, peer); byName.set(peer.name, peer)`
        if (value?.type === 'Identifier') addTo(texts, `value ${value.name}`, { collection, order, loses })
      }
    }
  }
  return homes
})

const sharedByHome = perFile((facts): ByHome<ByFunction<OtherRemoval>> => {
  const homes = new Map<Place | undefined, ByFunction<OtherRemoval>>()
  for (const [home, removals] of removalsByHome(facts)) {
    const firsts: ByFunction<OtherRemoval> = new Map()
    const shared: ByFunction<OtherRemoval> = new Map()
    homes.set(home, shared)
    for (const found of removals) {
      const { node, key } = found.removal
      if (!key) continue
      const scope = enclosingFunction(node)
      const text = textOfKey(facts, key)
      const first = textsIn(firsts, scope).get(text)
      if (!first) textsIn(firsts, scope).set(text, found)
      else if (first.name !== found.name) textsIn(shared, scope).set(text, first)
    }
  }
  return homes
})
