import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { link, type Link, type LinkName } from '../../ledger/link.js'
import { isDelayedFunction } from '../../ledger/sources/delayed-functions.js'
import { courseOfTimer, mattersOnExit } from '../timers/course-of-timer.js'
import { timerOf } from '../timers/timer.js'
import type { Handle } from './handle.js'

/** What becomes of a handle's duty where nothing ends it. */
export interface Course {
  /** A form of its own, where there is more to say than that nothing ends it. */
  readonly form?: string
  /** What shows it. */
  readonly at?: TSESTree.Node
  /** Whether it certainly goes on for long, or begins again: to let go of its handle is to forget it. */
  readonly isPlain?: boolean
  readonly links: Readonly<Partial<Record<LinkName, Link>>>
}

/** Answers how what a handle is of goes on if nothing ends it, by its kind; undefined for kinds that say nothing of it. */
export function courseOf(facts: FileFacts, handle: Handle, isEndedSomewhere: boolean): Course | undefined {
  if (isDelayedFunction(handle.duty)) return isEndedSomewhere ? undefined : courseOfDelayed(handle)
  const timer = timerOf(facts, handle)
  return timer && courseOfTimer(facts, timer, isEndedSomewhere)
}

/** A last call that waits is of interest where its owner has an end, and is one call. */
function courseOfDelayed({ owner, cell, duty: { site } }: Handle): Course {
  const isEnded = owner?.ends === 'yes' && owner.teardowns.length > 0
  return {
    form: 'notCancelled',
    links: {
      lasting:
        isEnded && cell
          ? link('yes', 'a call may still wait then', site)
          : link('unknown', 'nothing is seen to end before it'),
      matters: link('likely', 'one call comes late', site),
    },
  }
}

/** Does it matter that some way out of a function leaves it going: the link `matters`, where its kind has a say. */
export function mattersOnSomeWay(facts: FileFacts, handle: Handle): Link | undefined {
  const timer = timerOf(facts, handle)
  return timer && mattersOnExit(facts, timer)
}
