import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { link, type Link, type LinkName } from '../../ledger/link.js'
import { isDelayedFunction } from '../../ledger/sources/registered/delayed-functions.js'
import { courseOfObserver } from '../observers/course-of-observer.js'
import { observerOf } from '../observers/observer.js'
import { courseOfTimer, mattersOnExit } from '../timers/course-of-timer.js'
import { timerOf } from '../timers/timer.js'
import { courseOfSubscription, linksOfSubscriptionOnExit } from '../subscriptions/course-of-subscription.js'
import { MOMENT_MS } from '../../protocols/timers.js'
import type { Handle } from './handle.js'

/** What becomes of a handle's duty where nothing ends it. */
export interface Course {
  /** A form of its own, where there is more to say than that nothing ends it. */
  readonly form?: string
  /** What shows it. */
  readonly at?: TSESTree.Node
  /** What a report underlines, where that is not what makes the handle: the call that starts it. */
  readonly node?: TSESTree.Node
  /** Whether its own links already say what another one of its owner that is ended tells of it. */
  readonly keepsLinks?: boolean
  /** Whether it certainly goes on for long, or begins again: to let go of its handle is to forget it. */
  readonly isPlain?: boolean
  readonly links: Readonly<Partial<Record<LinkName, Link>>>
}

/**
 * Answers how what a handle is of goes on where nothing ends it, or where what does is no end of its owner, by its kind;
 * undefined for kinds that say nothing of it.
 */
export function courseOf(
  facts: FileFacts,
  handle: Handle,
  ends: readonly TSESTree.Node[],
): Course | undefined {
  const isEndedSomewhere = ends.length > 0
  if (isDelayedFunction(handle.duty)) return isEndedSomewhere ? undefined : courseOfDelayed(handle)
  const subscription = courseOfSubscription(facts, handle, ends)
  if (subscription) return subscription
  const timer = timerOf(facts, handle)
  if (timer) return courseOfTimer(facts, timer, isEndedSomewhere)
  const observer = observerOf(facts, handle)
  return observer && courseOfObserver(facts, observer, ends)
}

/** `debounce(save, 0)`: it is over before anyone minds. */
function isMoment({ arguments: [, delay] }: Handle['duty']['site']): boolean {
  return delay?.type === 'Literal' && typeof delay.value === 'number' && delay.value < MOMENT_MS
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
      matters: isMoment(site)
        ? link('no', 'one call comes a moment later', site)
        : link('likely', 'one call comes late', site),
    },
  }
}

/** Answers what its kind says of a handle that some way out of a function leaves going. */
export function linksOnSomeWay(facts: FileFacts, handle: Handle): Course['links'] {
  const timer = timerOf(facts, handle)
  return timer ? { matters: mattersOnExit(facts, timer) } : linksOfSubscriptionOnExit(facts, handle.duty)
}
