import { perFile, type FileFacts } from '../cells/file-facts.js'
import { isOfRegistration } from '../ledger/duty.js'
import { isNeverYes, link, LINK_NAMES, type Link, type LinkName } from '../ledger/link.js'
import { isTestCode } from '../lives/test-code.js'
import { losses } from '../losses/losses.js'
import type { Loss } from '../losses/loss.js'
import { asOthersSay } from './as-others-say.js'
import { EVIDENCE, lowered, raised } from './evidence.js'
import type { Finding } from './finding.js'
import { verdictOf } from './verdict-of.js'

/** Answers every loss of a file with its five links and its verdict, the silent ones included: the base of all rules. */
export const findings = perFile((facts): readonly Finding[] => {
  if (!facts.onlyKnown) return losses(facts).map((loss) => findingOf(facts, loss))
  // In a test nothing matters for long enough to be known.
  if (isTestCode(facts)) return []
  return losses(facts)
    .filter(mayBeTold)
    .map((loss) => findingOf(facts, loss))
})

/**
 * Whether a loss may be known, or is likely to others than rules: what keeps a listener or a timer is asked by who looks for
 * other ways to keep something. Of all others evidence is asked in vain. That it is owed may be said by another file.
 */
function mayBeTold(loss: Loss): boolean {
  if (loss.listener || isOfRegistration(loss.duty)) return true
  return LINK_NAMES.every((name) => {
    const asked = loss.links[name] ?? unasked(loss, name)
    return name === 'owed' ? asked.sure !== 'no' : !isNeverYes(asked)
  })
}

/** Answers a loss with its five links, as the tables of evidence raise and lower them, and its verdict. */
export function findingOf(facts: FileFacts, loss: Loss): Finding {
  const asked = (name: LinkName): Link =>
    lowered(facts, loss, name, raised(facts, EVIDENCE, loss, loss.links[name] ?? unasked(loss, name)))
  const links = {
    owed: asked('owed'),
    open: asked('open'),
    alone: asked('alone'),
    lasting: asked('lasting'),
    matters: isTestCode(facts) ? overSoon(facts) : asked('matters'),
  }
  return asOthersSay(facts, { duty: loss.duty, loss, links, verdict: verdictOf(links), node: loss.node })
}

/** A test ends soon, and its process with it. */
function overSoon({ sourceCode }: FileFacts): Link {
  return link('no', 'this is a test, whose process ends soon', sourceCode.ast)
}

/** What a loss says nothing of: what must be ended is known by the duty, and nothing speaks against the others. */
function unasked({ duty }: Loss, name: LinkName): Link {
  return name === 'owed' ? duty.owed : link('yes', 'nothing speaks against it')
}
