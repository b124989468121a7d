import type { CellKind } from '../cells/cell.js'
import type { DutySource } from '../ledger/duty.js'
import type { LinkName, Sureness } from '../ledger/link.js'
import type { LossKind } from '../losses/loss.js'
import type { Verdict } from './finding.js'

/** A place in a file, both counted from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** What is done with a handle, and what that means for the duty. */
export interface ExplainedUse {
  readonly at: Position
  readonly code: string
  readonly effect: 'releases' | 'may release' | 'borrows' | 'takes' | 'may take'
  /** Empty for a release, which says it all. */
  readonly reason: string
}

/** One of the five links of a loss, with what it rests on. */
export interface ExplainedLink {
  readonly name: LinkName
  readonly sure: Sureness
  readonly because: string
  /** Where that can be seen; null where it is no one place. */
  readonly at: Position | null
}

/** A way to lose a duty. */
export interface ExplainedLoss {
  readonly kind: LossKind
  readonly form: string
  /** The way out, the write, the removal; null where nothing at all happens. */
  readonly at: Position | null
  readonly code: string | null
  /** Where a report of it stands. */
  readonly reportedAt: Position
  readonly links: readonly ExplainedLink[]
  readonly verdict: Verdict
}

/** Where the handle of a duty is, and everything that is done with it. */
export interface ExplainedHandle {
  /** Empty where no cell has it: it is dropped or handed on at once, which `uses` tells. */
  readonly cells: readonly { readonly text: string; readonly kind: CellKind }[]
  readonly uses: readonly ExplainedUse[]
  /** False where a cell has more uses than are followed. */
  readonly areAllUses: boolean
}

/** A duty and all that is known of it, for people and for other programs: no nodes, only text and places. */
export interface Explained extends ExplainedHandle {
  readonly site: Position
  /** What begins it: `open()`. */
  readonly maker: string
  readonly kind: string
  readonly source: DutySource
  readonly owed: Pick<ExplainedLink, 'sure' | 'because'>
  /** What keeps what was begun, and until when. */
  readonly holder: string
  /** Null where the code is part of nothing that ends; its end is null where it has none in this file. */
  readonly owner: { readonly name: string; readonly end: string | null } | null
  readonly losses: readonly ExplainedLoss[]
  /** That of the surest loss; null where it is ended on every way. */
  readonly verdict: Verdict | null
}
