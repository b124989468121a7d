import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses.js'
import { OBSERVER_PROTOCOLS } from '../../protocols/observers.js'
import { resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import type { Ending } from '../../protocols/subscriptions/row.js'
import type { Arrival, Duty } from '../duty.js'
import { link } from '../link.js'
import { constructs } from '../protocol-rows/observer-rows.js'
import { subscriptionsByRow } from '../protocol-rows/subscription-rows.js'
import { dutiesOfDelayedFunctions } from './delayed-functions.js'
import { dutiesOfTimers } from './timers.js'

/**
 * Answers what goes on until it is ended, whether its handle is kept or not: timers, observers, subscriptions. What becomes
 * of such a handle is the same question as for any other duty.
 */
export const dutiesOfHandles = perFile((facts): readonly Duty[] => [
  ...dutiesOfTimers(facts),
  ...dutiesOfDelayedFunctions(facts),
  ...observers(facts),
  ...subscriptions(facts),
])

function* observers(facts: FileFacts): Iterable<Duty> {
  for (const sites of facts.nodes.constructions.values()) {
    for (const site of sites) {
      const row = OBSERVER_PROTOCOLS.find((each) => constructs(facts, site, each))
      const kind = row && OBSERVER_KINDS.get(row.name)
      if (!kind || !isKept(facts, site)) continue
      const owed = link('yes', `a ${kind.noun} observes until it is disconnected`, site)
      yield { site, kind, source: 'row-of-registration', arrival: { as: 'value' }, owed }
    }
  }
}

/** It begins with its first target: one that is made and not started is nothing to end. */
const OBSERVER_KINDS: ReadonlyMap<string, ResourceProtocol> = new Map(
  OBSERVER_PROTOCOLS.map(({ name, start, end }) => [
    name,
    resource({
      noun: name,
      acquire: { name, form: 'constructor', global: '', opensBy: start },
      methods: end,
      example: '',
    }),
  ]),
)

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
