import { perFile, type FileFacts } from '../cells/file-facts.js'
import { usesOfCollection, withAliases, type CollectionUses } from '../ledger/collections/uses.js'
import type { Collection } from '../ledger/collections/collection.js'
import { isTestCode } from '../lives/test-code.js'
import { GROWTH_PROBLEMS, type Growth } from '../losses/growth/growth.js'
import type { ExplainedAccess, ExplainedCollection } from './explained-collection.js'
import { explainedLinks } from './explain.js'
import { collectionsThatGrow, entryFindings, growthFindings } from './growth-findings.js'
import { codeOf, positionOf } from './positions.js'

/** Answers what is known of each collection that a file adds to, in the order of the file. */
export const explainCollections = perFile((facts): readonly ExplainedCollection[] => {
  const growths = new Map(growthFindings(facts).map((growth) => [growth.collection, growth]))
  return [...collectionsThatGrow(facts)]
    .toSorted((a, b) => a.node.range[0] - b.node.range[0])
    .map((collection) => explainCollection(facts, collection, growths.get(collection)))
})

function explainCollection(
  facts: FileFacts,
  collection: Collection,
  growth: Growth | undefined,
): ExplainedCollection {
  const uses = usesOfCollection(facts, withAliases(facts, collection))
  const [silent] = growth ? [] : entryFindings(facts, uses)
  const links = growth?.links ?? silent?.links
  return {
    site: positionOf(collection.node),
    name: collection.name,
    noun: collection.protocol.noun,
    keeper: collection.keeper,
    gains: uses.grows.map(({ node }) => accessAt(facts, node)),
    loses: uses.shrinks.map(({ node }) => accessAt(facts, node)),
    spared: growth ? null : isTestCode(facts) ? 'it is test code' : sparedBy(uses),
    problem: growth?.problem ?? null,
    because: growth ? GROWTH_PROBLEMS[growth.problem] : null,
    reportedAt: growth ? positionOf(growth.node) : null,
    links: links ? explainedLinks(links) : [],
    verdict: growth?.certainty ?? (silent ? 'silent' : null),
  }
}

function accessAt(facts: FileFacts, node: Growth['node']): ExplainedAccess {
  return { at: positionOf(node), code: codeOf(facts, node) }
}

/** Why nothing is asked of a collection, whatever it gains and loses. */
function sparedBy({ isBounded, isHandedOn, escapes }: CollectionUses): string | null {
  if (isBounded) return 'its size is compared with something'
  if (isHandedOn) return 'other code is given it'
  return escapes ? 'a function that it holds is called on it' : null
}
