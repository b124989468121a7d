import { perFile, perKey, type FileFacts } from '../../../cells/file-facts.js'
import { LISTENER_PROTOCOLS, type ListenerProtocol } from '../../../protocols/listeners.js'
import { resource, type ResourceProtocol } from '../../../protocols/resources/protocol.js'
import { calleeName } from '../../../syntax/property-name.js'
import type { Duty, RegistrationDuty } from '../../duty.js'
import { link } from '../../link.js'
import type { Registration, Removal } from '../../registrations/registration.js'
import { registrations } from '../../registrations/registrations.js'
import { subscriptionsByRow } from '../../subscriptions/by-row.js'

/**
 * Answers the listeners that a file puts on something: each has to be taken out of what outlives the work it is for. Those of which
 * a row knows that only the result takes them out, as in React Native, are subscriptions.
 */
export const dutiesOfRegistrations = perFile((facts): readonly RegistrationDuty[] => {
  const subscribed = new Set(subscriptionsByRow(facts).map(({ node }) => node))
  return registrations(facts)
    .filter(({ node }) => !subscribed.has(node))
    .map((registration) => dutyOf(facts, registration))
})

function dutyOf(facts: FileFacts, registration: Registration): RegistrationDuty {
  const { node, protocol, target } = registration
  return {
    site: node,
    kind: kindOf(facts, protocol),
    source: 'registration',
    arrival: { as: 'registration', registration },
    owed: link('yes', `${target.text} keeps what listens to it`, target.node),
  }
}

/** Answers the duty of a listener. */
export function dutyOfRegistration(facts: FileFacts, registration: Registration): Duty {
  return dutiesByRegistration(facts).get(registration) ?? dutyOf(facts, registration)
}

const dutiesByRegistration = perFile(
  (facts): ReadonlyMap<Registration, Duty> =>
    new Map(dutiesOfRegistrations(facts).map((duty) => [duty.arrival.registration, duty])),
)

/** Answers the duty that a removal was meant to end where this file adds nothing of the kind: whatever others have added. */
export function dutyOfRemoval(facts: FileFacts, { node, target }: Removal): Duty {
  const name = calleeName(node) ?? ''
  const protocol = LISTENER_PROTOCOLS.find(({ remove }) => remove.includes(name)) ?? ANY
  return {
    site: node,
    kind: kindOf(facts, protocol),
    source: 'registration',
    arrival: { as: 'receiver', receiver: target.node },
    owed: link('yes', `${target.text} keeps what listens to it`, target.node),
  }
}

const ANY: ListenerProtocol = { add: 'on', remove: ['off'], removeAll: [], once: false, takesOptions: false }

/** A listener as a kind: its words, and the names of what ends it. */
const kindOf = perKey((_facts: FileFacts, { add, remove, removeAll }: ListenerProtocol): ResourceProtocol =>
  resource({
    noun: 'listener',
    acquire: { name: add, form: 'method' },
    methods: [...new Set([...remove, ...removeAll])],
    example: `target.${add}('x', f)`,
  }),
)
