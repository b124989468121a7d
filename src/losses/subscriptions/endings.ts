import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { Duty } from '../../ledger/duty.js'
import { silentSubject } from '../../lives/streams/silent-subjects.js'
import { streamOfDuty } from '../../lives/streams/subscribed.js'

/** Answers the operator that ends the stream of a duty with its owner: `takeUntil(this.destroyed)`, with a subject that is fired. */
export function endingOperator(facts: FileFacts, duty: Duty): TSESTree.CallExpression | undefined {
  const subscribed = streamOfDuty(facts, duty)
  const { ending, misplaced } = subscribed?.stream ?? {}
  if (!ending || misplaced) return undefined
  const isFired = !ending.notifier || silentSubject(facts, ending.notifier) === undefined
  return isFired ? ending.operator : undefined
}
