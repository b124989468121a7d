import type { FileFacts } from '../cells/file-facts.js'
import { dutyAsDefined } from '../ledger/sources/classes.js'
import { link } from '../ledger/link.js'
import type { Finding } from './finding.js'
import { verdictOf } from './verdict-of.js'

/**
 * Answers a finding as other files of the project make it. They are asked only for what would be a finding by all else: to read
 * another file takes longer than everything that is asked of this one.
 */
export function asOthersSay(facts: FileFacts, finding: Finding): Finding {
  if (!facts.others || !mayStand(finding)) return finding
  const duty = dutyAsDefined(facts, finding.duty)
  if (!duty) return finding
  const isSurer = duty.owed.sure === 'yes' || duty.owed.sure === 'no' || finding.links.owed.sure === 'unknown'
  const links = isSurer ? { ...finding.links, owed: duty.owed } : finding.links
  return { ...finding, loss: { ...finding.loss, duty }, links, verdict: verdictOf(links) }
}

/** Whether it would be a finding if it had to be ended for certain. */
function mayStand({ links }: Finding): boolean {
  return links.owed.sure !== 'no' && verdictOf({ ...links, owed: link('yes', '') }) !== 'silent'
}
