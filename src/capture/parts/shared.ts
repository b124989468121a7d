import type { TSESTree } from '@typescript-eslint/utils'

import type { Sliceable } from '../../protocols/slices.js'
import type { Variable } from '../../syntax/bindings.js'
import type { Certainty } from '../../ledger/certainty.js'
import type { Size } from '../sizes/large-values.js'

/** The large value whose memory another value keeps. */
export interface Shared {
  kind: Sliceable
  /** What makes the large value. */
  whole: TSESTree.Node
  /** The variable that the large value has been put into, if any. */
  variable: Variable | undefined
  size: Size
  /** Undefined for all of the large value; else how certain it is that it is a small piece, and not a copy. */
  piece: Certainty | undefined
  /** The expressions that cut pieces off, innermost first. */
  cuts: readonly TSESTree.Node[]
  /** Of a match or an array of pieces: how certain it is that one of them is small, and not so small as to be copied. */
  captures?: Certainty | undefined
}

/** Answers what a piece cut from a value shares with the same large value. */
export function cutFrom(whole: Shared, kind: Sliceable, piece: Certainty, cut: TSESTree.Node): Shared {
  return { ...whole, kind, piece, cuts: [...whole.cuts, cut], captures: undefined }
}

/** Answers a copy of all of a large value, which is as large; undefined for that of a piece, which is of no interest. */
export function copyOf(from: Shared, kind: Sliceable, node: TSESTree.Node): Shared | undefined {
  return from.piece ? undefined : { ...from, kind, whole: node, variable: undefined }
}
