import type { FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { isFound, wasThereBefore } from '../../lives/outlives.js'
import { isTestCode } from '../../lives/test-code.js'
import { beginsSession, END_EVENTS } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isExecutor,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import type { Loss } from '../loss.js'
import { linksOfListener, listenerLoss, type Begun } from './begun.js'
import { isOfSignal } from './lasting.js'
import { isRaced } from './signals/callers-signals.js'
import { removalFor, removalsAfter } from './ends/releases.js'
import {
  endsWithTarget,
  isByTimer,
  isForSettling,
  isRecurring,
  isSameTarget,
  settlingThatLeaves,
  type Settling,
} from './ends/settlings.js'

/**
 * Answers that a promise leaves its listener on what was there before it: the wait is over once anything settles it, and
 * then the listener is of no use. One that goes with its event is left where something else may come first.
 */
export function leftByWait(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const { node, event, once, target } = registration
  const executor = enclosingFunctions(node).find(isExecutor)
  if (!executor || isTestCode(facts)) return undefined
  const work = workOf(executor)
  // What is heard of once is gone with it, and told of by what is asked of the promise.
  const isOfModule = holder.lifetime === 'module' && !once
  const before = isOfModule ? target.node : wasThereBefore(facts, target.node, work)
  if (!before || endsWithTarget(facts, registration, executor) || runsOnce(facts, executor.parent))
    return undefined
  if (!isForSettling(facts, registration, executor)) return undefined
  const leaving = settlingThatLeaves(facts, registration, executor, removalsAfter(facts, registration))
  const isSignal = isOfSignal(registration)
  if ((once || isSignal) && !leaving && !isRaced(facts, executor)) return undefined
  // A signal that aborts does not end: one that never does keeps what waits for it.
  const isRepeated = isRecurring(event.name) || isSignal
  if (!isRepeated && !isLeftWithTarget(leaving, registration)) return undefined
  const alone = aloneLink(facts, registration, executor, leaving)
  return listenerLoss(
    begun,
    'left',
    'addedAgain',
    {
      lasting: link(
        isFound(before) ? 'likely' : 'yes',
        `${target.text} is there before the promise and after it`,
        before,
      ),
      matters: mattersTo(facts, executor, work),
      ...(alone && { alone }),
      ...linksOfListener(facts, begun),
    },
    { recurrence: { kind: 'promise', scope: executor, name: functionName(executor) } },
  )
}

/** Answers what a promise is made for: the function around it, whose parameters and locals come and go with it. */
export function workOf(executor: FunctionNode): FunctionNode {
  return enclosingFunction(executor.parent) ?? executor
}

/** A listener for the failure of a target, which another event leaves there each time, or for its end, which a timer leaves. */
function isLeftWithTarget(leaving: Settling | undefined, registration: Registration): boolean {
  if (!leaving) return false
  if (END_EVENTS.has(registration.event.name ?? '')) return isByTimer(leaving)
  const { by } = leaving
  return by !== undefined && isSameTarget(by, registration) && isRecurring(by.event.name)
}

/** What waits for a beginning mostly does so once. */
function mattersTo(facts: FileFacts, executor: FunctionNode, work: FunctionNode): Link {
  const { times, certain, because, witness } = multiplicityOf(facts, executor)
  if (times === 'many' && certain) return link('yes', because, witness)
  const isBeginning = [executor, work].some((scope) => beginsSession(functionName(scope) ?? ''))
  return isBeginning
    ? doubted('again', 'unknown', 'what begins something waits for it about once', executor)
    : doubted('again', 'likely', 'each call waits once more', executor)
}

/** A removal in the executor ends the listener on the ways that run it; one elsewhere may be for all of them. */
function aloneLink(
  facts: FileFacts,
  registration: Registration,
  executor: FunctionNode,
  leaving: Settling | undefined,
): Link | undefined {
  const removal = removalFor(facts, registration)
  if (!removal || !leaving) return removal
  const isWithinWait = removalsAfter(facts, registration).every(({ node }) => isWithin(node, executor))
  if (!isWithinWait || removal.witness === undefined) return removal
  return link(
    removal.sure === 'no' ? 'yes' : 'likely',
    'this settles the promise and takes nothing out',
    leaving.node,
  )
}
