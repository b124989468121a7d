import { closureCollections, closureTables } from './closures.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { fieldCollections } from './fields.js'
import { perFile } from '../../cells/file-facts.js'
import { groupedBy } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { globalCollections, variableCollections } from './variables.js'
import { nestedTables } from './nested-tables.js'
import { propertyCollections } from './properties.js'

/** Answers the collections of a file that live as long as the module. */
export const moduleCollections = perFile((facts): readonly Collection[] => [
  ...variableCollections(facts),
  ...fieldCollections(facts).filter(({ lifetime }) => lifetime === 'module'),
  ...globalCollections(facts),
  ...propertyCollections(facts),
])

/** Answers the collections of instances that may live long, and those of closures. */
export const ownedCollections = perFile((facts): readonly Collection[] => [
  ...fieldCollections(facts).filter(({ lifetime }) => lifetime !== 'module'),
  ...closureCollections(facts),
])

/**
 * Answers every Map and object of a file that outlives the calls which fill it. More than the collections of which
 * one asks whether they grow: those of closures are among them, and properties of anything that stays.
 */
export const longLivedTables = perFile((facts): readonly Collection[] => {
  const found = [...moduleCollections(facts), ...ownedCollections(facts), ...closureTables(facts)].filter(
    ({ protocol: { noun } }) => noun === 'Map' || noun === 'object',
  )
  const known = new Set(found.flatMap(({ node, nodes }) => [node, ...nodes]))
  return [...found, ...nestedTables(facts).filter(({ nodes }) => !nodes.some((node) => known.has(node)))]
})

/** Answers all collections whose growth is asked for, by what they are kept in. */
export const collectionsByHome = perFile((facts): ReadonlyMap<Place | undefined, Collection[]> =>
  groupedBy([...moduleCollections(facts), ...ownedCollections(facts)], ({ home }) => home),
)
