import type { TSESTree } from '@typescript-eslint/utils'

import type { Duty } from '../ledger/duty.js'
import type { Link, LinkName } from '../ledger/link.js'
import type { Loss } from '../losses/loss.js'

/** How sure a finding is: `known` is reported by `recommended`, `likely` by `strict`, `silent` by nobody. */
export type Verdict = 'known' | 'likely' | 'silent'

/** A loss, and the five links that make it a finding or speak against it. */
export interface Finding {
  readonly duty: Duty
  readonly loss: Loss
  readonly links: Readonly<Record<LinkName, Link>>
  readonly verdict: Verdict
  /** The node that a report underlines. */
  readonly node: TSESTree.Node
}
