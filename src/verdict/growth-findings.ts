import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import type { Collection } from '../ledger/collections/collection.js'
import { usesOfCollection, withAliases, type CollectionUses } from '../ledger/collections/uses.js'
import { LINK_NAMES, type Link, type LinkName } from '../ledger/link.js'
import { closureTables } from '../lives/collections/closures.js'
import { moduleCollections, ownedCollections } from '../lives/collections/collections.js'
import { collectors } from '../lives/collections/collectors.js'
import { isEndlessKey } from '../lives/collections/growth-keys.js'
import { isBesideProduct, isTestCode } from '../lives/test-code.js'
import { countedKeys } from '../losses/growth/counted-keys.js'
import type { EntryLoss } from '../losses/growth/entry-loss.js'
import { GROWTH_QUESTIONS, type Growth } from '../losses/growth/growth.js'
import { movedHead } from '../losses/growth/moved-heads.js'
import { unbalancedEntries } from '../losses/growth/unbalanced.js'
import { entryAsOthersSay, isBalancedElsewhere } from './entries-as-others-say.js'
import { EVIDENCE_OF_ENTRIES, raised } from './evidence.js'
import type { Verdict } from './finding.js'
import { verdictOf } from './verdict-of.js'

/**
 * Answers the collections of a file that keep what they should not, each at most once. Those that a weak collection would
 * mend, and those that would shrink if an entry were deleted where it is emptied, are among them.
 */
export const growthFindings = perFile((facts): readonly Growth[] => {
  if (isTestCode(facts)) return []
  const found = [...collectionsThatGrow(facts)].flatMap((collection) => {
    const uses = usesOfCollection(facts, withAliases(facts, collection))
    // A queue with a head compares its length with that.
    const moved = movedHead(facts, uses)
    if (moved) return [{ ...moved, collection }]
    if (uses.isBounded || uses.escapes) return []
    const growth = unlessOverSoon(facts, growthOf(facts, uses))
    // Other files are asked of what may be told.
    if (facts.onlyKnown && growth?.certainty !== 'known') return []
    if (growth && isBalancedElsewhere(facts, growth)) return []
    // Other rules ask for the collection as the file makes it, without the other names that it has.
    return growth ? [{ ...growth, collection }] : []
  })
  return [...found, ...countedKeys(facts)]
})

/** Answers the collections of a file that outlive the calls which fill them, and that it adds to. */
export const collectionsThatGrow = perFile(
  (facts): ReadonlySet<Collection> =>
    new Set(
      [
        ...moduleCollections(facts),
        ...ownedCollections(facts),
        ...closureTables(facts),
        ...collectors(facts),
      ].filter((each) => usesOfCollection(facts, withAliases(facts, each)).grows.length > 0),
    ),
)

/** What the module of an example or script keeps may go with its process soon: its folder is not enough to know, and too much to be sure. */
function unlessOverSoon(facts: FileFacts, growth: Growth | undefined): Growth | undefined {
  const isDoubted = growth?.collection.lifetime === 'module' && isBesideProduct(facts)
  return isDoubted ? { ...growth, certainty: 'likely' } : growth
}

/** What the code gives away of its own intent explains most; that nothing balances may be certain where that is not. */
function growthOf(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const unbalanced = unbalancedGrowth(facts, uses)
  for (const ask of GROWTH_QUESTIONS) {
    const growth = ask(facts, uses)
    if (!growth) continue
    const isCertain = growth.certainty === 'known' || unbalanced?.certainty === 'known'
    return isCertain ? { ...growth, certainty: 'known' } : growth
  }
  return unbalanced
}

/** An entry that stays, with its links as the table of evidence raises them. */
export interface EntryFinding {
  readonly loss: EntryLoss
  readonly links: Readonly<Record<LinkName, Link>>
  readonly verdict: Verdict
}

/** Answers the additions to a collection that nothing balances, the silent ones included. */
export const entryFindings = perKey((facts: FileFacts, uses: CollectionUses): readonly EntryFinding[] =>
  unbalancedEntries(facts, uses).map((loss) => {
    const links = { ...loss.links }
    for (const name of LINK_NAMES) links[name] = raised(facts, EVIDENCE_OF_ENTRIES, loss, links[name])
    return { loss, links, verdict: verdictOf(links) }
  }),
)

function unbalancedGrowth(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  // How long an instance or a closure lives is never known.
  if (facts.onlyKnown && uses.collection.lifetime !== 'module') return undefined
  const found = entryFindings(facts, uses).map((each) => entryAsOthersSay(facts, each))
  const likely = found.filter(({ verdict }) => verdict === 'likely')
  const chosen =
    found.find(({ verdict }) => verdict === 'known') ??
    likely.find(({ loss: { grow } }) => grow.key && isEndlessKey(facts, grow.key)) ??
    likely[0]
  if (!chosen) return undefined
  const { form, grow, related, detail } = chosen.loss
  return {
    collection: uses.collection,
    node: grow.node,
    certainty: chosen.verdict === 'known' ? 'known' : 'likely',
    problem: form,
    key: grow.key,
    related,
    links: chosen.links,
    ...(detail === undefined ? {} : { detail }),
  }
}
