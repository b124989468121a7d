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

/**
 * A question that a link leaves open, and that other code of the file may answer: the verdict asks its table of evidence.
 *
 * - `meant`: is it meant to be ended, or did it happen to be where it was seen?
 * - `memory`: does it hold anything but memory, which goes with its owner?
 * - `again`: does the function run again while the former one is there?
 * - `ends`: does the owner end while the program goes on?
 * - `kept`: is it not kept for as long as the program, as others of its kind are?
 * - `forgotten`: is it forgotten, or meant to go on?
 * - `long`: is the body long enough to hold its connection?
 * - `lent`: does what is given it leave it to whoever had it?
 * - `holder`: does what holds it outlive its owner?
 * - `over`: is it not over by itself, or left to itself on purpose?
 * - `passes`: does an entry stand for what comes and goes?
 * - `lasts`: does what holds it live for long?
 */
export type Doubt =
  | 'meant'
  | 'memory'
  | 'again'
  | 'ends'
  | 'kept'
  | 'forgotten'
  | 'long'
  | 'lent'
  | 'over'
  | 'holder'
  | 'passes'
  | 'lasts'

/** The answer to one of the five questions. */
export interface Link {
  readonly sure: Sureness
  /** What it rests on, as a sentence without a full stop: `fs.open() of the row "file"`. */
  readonly because: string
  /** The node that shows it, where one does. */
  readonly witness?: TSESTree.Node | undefined
  /** What would make it surer, where the file may tell. */
  readonly doubt?: Doubt | undefined
}

export function link(sure: Sureness, because: string, witness?: TSESTree.Node): Link {
  return { sure, because, witness }
}

/** A link that is sure of no more than it says unless evidence answers the doubt. */
export function doubted(
  doubt: Doubt,
  sure: 'likely' | 'unknown',
  because: string,
  witness?: TSESTree.Node,
): Link {
  return { sure, because, witness, doubt }
}

/** Whether a link is no yes and no evidence may make it one: what hinges on it is never known. */
export function isNeverYes({ sure, doubt }: Link): boolean {
  return sure === 'no' || (sure !== 'yes' && doubt === undefined)
}
