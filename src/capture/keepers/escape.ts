import type { TSESTree } from '@typescript-eslint/utils'

import type { Place } from '../../syntax/places.js'
import type { Certainty } from '../../ledger/certainty.js'

/** A value that something keeps for long after the call that made it. */
export interface Escape {
  /** The expression whose value is kept: an argument, the right side of an assignment, a member of a literal that is. */
  value: TSESTree.Node
  /** What keeps it, as a message says it. */
  keeper: string
  /** The `this` of the instance that keeps it, where that is one which may live long. */
  instance?: Place | undefined
  /** Until when, as a message says it. */
  until: string
  /**
   * As what it is kept: a function that is to be run, the key of an entry, its value, or the value of a variable or
   * property. The key of a property is none: it is kept as a copy.
   */
  as: 'callback' | 'key' | 'entry' | 'variable'
  /**
   * How many of such values stay.
   *
   * - `each`: one for each call, as long as nothing but a limit takes it out
   * - `last`: the next one takes its place
   * - `passing`: something takes it out at another time, or other code may
   */
  stay: 'each' | 'last' | 'passing'
  certainty: Certainty
}

export const PROGRAM_ENDS = 'until the program ends'
export const WHILE_IT_LIVES = 'as long as it lives'
