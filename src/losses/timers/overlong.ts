import { perFile } from '../../cells/file-facts.js'
import { dutiesOfTimers } from '../../ledger/sources/registered/timers.js'
import { delayOf } from '../../ledger/protocol-rows/timer-rows.js'
import { MAX_DELAY_MS, type TimerProtocol } from '../../protocols/timers.js'
import { timerProtocolOf } from '../../ledger/sources/registered/timers.js'
import type { TSESTree } from '@typescript-eslint/utils'

/** A timer whose delay does not fit into the 32 bits that it has, so that it fires at once. */
export interface OverlongTimer {
  readonly node: TSESTree.CallExpression
  readonly protocol: TimerProtocol
  /** Whether it fires again and again. */
  readonly perpetual: boolean
}

/** Answers the timers of a file that are to wait longer than a timer can. */
export const overlongTimers = perFile((facts): readonly OverlongTimer[] =>
  dutiesOfTimers(facts).flatMap((duty) => {
    const protocol = timerProtocolOf(duty)
    const { site: node } = duty
    if (!protocol || node.type !== 'CallExpression') return []
    const isOverlong = (delayOf(facts, node, protocol) ?? 0) > MAX_DELAY_MS
    return isOverlong ? [{ node, protocol, perpetual: protocol.kind === 'interval' }] : []
  }),
)
