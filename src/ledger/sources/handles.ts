import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses.js'
import { resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import type { Ending } from '../../protocols/subscriptions/row.js'
import type { Arrival, Duty } from '../duty.js'
import { link } from '../link.js'
import { subscriptionsByRow } from '../protocol-rows/subscription-rows.js'
import { dutiesOfDelayedFunctions } from './delayed-functions.js'
import { dutiesOfObservers } from './observers.js'
import { dutiesOfTimers } from './timers.js'

/**
 * Answers what goes on until it is ended, whether its handle is kept or not: timers, observers, subscriptions. What becomes
 * of such a handle is the same question as for any other duty.
 */
export const dutiesOfHandles = perFile((facts): readonly Duty[] => [
  ...dutiesOfTimers(facts),
  ...dutiesOfDelayedFunctions(facts),
  ...dutiesOfObservers(facts),
  ...subscriptions(facts),
])

function* subscriptions(facts: FileFacts): Iterable<Duty> {
  for (const { node: site, ending, noun } of subscriptionsByRow(facts)) {
    if (!isKept(facts, site)) continue
    const owed = link('yes', `a ${noun} goes on until it is ended`, site)
    const arrival = arrivalOf(ending)
    yield { site, kind: subscriptionKind(facts, noun, ending), source: 'row-of-registration', arrival, owed }
  }
}

function arrivalOf(ending: Ending): Arrival {
  if (ending === 'call') return { as: 'member', path: [] }
  return ending.includes('.') ? { as: 'member', path: ending.split('.') } : { as: 'value' }
}

function subscriptionKind(facts: FileFacts, noun: string, ending: Ending): ResourceProtocol {
  const kinds = subscriptionKinds(facts)
  const key = `${noun} ${ending}`
  const known =
    kinds.get(key) ??
    resource({
      noun,
      acquire: { name: '', form: 'function' },
      methods: ending === 'call' ? [] : [ending.slice(ending.lastIndexOf('.') + 1)],
      example: '',
    })
  kinds.set(key, known)
  return known
}

const subscriptionKinds = perFile(() => new Map<string, ResourceProtocol>())

/** Whether a handle is put somewhere: what is dropped or returned is told by the rule of its kind. */
function isKept(facts: FileFacts, site: CallNode): boolean {
  const { kind } = useOf(facts, site)
  return kind === 'alias' || kind === 'stored'
}
