import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap } from '../../syntax/unwrap.js'
import { statesWhen, type States } from '../states.js'
import type { WalkQuestions } from '../walk-questions.js'

/** What a cell may hold where a condition holds, and where it does not. */
export interface Sides {
  readonly whenTrue: States
  readonly whenFalse: States
  /** Whether the condition as a whole says whether the cell is filled. */
  readonly isDecided: boolean
}

/**
 * Answers what is known of a cell on both sides of a condition. Where the whole of it says nothing, its parts may: behind
 * `if (this.socket || isOff) return` there is none.
 */
export function sidesOf(
  test: TSESTree.Node | null,
  states: States,
  questions: Pick<WalkQuestions, 'existsWhen'>,
): Sides {
  if (!test) return { whenTrue: states, whenFalse: states, isDecided: false }
  const exists = questions.existsWhen(test)
  const isDecided = exists !== 'either'
  const node = unwrap(test)
  if (isDecided || node.type !== 'LogicalExpression' || node.operator === '??') {
    const [whenTrue, whenFalse] = [statesWhen(exists, 'true', states), statesWhen(exists, 'false', states)]
    return { whenTrue, whenFalse, isDecided }
  }
  const left = sidesOf(node.left, states, questions)
  const isBoth = node.operator === '&&'
  const right = sidesOf(node.right, isBoth ? left.whenTrue : left.whenFalse, questions)
  return {
    whenTrue: isBoth ? right.whenTrue : left.whenTrue | right.whenTrue,
    whenFalse: isBoth ? left.whenFalse | right.whenFalse : right.whenFalse,
    isDecided,
  }
}
