import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Duty } from '../ledger/duty.js'
import type { Finding } from './finding.js'
import { findings } from './findings.js'

/** Answers the surest finding of each duty, of equally sure ones the first: the known ones, and with `likely` the likely ones. */
export function surestFindings(facts: FileFacts, likely: boolean): readonly Finding[] {
  return surest(facts).filter(({ verdict }) => verdict === 'known' || likely)
}

const surest = perFile((facts): readonly Finding[] => {
  const found = new Map<Duty['site'], Finding>()
  for (const finding of findings(facts)) {
    if (finding.verdict === 'silent') continue
    const known = found.get(finding.duty.site)
    if (!known || (known.verdict === 'likely' && finding.verdict === 'known'))
      found.set(finding.duty.site, finding)
  }
  return [...found.values()]
})
