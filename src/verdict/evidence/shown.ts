import type { TSESTree } from '@typescript-eslint/utils'

/** What shows that a fact holds. */
export interface Shown {
  /** As a sentence without a full stop. */
  readonly because: string
  readonly witness?: TSESTree.Node | undefined
}

export function shown(because: string, witness: TSESTree.Node | undefined): Shown | undefined {
  return witness && { because, witness }
}
