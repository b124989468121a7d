import type { Collection } from '../../ledger/collections/collection.js'
import { usesOfCollection, type CollectionUses } from '../../ledger/collections/uses.js'
import { moduleCollections } from '../../lives/collections/collections.js'
import { perFile } from '../../cells/file-facts.js'

/**
 * Answers the collections of a file's module that only a limit of their own keeps small, with all that is done to them:
 * the last failures, the first hundred callers. There are only so many entries, and each of them stays for long. Those
 * from which an entry goes when it is done with are not among them, nor those that grow without bound.
 */
export const boundedCollections = perFile((facts): readonly CollectionUses[] =>
  moduleCollections(facts)
    .filter((collection) => isOfValues(collection))
    .map((collection) => usesOfCollection(facts, collection))
    .filter(({ isBounded, isHandedOn, shrinks }) => {
      return isBounded && !isHandedOn && shrinks.every(({ extent }) => extent === 'some')
    }),
)

function isOfValues({ protocol: { noun } }: Collection): boolean {
  return noun !== 'string' && noun !== 'object'
}
