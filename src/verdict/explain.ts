import { perFile, type FileFacts } from '../cells/file-facts.js'
import { duties, makerText } from '../ledger/duties.js'
import type { Duty } from '../ledger/duty.js'
import { LINK_NAMES } from '../ledger/link.js'
import { describeEnd, mainTeardown, ownersOf } from '../lives/owner.js'
import { groupedBy } from '../syntax/grouping.js'
import { explainHandle } from './explain-handle.js'
import type { Explained, ExplainedLoss } from './explained.js'
import type { Finding, Verdict } from './finding.js'
import { findings } from './findings.js'
import { codeOf, positionOf } from './positions.js'

const HOLDERS = {
  never: 'the system, until it is ended or the process is',
  eventually: 'the system, until it is ended or the garbage collector happens to find it',
  unknown: 'whoever made it, until it is ended',
}

const SUREST_FIRST: readonly Verdict[] = ['known', 'likely', 'silent']

/** Answers all that is known of each duty of a file, in the order of the file. */
export const explain = perFile((facts): readonly Explained[] => {
  const byDuty = groupedBy(findings(facts), ({ duty }) => duty)
  return duties(facts)
    .toSorted((a, b) => a.site.range[0] - b.site.range[0])
    .map((duty) => explainDuty(facts, duty, byDuty.get(duty) ?? []))
})

/** Answers what is known of one duty, with what was found of it. */
export function explainDuty(facts: FileFacts, duty: Duty, found: readonly Finding[]): Explained {
  const { site, kind, source, owed } = duty
  const [owner] = ownersOf(facts, site)
  return {
    site: positionOf(site),
    maker: makerText(duty),
    kind: kind.noun,
    source,
    owed: { sure: owed.sure, because: owed.because },
    holder: HOLDERS[kind.collected],
    owner: owner ? { name: owner.name, end: mainTeardown(owner) ? describeEnd(owner) : null } : null,
    ...explainHandle(facts, duty),
    losses: found.map((finding) => explainedLoss(facts, finding)),
    verdict: SUREST_FIRST.find((each) => found.some(({ verdict }) => verdict === each)) ?? null,
  }
}

function explainedLoss(facts: FileFacts, { loss, links, verdict, node }: Finding): ExplainedLoss {
  const { kind, form, at } = loss
  return {
    kind,
    form,
    at: at ? positionOf(at) : null,
    code: at ? codeOf(facts, at) : null,
    reportedAt: positionOf(node),
    links: LINK_NAMES.map((name) => {
      const { sure, because, witness } = links[name]
      return { name, sure, because, at: witness ? positionOf(witness) : null }
    }),
    verdict,
  }
}
