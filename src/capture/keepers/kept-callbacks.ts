import { LONG_DELAY_MS } from '../../protocols/timers.js'
import { PROCESS_EVENTS } from '../../protocols/permanent-allocations.js'
import { END_EVENTS } from '../../protocols/teardowns.js'
import { PROGRAM_ENDS, type Escape } from './escape.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { holderOf } from '../../lives/lifetime.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { mayBeTakenOut } from '../../ledger/registrations/removal-index.js'
import { handleOfDuty } from '../../losses/handles/handle.js'
import { timerOf } from '../../losses/timers/timer.js'
import { findings } from '../../verdict/findings.js'

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
      certainty: once || isOnStandardStream(facts, registration) ? 'likely' : 'known',
    }
  }
}

/** What reads or writes the streams of the process does so about once, unless it is seen to run again. */
function isOnStandardStream(facts: FileFacts, { target, node }: Registration): boolean {
  return /^g:process\.std/.test(target.place ?? '') && multiplicityOf(facts, node).times !== 'many'
}

function isLate(event: string | undefined): boolean {
  return event !== undefined && (END_EVENTS.has(event) || PROCESS_EVENTS.test(event))
}

/** A timer keeps its callback and the arguments that it is to hand to it. */
function* keptByTimers(facts: FileFacts): Iterable<Escape> {
  const seen = new Set<unknown>()
  for (const { duty, loss, verdict } of findings(facts)) {
    const handle = verdict !== 'silent' && !seen.has(duty) ? handleOfDuty(facts, duty) : undefined
    const timer = handle && timerOf(facts, handle)
    if (!timer || !NEVER_CLEARED.has(loss.form)) continue
    seen.add(duty)
    const { node, perpetual, protocol, delay } = timer
    const isLong = protocol.kind === 'timeout' && delay !== undefined && delay >= LONG_DELAY_MS
    if (!perpetual && !isLong) continue
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

/** The forms in which a timer goes on until it ends by itself, if ever. */
const NEVER_CLEARED: ReadonlySet<string> = new Set([
  ...['dropped', 'neverCleared', 'siblingCleared', 'keyedNeverCleared', 'guardStays', 'runsOnSettled'],
  ...['openOnThrow', 'openOnReturn', 'openOnEnd', 'startsAgain'],
])
