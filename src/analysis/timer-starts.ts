import type { TSESTree } from '@typescript-eslint/utils'

import { delayOf, startsTimer } from '../ledger/protocol-rows/timer-rows.js'
import { TIMER_PROTOCOLS, type TimerProtocol } from '../protocols/timers.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Handle } from './handle.js'
import { ownersOf, type Owner } from '../lives/owner.js'
import { reschedules, type Rescheduling } from './rescheduling.js'
import { handleOfTimer } from './timer-handles.js'
import type { FunctionNode } from '../syntax/functions.js'

/** A timer, with what its judgement depends on. */
export interface Timer {
  node: TSESTree.CallExpression
  protocol: TimerProtocol
  rescheduling: Rescheduling
  /** Whether it runs again and again, so that it never ends by itself. */
  perpetual: boolean
  /** In milliseconds, where it is a constant. */
  delay: number | undefined
  handle: Handle
  /** Those of the place where its handle is kept, innermost first. */
  owners: readonly Owner[]
  owner: Owner | undefined
}

/** Answers the timers that a file starts. */
export const timersOf = perFile((facts): readonly Timer[] =>
  TIMER_PROTOCOLS.flatMap((protocol) =>
    (facts.nodes.calls.get(protocol.start) ?? [])
      .filter((call) => startsTimer(facts, call, protocol))
      .map((call) => timerOf(facts, call, protocol)),
  ),
)

/** Answers the functions of this file that a timer may run when it fires. */
export function callbacksOf(facts: FileFacts, { node }: Timer): readonly FunctionNode[] {
  const [callback] = node.arguments
  return callback ? functionsMeantBy(facts, callback) : []
}

function timerOf(facts: FileFacts, node: TSESTree.CallExpression, protocol: TimerProtocol): Timer {
  const rescheduling = protocol.kind === 'interval' ? 'no' : reschedules(facts, node)
  const { handle, keeper } = handleOfTimer(facts, node)
  const own = ownersOf(facts, node)
  const owners = own.length > 0 ? own : ownersOf(facts, keeper)
  return {
    node,
    protocol,
    rescheduling,
    perpetual: protocol.kind === 'interval' || rescheduling === 'always',
    delay: delayOf(facts, node, protocol),
    handle,
    owners,
    owner: owners[0],
  }
}
