import type { TSESTree } from '@typescript-eslint/utils'

import type { States } from './states.js'

/**
 * What a node, once evaluated, means for what a cell holds.
 *
 * - `release`: it is ended, handed on, or otherwise no longer to be ended here
 * - `mayRelease`: it may be, which cannot be told
 * - `throws`: the node may leave by an exception
 * - `releaseUnlessThrows`: it releases where it does not throw: `use(resource, () => resource.close())`
 * - `overwrites`: it puts something else where the handle was, which is none of this duty's
 * - `refills`: it puts another of its kind there, which is open from then on
 * - `fills`: when it is done, one is there that may not have been before
 * - `voids`: it puts nothing there
 * - `none`: none of these
 */
export type Effect =
  | 'release'
  | 'mayRelease'
  | 'throws'
  | 'releaseUnlessThrows'
  | 'overwrites'
  | 'refills'
  | 'fills'
  | 'voids'
  | 'none'

/** Statements that do nothing to a cell. */
export interface Passed {
  /** The position of the first that has to be walked. */
  readonly to: number
  /** Where those before it may be left, by `return` or by an exception. */
  readonly exits: readonly { readonly kind: OpenExit['kind']; readonly node: TSESTree.Node }[]
}

/** What the walk asks about the nodes it passes. */
export interface WalkQuestions {
  /** Whether the reader of an async generator may stop it where it yields: of it only what is in a `finally` runs then. */
  stops?: boolean
  /** The node that fills the cell; undefined where the cell is filled, or may be, from the start. */
  acquisition: TSESTree.Node | undefined
  /** What the cell may hold where the region begins; by default nothing yet, or open where there is no acquisition. */
  entered?: States
  /** Whether what runs the acquisition again while the cell is open counts as a write over it. By default not. */
  isPiling?: boolean
  /** Told of each node, before its effect, what the cell may hold there. */
  observe?(node: TSESTree.Node, states: States): void
  /** How many statements of a list, from one on, do nothing to a cell in such states. By default all are walked. */
  passes?(list: readonly TSESTree.Node[], from: number, states: States): Passed
  /** The effect of a node that has been evaluated; also asked for functions, which are not entered. */
  effectOf(node: TSESTree.Node): Effect
  /** For a condition: whether the cell holds something where it is true, or where it is false. */
  existsWhen(test: TSESTree.Node): 'true' | 'false' | 'either'
}

/** Code is nested too deeply to follow. */
export class TooDeep extends Error {}

/** A place at which the duty is still open and can no longer be ended: a way out, or a write over its handle. */
export interface OpenExit {
  kind: 'end' | 'return' | 'throw' | 'jump' | 'overwrite' | 'void'
  /** What leaves: the `return`, the call that throws; the region itself for its end; the write. */
  node: TSESTree.Node
  /** `unknown`: it may have been released under a condition that the walk cannot relate to. */
  open: 'yes' | 'unknown'
}
