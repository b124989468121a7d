import { LINK_NAMES, type Link, type LinkName, type Sureness } from '../ledger/link.js'
import type { Verdict } from './finding.js'

/** At most so many links may be likely only, for a finding to be likely. */
const MAX_LIKELY = 2

/**
 * Answers what the five links make of a loss. Known: all are yes. Likely: none is no, none is unknown, and at most two are
 * likely. Silent otherwise.
 */
export function verdictOf(links: Readonly<Record<LinkName, Link>>): Verdict {
  const count = (sure: Sureness): number => LINK_NAMES.filter((name) => links[name].sure === sure).length
  if (count('no') > 0 || count('unknown') > 0) return 'silent'
  const likely = count('likely')
  if (likely === 0) return 'known'
  return likely <= MAX_LIKELY ? 'likely' : 'silent'
}
