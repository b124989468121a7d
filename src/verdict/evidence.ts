import type { FileFacts } from '../cells/file-facts.js'
import type { Link, LinkName, Sureness } from '../ledger/link.js'
import type { Loss } from '../losses/loss.js'
import { lentElsewhere } from './lent-elsewhere.js'

/** A fact that raises a link: doubt that the file itself answers. */
export interface Evidence {
  readonly name: string
  readonly raises: LinkName
  /** Up to what. A link that is sure of this already, or is a no, stays as it is. */
  readonly to: Exclude<Sureness, 'no' | 'unknown'>
  /** Answers the link that it makes, or undefined where the fact does not hold. */
  readonly holds: (facts: FileFacts, loss: Loss) => Link | undefined
}

/** All that raises a link, the only table of it. */
const TABLE: readonly Evidence[] = [
  { name: 'lent elsewhere', raises: 'alone', to: 'likely', holds: lentElsewhere },
]

const ORDER: readonly Sureness[] = ['no', 'unknown', 'likely', 'yes']

/** Answers a link as the table raises it. A no stays: it has a witness. */
export function raised(facts: FileFacts, loss: Loss, name: LinkName, link: Link): Link {
  if (link.sure === 'no' || link.sure === 'yes') return link
  let best = link
  for (const evidence of TABLE) {
    if (evidence.raises !== name || ORDER.indexOf(evidence.to) <= ORDER.indexOf(best.sure)) continue
    const found = evidence.holds(facts, loss)
    if (found) best = found
  }
  return best
}
