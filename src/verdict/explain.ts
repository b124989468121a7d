import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../cells/file-facts.js'
import { duties, makerText } from '../ledger/duties.js'
import type { Duty } from '../ledger/duty.js'
import { LINK_NAMES, type Link, type LinkName } from '../ledger/link.js'
import { mainTeardown, ownersOf, type Owner } from '../lives/owner.js'
import { groupedBy } from '../syntax/grouping.js'
import { explainHandle } from './explain-handle.js'
import type { Explained, ExplainedLink, ExplainedLoss } from './explained.js'
import type { Finding, Verdict } from './finding.js'
import { findings } from './findings.js'
import { holderOfDuty } from './holder-of-duty.js'
import { codeOf, positionOf } from './positions.js'

const SUREST_FIRST: readonly Verdict[] = ['known', 'likely', 'silent']

/** Answers all that is known of each duty of a file, in the order of the file. */
export const explain = perFile((facts): readonly Explained[] => {
  const byDuty = groupedBy(findings(facts), ({ duty }) => identityOf(duty))
  return duties(facts)
    .toSorted((a, b) => a.site.range[0] - b.site.range[0])
    .map((duty) => explainDuty(facts, duty, byDuty.get(identityOf(duty)) ?? []))
})

/** What is kept is spoken of with what its holder knows of it, and is the same duty; one that a call registers is another one. */
function identityOf({ site, source }: Duty): string {
  const isRegistered = source === 'registration' || source === 'row-of-registration'
  return `${String(site.range)} ${isRegistered ? source : 'answered'}`
}

/** Answers what is known of one duty, with what was found of it. */
export function explainDuty(facts: FileFacts, duty: Duty, found: readonly Finding[]): Explained {
  const { site, kind, source, owed } = duty
  const holder = holderOfDuty(facts, duty)
  return {
    site: positionOf(site),
    maker: makerText(duty),
    kind: kind.noun,
    source,
    owed: { sure: owed.sure, because: owed.because },
    holder: `${holder.name}, ${holder.until}`,
    owner: explainedOwner(facts, site),
    ...explainHandle(facts, duty),
    losses: found.map((finding) => explainedLoss(facts, finding)),
    verdict: SUREST_FIRST.find((each) => found.some(({ verdict }) => verdict === each)) ?? null,
  }
}

/** Answers the owner of the code at a node, and its end. */
export function explainedOwner(facts: FileFacts, node: TSESTree.Node): Explained['owner'] {
  const [owner] = ownersOf(facts, node)
  return owner ? { name: owner.name, end: endOf(owner) } : null
}

/** Where an owner ends, with its line: what is explained is of this very text. */
function endOf(owner: Owner): string | null {
  const teardown = mainTeardown(owner)
  return teardown ? `${teardown.name} on line ${String(teardown.node.loc.start.line)}` : null
}

/** Answers a way to lose a duty, in text and places. */
export function explainedLoss(facts: FileFacts, { loss, links, verdict, node }: Finding): ExplainedLoss {
  const { kind, form, at } = loss
  return {
    kind,
    form,
    at: at ? positionOf(at) : null,
    code: at ? codeOf(facts, at) : null,
    reportedAt: positionOf(node),
    links: explainedLinks(links),
    verdict,
  }
}

/** Answers the five links in their order, each with the place of its witness. */
export function explainedLinks(links: Readonly<Record<LinkName, Link>>): ExplainedLink[] {
  return LINK_NAMES.map((name) => {
    const { sure, because, witness } = links[name]
    return { name, sure, because, at: witness ? positionOf(witness) : null }
  })
}
