import type { FileFacts } from '../cells/file-facts.js'
import type { Duty } from '../ledger/duty.js'
import { isDelayedFunction } from '../ledger/sources/registered/delayed-functions.js'
import { subscriptionOf } from '../ledger/sources/registered/subscriptions.js'
import { timerProtocolOf } from '../ledger/sources/registered/timers.js'
import { holderOf } from '../lives/lifetime.js'
import { handleOfDuty } from '../losses/handles/handle.js'
import { observerOf } from '../losses/observers/observer.js'
import { codeOf } from './positions.js'

/** What keeps something that was begun. */
export interface DutyHolder {
  /** As the code names it, or in words where the code has no name for it. */
  readonly name: string
  /** Until when it does, as a sentence goes on. */
  readonly until: string
  /** Whether the name is code. */
  readonly isCode: boolean
}

/** Answers what keeps what a duty is of, and until when. */
export function holderOfDuty(facts: FileFacts, duty: Duty): DutyHolder {
  const { arrival, kind, source } = duty
  if (arrival.as === 'registration') {
    const { node } = arrival.registration.target
    return inCode(arrival.registration.target.text, holderOf(facts, node).until)
  }
  if (timerProtocolOf(duty) ?? isDelayedFunction(duty))
    return inWords('the timer queue', 'until it has fired or is cleared')
  const handle = handleOfDuty(facts, duty)
  const observer = handle && observerOf(facts, handle)
  if (observer) {
    const { text, stays } = observer.target
    const until = stays === 'page' ? 'until the page is left' : undefined
    return text === undefined ? inWords('the page', 'until it is left') : inCode(text, until)
  }
  const subscription = subscriptionOf(facts, duty)
  if (subscription?.source) return inCode(codeOf(facts, subscription.source), subscription.until)
  if (source === 'body') return inWords('the connection', 'until the body is read or thrown away')
  return HOLDERS[kind.collected]
}

const HOLDERS = {
  never: inWords('the system', 'until it is ended or the process is'),
  eventually: inWords('the system', 'until it is ended or the garbage collector happens to find it'),
  unknown: inWords('whoever made it', 'until it is ended'),
}

function inWords(name: string, until: string): DutyHolder {
  return { name, until, isCode: false }
}

function inCode(name: string, until = 'as long as it lives'): DutyHolder {
  return { name, until, isCode: true }
}
