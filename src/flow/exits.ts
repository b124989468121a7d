import type { TSESTree } from '@typescript-eslint/utils'

import { CellWalk } from './cell-walk.js'
import { TooDeep, type OpenExit, type WalkQuestions } from './walk-questions.js'

/**
 * Answers the ways out of a region (a function's body, or the block a variable belongs to) that leave a
 * resource open, exceptions included, at most one of each kind and node. Undefined where the code is nested
 * too deeply to follow. JavaScript has only structured jumps, so one walk over the tree sees every path.
 */
export function openExits(region: TSESTree.Node, questions: WalkQuestions): OpenExit[] | undefined {
  const walker = new CellWalk(questions)
  try {
    return walker.run(region)
  } catch (error) {
    if (error instanceof TooDeep) return undefined
    throw error
  }
}
