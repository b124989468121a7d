import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction } from '../../syntax/functions.js'
import { functionsRunByAll, MAX_REACH } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { runsAtAnyEnd } from '../../lives/owner.js'
import { waitBehind } from '../../lives/ends/past-end.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { looksAtEnd } from '../../lives/ends/stop-flags.js'
import type { Timer } from './timer.js'

/** A timer that is started again after the end of its owner has cleared it. */
export interface Rearming {
  /** Whether each round waits and starts the next one, rather than under a condition. */
  isEachTime: boolean
  /** What is waited for while the owner may end. */
  wait: TSESTree.Node
}

/**
 * Answers how a timer that its owner clears at the end may start again behind that: its callback waits for
 * something, and then starts the next one without looking whether the owner has ended.
 */
export function rearmingAfterEnd(
  facts: FileFacts,
  timer: Timer,
  clears: readonly TSESTree.Node[],
): Rearming | undefined {
  const { node, owner, owners, rescheduling } = timer
  const scope = enclosingFunction(node)
  if (!scope || rescheduling === 'no' || owner?.ends !== 'yes' || owner.teardowns.length === 0)
    return undefined
  const wait = waitBehind(facts, scope, node)
  if (!wait || isLoopStopped(facts, timer)) return undefined
  // An end that waits before it clears may wait for the very run that is under way.
  const ends = clears.filter((clear) => runsAtAnyEnd(facts, clear, owners))
  if (ends.some((clear) => isBehindWait(facts, clear))) return undefined
  const isPlain = runsEachTime(facts, node) && runsEachTime(facts, wait)
  return { isEachTime: isPlain, wait }
}

/** Whether a timer that starts itself again looks somewhere on its round at whether it is to stop. */
export function isLoopStopped(facts: FileFacts, timer: Timer): boolean {
  const scope = enclosingFunction(timer.node)
  const starts = [...timer.callbacks, ...(scope ? [scope] : [])]
  const { functions, isComplete } = functionsRunByAll(facts, starts, MAX_REACH)
  return !isComplete || looksAtEnd(facts, functions, timer.owners)
}

function isBehindWait(facts: FileFacts, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  return scope !== undefined && waitBehind(facts, scope, node) !== undefined
}
