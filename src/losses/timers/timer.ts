import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import {
  callbacksOfTimer,
  delayOfTimer,
  startOfTimer,
  timerProtocolOf,
} from '../../ledger/sources/registered/timers.js'
import type { Owner } from '../../lives/owner.js'
import { reschedules, type Rescheduling } from '../../lives/repetition/rescheduling.js'
import { LIMIT, MINOR_DELAY_MS, MOMENT, SHORT_DELAY_MS, type TimerProtocol } from '../../protocols/timers.js'
import { enclosingFunctions, functionName, type FunctionNode } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Handle } from '../handles/handle.js'

/** A timer, with what it does by itself: how long it waits, and whether it runs again. */
export interface Timer {
  /** The call that starts it. */
  readonly node: TSESTree.CallExpression
  readonly protocol: TimerProtocol
  readonly rescheduling: Rescheduling
  /** Whether it runs again and again, so that it never ends by itself. */
  readonly perpetual: boolean
  /** In milliseconds, where it is a constant. */
  readonly delay: number | undefined
  readonly callbacks: readonly FunctionNode[]
  readonly handle: Handle
  readonly owners: readonly Owner[]
  readonly owner: Owner | undefined
}

/** Answers the timer that a handle is of; undefined for handles of other kinds. */
export const timerOf = perKey((facts: FileFacts, handle: Handle): Timer | undefined => {
  const { duty, owners, owner } = handle
  const protocol = timerProtocolOf(duty)
  const node = startOfTimer(facts, duty)
  if (!protocol || !node) return undefined
  const rescheduling = protocol.kind === 'interval' ? 'no' : reschedules(facts, node)
  return {
    node,
    protocol,
    rescheduling,
    perpetual: protocol.kind === 'interval' || rescheduling === 'always',
    delay: delayOfTimer(facts, duty),
    callbacks: callbacksOfTimer(facts, duty),
    handle,
    owners,
    owner,
  }
})

/** Whether a timer is over before anyone minds. */
export function isShort({ perpetual, delay }: Timer): boolean {
  return !perpetual && delay !== undefined && delay < SHORT_DELAY_MS
}

/** Whether a timer ends by itself within half a minute, once and for all. */
export function isMinor({ perpetual, rescheduling, delay }: Timer): boolean {
  return !perpetual && rescheduling === 'no' && delay !== undefined && delay <= MINOR_DELAY_MS
}

/** Whether its handle or its delay is called after what takes a moment: `this.tooltipTimeout`, `searchTimer`. */
export function isOfMoment({ perpetual, delay, handle: { cell }, node, protocol }: Timer): boolean {
  const given = protocol.delay === undefined ? undefined : node.arguments[protocol.delay]
  const names = [cell?.text, given?.type === 'Identifier' ? given.name : undefined]
  return !perpetual && delay === undefined && names.some((each) => MOMENT.test(each ?? ''))
}

/** Whether its delay is called what limits work that may take long: `timeoutMs`, `options.deadline`, in `withTimeout()`. */
export function isNamedLimit({ node, protocol }: Timer): boolean {
  const delay = protocol.delay === undefined ? undefined : node.arguments[protocol.delay]
  const given = delay && unwrap(delay)
  const name =
    given?.type === 'Identifier'
      ? given.name
      : given?.type === 'MemberExpression'
        ? memberName(given)
        : undefined
  return [name, ...enclosingFunctions(node).map(functionName)].some((each) => LIMIT.test(each ?? ''))
}
