import { perFile, type FileFacts } from '../cells/file-facts.js'
import { link, type Link, type LinkName, type Sureness } from '../ledger/link.js'
import type { Loss } from '../losses/loss.js'
import { memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'

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
  {
    name: 'the file throws bodies away',
    raises: 'matters',
    to: 'likely',
    holds: (facts, { duty }) => {
      const discarded = duty.source === 'body' ? bodiesThrownAway(facts)[0] : undefined
      return discarded && link('likely', 'the file takes care to throw such a body away elsewhere', discarded)
    },
  },
]

/** The calls that throw away a body unread: `response.body?.cancel()`, `await body.dump()`. */
const bodiesThrownAway = perFile((facts) =>
  ['cancel', 'dump'].flatMap((name) =>
    (facts.nodes.calls.get(name) ?? []).filter((call) => {
      const receiver = receiverOf(call)
      const object = receiver && unwrap(receiver)
      const of = object?.type === 'MemberExpression' ? memberName(object) : undefined
      return of === 'body' || (object?.type === 'Identifier' && /body$/i.test(object.name))
    }),
  ),
)

const ORDER: readonly Sureness[] = ['no', 'unknown', 'likely', 'yes']

/** Answers a link as the table raises it. A no stays: it has a witness. */
export function raised(facts: FileFacts, loss: Loss, name: LinkName, known: Link): Link {
  if (known.sure === 'no' || known.sure === 'yes') return known
  let best = known
  for (const evidence of TABLE) {
    if (evidence.raises !== name || ORDER.indexOf(evidence.to) <= ORDER.indexOf(best.sure)) continue
    const found = evidence.holds(facts, loss)
    if (found) best = found
  }
  return best
}
