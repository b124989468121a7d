import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import type { Duty } from '../ledger/duty.js'
import type { Link, LinkName } from '../ledger/link.js'
import type { Owner } from '../lives/owner.js'
import type { ListenerLoss } from './registrations/listener-loss.js'
import type { AddedAtEnd, RemovalMismatch } from './registrations/removals/mismatch.js'

/**
 * The ways to lose a duty.
 *
 * - `dropped`: nobody keeps the handle
 * - `left`: a way out with the duty open
 * - `overwritten`: something else is put where the handle was
 * - `voided`: the handle is thrown away, and nothing was ended
 * - `removed`: it is taken out of its collection, and nothing was ended
 * - `outlived`: its owner ends and leaves it
 * - `repeated`: it is begun again and again on one holder
 * - `mismatched`: what should end it ends nothing
 * - `misplaced`: it is begun where its end belongs, ended where nothing runs, or what is ended is another one
 */
export type LossKind =
  | 'dropped'
  | 'left'
  | 'overwritten'
  | 'voided'
  | 'removed'
  | 'outlived'
  | 'repeated'
  | 'mismatched'
  | 'misplaced'

/** An event by which an open duty can no longer be ended, or will not be. */
export interface Loss {
  readonly kind: LossKind
  /** Which of its forms, for the words of a message: `dropped`, `openOnThrow`, `noTeardown`. */
  readonly form: string
  readonly duty: Duty
  readonly cell: Cell | undefined
  /** The node that a report underlines. */
  readonly node: TSESTree.Node
  /** Where it happens: the way out, the write, the removal; undefined where nothing at all happens. */
  readonly at: TSESTree.Node | undefined
  /** The owner whose end leaves it, where the loss is of an owner. */
  readonly owner: Owner | undefined
  /** Where the duty is ended otherwise, or a sibling of it is: what a message can name. */
  readonly ended: readonly TSESTree.Node[]
  /** Where the same function certainly ends it, of a loss on one of its ways. */
  readonly released?: readonly TSESTree.Node[]
  /** What the loss itself knows of the links; the verdict asks for the others. */
  readonly links: Readonly<Partial<Record<LinkName, Link>>>
  /** For a listener: what a message and a correction of it need to know. */
  readonly listener?: ListenerLoss
  /** For a removal that takes nothing out: which listener it misses, and why. */
  readonly mismatch?: RemovalMismatch | AddedAtEnd
}
