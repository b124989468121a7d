import type { TSESTree } from '@typescript-eslint/utils'

/** How sure an answer is. A `no` is a fact and needs a witness; doubt is `unknown`, and never a `no`. */
export type Sureness = 'yes' | 'likely' | 'unknown' | 'no'

/**
 * The five things that must hold for a loss to be a finding.
 *
 * - `owed`: it must be ended at all
 * - `open`: it is open there, on a path that exists
 * - `alone`: nobody else ends it
 * - `lasting`: what holds it outlives what it is for
 * - `matters`: it piles up, or is scarce or large
 */
export type LinkName = 'owed' | 'open' | 'alone' | 'lasting' | 'matters'

export const LINK_NAMES: readonly LinkName[] = ['owed', 'open', 'alone', 'lasting', 'matters']

/** The answer to one of the five questions. */
export interface Link {
  readonly sure: Sureness
  /** What it rests on, as a sentence without a full stop: `fs.open() of the row "file"`. */
  readonly because: string
  /** The node that shows it, where one does. */
  readonly witness?: TSESTree.Node | undefined
}

export function link(sure: Sureness, because: string, witness?: TSESTree.Node): Link {
  return { sure, because, witness }
}
