import type { TSESTree } from '@typescript-eslint/utils'

import type { Grow } from '../../ledger/collections/access.js'
import type { CollectionUses } from '../../ledger/collections/uses.js'
import type { Link, LinkName } from '../../ledger/link.js'
import type { AdditionTimes } from '../../lives/collections/additions.js'

/** An entry that a collection keeps after what it is for: an addition that no removal balances. */
export interface EntryLoss {
  readonly form: 'neverShrinks' | 'endOnly' | 'failureOnly' | 'successOnly'
  readonly uses: CollectionUses
  readonly grow: Grow
  readonly times: AdditionTimes
  /** Where the entries are lost at last, of those that something takes out too late or on another way. */
  readonly related: TSESTree.Node | undefined
  /** What a message calls that. */
  readonly detail: string | undefined
  /** The five links as the file shows them; the verdict raises what evidence makes surer. */
  readonly links: Readonly<Record<LinkName, Link>>
}
