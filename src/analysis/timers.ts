import type { TSESTree } from '@typescript-eslint/utils'

import { LONG_DELAY_MS, MAX_DELAY_MS, SHORT_DELAY_MS, type TimerProtocol } from '../protocols/timers.js'
import { isModuleVariable } from '../syntax/bindings.js'
import { enclosingFunction, isExecutor, runsAtModuleLoad } from '../syntax/functions.js'
import { functionsRunBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { usesOfHandle, type KeptHandle } from './handle.js'
import { endOfKeyed, isHandedAround, keyedHandlesOf, type KeyedHandles } from './keyed-timers.js'
import { runsAtAnyEnd, type Owner } from '../lives/owner.js'
import { roleInPromise } from './promise-timers.js'
import { raceOfTimer } from './raced-timers.js'
import { isLoopStopped, rearmingAfterEnd } from './rearming.js'
import { runsOnce, isStartedOnce } from '../lives/multiplicity.js'
import { settlesWithoutClear } from './settled-timers.js'
import { functionsOfTeardowns } from '../lives/teardown.js'
import { exitWithoutClear } from './timer-exits.js'
import { guardOf, guardOfRace, type Guard } from './timer-guards.js'
import { isKeptOutside, isRunByOthers, isSettledInItsCall } from './handle-ends.js'
import { clearsHandle, mayBeReleasedBy } from './timer-handles.js'
import { clearedSibling, type ClearedSibling } from './timer-siblings.js'
import { callbacksOf, timersOf, type Timer } from './timer-starts.js'

/**
 * What is wrong with a timer.
 *
 * - `dropped`: no handle; `neverCleared`: a handle nobody clears; `notClearedAtEnd`: cleared, but not there
 * - `siblingCleared`: one of these, while the end of the owner clears another timer
 * - `keyedNeverCleared`: nothing clears the handles in a map or record at the end
 * - `guardStays`: what it guards may be over, and nothing clears it then
 * - `runsOnSettled`: its callback settles a promise and leaves it running
 * - `staysOnExit`: the function that clears it may leave before it does
 * - `startsAgain`: it is cleared at the end, but a run under way starts it again
 * - `delayTooLong`: it fires at once
 */
export type TimerProblem =
  | 'dropped'
  | 'neverCleared'
  | 'notClearedAtEnd'
  | 'siblingCleared'
  | 'keyedNeverCleared'
  | 'guardStays'
  | 'runsOnSettled'
  | 'staysOnExit'
  | 'startsAgain'
  | 'delayTooLong'

/** A timer that nothing stops when its owner ends. */
export interface TimerLeak {
  node: TSESTree.CallExpression
  protocol: TimerProtocol
  certainty: Certainty
  problem: TimerProblem
  perpetual: boolean
  owner: Owner | undefined
  /** Where it is kept; undefined where it is dropped. */
  handle: KeptHandle | undefined
  /** Where it is cleared instead, or what leaves it running: for a message's line. */
  at?: TSESTree.Node | undefined
  sibling?: ClearedSibling | undefined
  guard?: Guard | undefined
  keyed?: KeyedHandles | undefined
}

/** What is found out about a timer on top of what it is. */
type Finding = Omit<TimerLeak, 'node' | 'protocol' | 'perpetual' | 'owner' | 'handle'>

/** Answers the timers of a file that outlive their owner. */
export const timerLeaks = perFile((facts): readonly TimerLeak[] =>
  timersOf(facts).flatMap((timer) => {
    const finding = findingOf(facts, timer)
    if (!finding) return []
    const { node, protocol, perpetual, owner, handle } = timer
    const kept = handle.kind === 'variable' || handle.kind === 'member' ? handle : undefined
    return [{ node, protocol, perpetual, owner, handle: kept, ...finding }]
  }),
)

function findingOf(facts: FileFacts, timer: Timer): Finding | undefined {
  const { node, handle, delay } = timer
  if (delay !== undefined && delay > MAX_DELAY_MS) return { certainty: 'known', problem: 'delayTooLong' }
  if (runsAtModuleLoad(node)) return undefined
  switch (handle.kind) {
    case 'dropped':
      return withoutRelease(facts, timer, 'dropped')
    case 'variable':
    case 'member':
      return leakOfKept(facts, timer, handle)
    case 'returned':
      // A promise ignores what its executor returns.
      return isExecutor(enclosingFunction(node)) ? withoutRelease(facts, timer, 'dropped') : undefined
    case 'handedOn':
      return leakOfKeyed(facts, timer)
  }
}

function leakOfKept(facts: FileFacts, timer: Timer, handle: KeptHandle): Finding | undefined {
  const { node, protocol, owner, owners } = timer
  if (handle.kind === 'variable' && isModuleVariable(handle.variable)) return undefined
  const uses = usesOfHandle(facts, handle, node)
  const clears = uses.filter((use) => clearsHandle(use, protocol))
  if (uses.some((use) => !clears.includes(use) && mayBeReleasedBy(use))) return undefined
  const isOutside = isKeptOutside(facts, handle)
  if (clears.length === 0) {
    const finding = withoutRelease(facts, timer, 'neverCleared')
    return finding && isOutside ? { ...finding, certainty: 'likely' } : finding
  }
  const nodes = clears.map((use) => use.node).sort((a, b) => a.range[0] - b.range[0])
  const onSomeWay = leakOnSomeWay(facts, timer, handle, nodes)
  if (onSomeWay) return onSomeWay
  if (!owner) return undefined
  if (nodes.some((clear) => runsAtAnyEnd(facts, clear, owners))) {
    const rearming = rearmingAfterEnd(facts, timer, nodes)
    return rearming && { certainty: rearming.certainty, problem: 'startsAgain', at: rearming.wait }
  }
  if (owner.kind === 'instance' && nodes.some(isRunByOthers)) return undefined
  if (isSettledInItsCall(handle, node, owner) || runsTeardown(facts, timer)) return undefined
  const certainty = certaintyWithoutEnd(timer, owner, handle)
  if (!certainty) return undefined
  const finding: Finding = { certainty, problem: 'notClearedAtEnd', at: nodes[0] }
  return isOutside ? { ...finding, certainty: 'likely' } : besideSibling(facts, timer, finding)
}

/** A timer that some ways out of the code around it clear, and others do not. */
function leakOnSomeWay(
  facts: FileFacts,
  timer: Timer,
  handle: KeptHandle,
  clears: readonly TSESTree.Node[],
): Finding | undefined {
  const settle = settlesWithoutClear(facts, timer, clears)
  if (settle) return { certainty: 'known', problem: 'runsOnSettled', at: settle }
  const { perpetual, delay } = timer
  if (!perpetual && delay !== undefined && delay < LONG_DELAY_MS) return undefined
  const exit = exitWithoutClear(facts, timer, handle, clears)
  return exit && { certainty: perpetual ? 'known' : 'likely', problem: 'staysOnExit', at: exit }
}

/** Handles in a map or record, where an owner that ends does not look into it then. */
function leakOfKeyed(facts: FileFacts, timer: Timer): Finding | undefined {
  const { owner, delay, perpetual, protocol } = timer
  const keyed = owner?.ends === 'yes' && owner.teardowns.length > 0 ? keyedHandlesOf(facts, timer) : undefined
  if (!keyed || (protocol.kind === 'frame' && !perpetual)) return undefined
  if (!perpetual && delay !== undefined && delay < SHORT_DELAY_MS) return undefined
  if (endOfKeyed(facts, keyed, timer) || isHandedAround(facts, keyed)) return undefined
  return { certainty: 'likely', problem: 'keyedNeverCleared', keyed }
}

/** What is wrong with a timer that nothing clears; undefined where it ends by itself soon enough. */
function withoutRelease(
  facts: FileFacts,
  timer: Timer,
  problem: 'dropped' | 'neverCleared',
): Finding | undefined {
  const { node, protocol, perpetual } = timer
  const settle = perpetual ? settlesWithoutClear(facts, timer, []) : undefined
  if (settle) return { certainty: 'known', problem: 'runsOnSettled', at: settle }
  const role = protocol.kind === 'interval' ? undefined : roleInPromise(facts, node)
  const race = role && raceOfTimer(facts, node, timer.delay)
  if (role === 'sleep') {
    return race && !runsOnce(facts, node)
      ? { certainty: 'likely', problem: 'guardStays', guard: guardOfRace(race) }
      : undefined
  }
  const guard = guardOf(facts, timer) ?? (race?.helper && guardOfRace(race))
  if (guard) return { certainty: 'known', problem: 'guardStays', guard }
  if (role === 'guard') return isShort(timer) ? undefined : { certainty: 'likely', problem }
  const certainty = certaintyWithoutRelease(facts, timer)
  return certainty && besideSibling(facts, timer, { certainty, problem })
}

/** How sure it is that a timer which nothing clears is a leak; undefined where it ends by itself soon enough. */
function certaintyWithoutRelease(facts: FileFacts, timer: Timer): Certainty | undefined {
  const { node, protocol, owner, delay, rescheduling } = timer
  const ends = owner?.ends === 'yes'
  if (rescheduling === 'sometimes') {
    return ends && (!isLoopStopped(facts, timer) || isRestartedByEvent(facts, timer)) ? 'likely' : undefined
  }
  if (timer.perpetual)
    return ends ? 'known' : runsOnce(facts, node) || isOneChain(facts, timer) ? undefined : 'likely'
  if (protocol.kind === 'frame') return undefined
  if (delay !== undefined && delay >= LONG_DELAY_MS) return 'likely'
  return ends && !isShort(timer) ? 'likely' : undefined
}

/** A timeout that starts itself again, and that the module starts once: there is never more than one of it. */
function isOneChain(facts: FileFacts, { node, rescheduling }: Timer): boolean {
  const scope = enclosingFunction(node)
  return rescheduling !== 'no' && scope !== undefined && isStartedOnce(facts, scope)
}

/** A reconnect: an event starts it, so that a start after the end finds it still waiting. */
function isRestartedByEvent(facts: FileFacts, timer: Timer): boolean {
  const scope = enclosingFunction(timer.node)
  return (
    scope !== undefined &&
    scope.parent.type === 'AssignmentExpression' &&
    !callbacksOf(facts, timer).includes(scope)
  )
}

/**
 * An end that clears another timer of the owner shows that this one is forgotten. Where its handle is dropped, it may
 * as well be meant to be over soon, if its delay is not known or it is an animation that stops by itself.
 */
function besideSibling(facts: FileFacts, timer: Timer, finding: Finding): Finding {
  const sibling = isShort(timer) ? undefined : clearedSibling(facts, timer)
  if (!sibling) return finding
  const { protocol, perpetual, delay, rescheduling } = timer
  const startsAgain = perpetual || (protocol.kind === 'timeout' && rescheduling === 'sometimes')
  const isForgotten =
    finding.problem !== 'dropped' || startsAgain || (delay !== undefined && rescheduling === 'no')
  const certainty = isForgotten ? 'known' : finding.certainty
  return { ...finding, certainty, problem: 'siblingCleared', sibling }
}

function isShort({ perpetual, delay }: Timer): boolean {
  return !perpetual && delay !== undefined && delay < SHORT_DELAY_MS
}

/**
 * How sure it is that a timer which is cleared somewhere, though not at the end of its owner, is a leak.
 * Undefined for a single frame: it is over before anyone minds.
 */
function certaintyWithoutEnd(timer: Timer, owner: Owner, handle: KeptHandle): Certainty | undefined {
  const { protocol, perpetual } = timer
  if (protocol.kind === 'frame' && !perpetual) return undefined
  // A component that keeps a ref is unmounted some time, whether it says so or not.
  const isRefOfComponent = owner.kind === 'scope' && handle.place.endsWith('.current')
  const ends = owner.teardowns.length > 0 && timer.owners.some((each) => each.ends === 'yes')
  return !isShort(timer) && (ends || isRefOfComponent) ? 'known' : 'likely'
}

/** `setTimeout(this.dispose, ms)`: the timer brings the end about, so it cannot outlive it. */
function runsTeardown(facts: FileFacts, timer: Timer): boolean {
  return callbacksOf(facts, timer).some((target) => {
    const { functions, isComplete } = functionsRunBy(facts, target)
    if (!isComplete) return true
    return timer.owners.some((owner) => {
      const ends = functionsOfTeardowns(facts, owner.teardowns)
      return [...functions].some((each) => ends.has(each))
    })
  })
}
