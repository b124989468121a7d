import { LONG_DELAY_MS } from '../protocols/timers.js'
import { PROCESS_EVENTS } from '../protocols/permanent-allocations.js'
import { END_EVENTS } from '../protocols/teardowns.js'
import { PROGRAM_ENDS, type Escape } from './escape.js'
import type { FileFacts } from '../cells/file-facts.js'
import { holderOf } from '../lives/lifetime.js'
import { registrations } from '../ledger/registrations/registrations.js'
import { mayBeTakenOut } from '../ledger/registrations/removal-index.js'
import { timersOf } from './timer-starts.js'
import { timerLeaks } from './timers.js'

/** Answers what is kept as something to be run: listeners that nothing removes, callbacks of timers that nothing clears. */
export function keptCallbacks(facts: FileFacts): Escape[] {
  return [...keptListeners(facts), ...keptByTimers(facts)]
}

function* keptListeners(facts: FileFacts): Iterable<Escape> {
  for (const registration of registrations(facts)) {
    const { target, handler, once, signal, event } = registration
    const holder = holderOf(facts, target.node)
    if (signal || holder.lifetime !== 'module') continue
    // One that is to run once stays like any other until its event comes: for an end that is late, or never.
    if (once && !isLate(event.name)) continue
    if (mayBeTakenOut(facts, registration)) continue
    yield {
      value: handler,
      keeper: `\`${target.text}\``,
      until: holder.until ?? PROGRAM_ENDS,
      as: 'callback',
      stay: once ? 'passing' : 'each',
      certainty: once ? 'likely' : 'known',
    }
  }
}

function isLate(event: string | undefined): boolean {
  return event !== undefined && (END_EVENTS.has(event) || PROCESS_EVENTS.test(event))
}

/** A timer keeps its callback and the arguments that it is to hand to it. */
function* keptByTimers(facts: FileFacts): Iterable<Escape> {
  const long = new Set(
    timersOf(facts)
      .filter(({ delay, perpetual, protocol: { kind } }) => {
        return kind === 'timeout' && !perpetual && delay !== undefined && delay >= LONG_DELAY_MS
      })
      .map(({ node }) => node),
  )
  for (const { node, perpetual, problem, protocol } of timerLeaks(facts)) {
    if (problem === 'notClearedAtEnd' || !(perpetual || (long.has(node) && problem !== 'delayTooLong')))
      continue
    const keeper = `the ${protocol.noun}`
    for (const [index, value] of node.arguments.entries()) {
      if (index === protocol.delay) continue
      yield {
        value,
        keeper,
        until: perpetual ? 'until it is cleared' : 'until it fires',
        as: index === 0 ? 'callback' : 'variable',
        stay: perpetual ? 'each' : 'passing',
        certainty: perpetual ? 'known' : 'likely',
      }
    }
  }
}
