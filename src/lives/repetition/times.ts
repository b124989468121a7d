import type { TSESTree } from '@typescript-eslint/utils'

/**
 * How often code runs in the life of the program.
 *
 * - `once`: once, or a fixed number of times as the program starts: what it begins has no end worth a word
 * - `perOwner`: once in the life of each of several owners: in a constructor, when a component is mounted
 * - `many`: again and again: for each event, request, update, turn of a loop
 * - `unknown`: the file does not tell
 */
export type Times = 'once' | 'perOwner' | 'many' | 'unknown'

/** How often code runs, with what says so. */
export interface Multiplicity {
  readonly times: Times
  /** What it rests on, as a sentence without a full stop. */
  readonly because: string
  /** The node that shows it: the call, the loop, the registration. */
  readonly witness: TSESTree.Node | undefined
  /** For `many`: whether no condition on the way may let it through once only. */
  readonly certain: boolean
}

export function times(each: Times, because: string, witness?: TSESTree.Node): Multiplicity {
  return { times: each, because, witness, certain: true }
}

/** The answer that decides comes first: what runs many times in one way runs many times. */
const ORDER: readonly Times[] = ['many', 'unknown', 'perOwner', 'once']

/** Answers how often something runs that is run in several ways; unknown where it is run in none that is seen. */
export function combined(ways: readonly Multiplicity[]): Multiplicity {
  for (const each of ORDER) {
    const found =
      ways.find((way) => way.times === each && way.certain) ?? ways.find((way) => way.times === each)
    if (found) return found
  }
  return times('unknown', 'nothing in this file runs it')
}

/** Answers the line that a sentence names. */
export function lineOf(node: TSESTree.Node): string {
  return String(node.loc.start.line)
}
