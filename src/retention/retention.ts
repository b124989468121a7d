import type { TSESTree } from '@typescript-eslint/utils'

import type { Explained, ExplainedLink, ExplainedLoss, Position } from '../verdict/explained.js'
import { positionOf } from '../verdict/positions.js'

/** Something on the way from what keeps to what is kept. */
export interface Retainer {
  /** As the code names it, or in words where the code has no name for it. */
  readonly text: string
  readonly isCode: boolean
  /** What it is, or until when it keeps what comes next; may be empty. */
  readonly note: string
  /** Where it stands in the file; null for what the file only uses. */
  readonly at: Position | null
}

/**
 * Who keeps what, at the place of a report: for people, no nodes, only text and places. The path leads from what keeps to
 * what is kept, and begins with the holder.
 */
export interface Retention {
  readonly reportedAt: Position
  readonly path: readonly Retainer[]
  /** How it comes to stay, of what has to be ended. */
  readonly loss: Pick<ExplainedLoss, 'kind' | 'at' | 'code'> | null
  readonly owner: Explained['owner']
  /** The five links; empty of what is found in another way. */
  readonly links: readonly ExplainedLink[]
}

/** Answers a retainer in the words of the code. */
export function inCode(text: string, note: string, at: Position | null = null): Retainer {
  return { text, isCode: true, note, at }
}

/** Answers a retainer that the code has no name for. */
export function inWords(text: string, note: string, at: Position | null = null): Retainer {
  return { text, isCode: false, note, at }
}

/** Answers what keeps something, as a message says it: what is all in backticks is code. */
export function asSaid(keeper: string, note: string): Retainer {
  const [, code] = /^`([^`]+)`$/.exec(keeper) ?? []
  return code === undefined ? inWords(keeper, note) : inCode(code, note)
}

/** Answers what is reported at a node and known by its path alone. */
export function retentionAt(node: TSESTree.Node, path: readonly Retainer[]): Retention {
  return { reportedAt: positionOf(node), path, loss: null, owner: null, links: [] }
}
