import type { TSESTree } from '@typescript-eslint/utils'

import type { Certainty } from '../../ledger/certainty.js'

/** A removal that reads a component's variable, which each render makes anew. */
export interface LostVariable {
  kind: 'lostVariable'
  certainty: Certainty
  node: TSESTree.CallExpression
  variable: string
  /** The assignment that a later render does not see. */
  assignment: TSESTree.Node
  component: string
}

/** A member that nothing calls, by a name that is nearly that of a teardown. */
export interface MisspelledRemoval {
  kind: 'misspelledTeardown'
  certainty: Certainty
  node: TSESTree.Node
  name: string
  right: string
  className: string
}

export type Mismatch = LostVariable | MisspelledRemoval
