import { link } from '../../../ledger/link.js'
import { dutiesOfRegistrations } from '../../../ledger/sources/registered/registrations.js'
import type { Loss } from '../../loss.js'
import { UNDOES, undoesByName } from '../../../protocols/inverse-verbs.js'
import { UNLISTENS } from '../../../protocols/removals.js'
import { enclosingFunction, functionName, type FunctionNode } from '../../../syntax/functions.js'
import { groupedBy } from '../../../syntax/grouping.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { takesOut } from '../../../ledger/registrations/matching.js'
import { isMadeAnew } from '../../../ledger/registrations/handlers.js'
import type { AddedAtEnd } from './mismatch.js'
import { ownersOf, type Owner } from '../../../lives/owner.js'
import { registrations, removals } from '../../../ledger/registrations/registrations.js'
import type { Registration } from '../../../ledger/registrations/registration.js'
import { functionsOfTeardowns } from '../../../lives/ends/teardown.js'

/** Answers, as losses, the listeners that the end of their owner adds once more, where a removal was meant. */
export const misplacedLosses = perFile((facts): readonly Loss[] =>
  dutiesOfRegistrations(facts).flatMap((duty): Loss[] => {
    const mismatch = listenersAddedAtEnd(facts).find(
      ({ registration }) => registration === duty.arrival.registration,
    )
    if (!mismatch) return []
    const { original, owner } = mismatch
    return [
      {
        kind: 'misplaced',
        form: mismatch.kind,
        duty,
        cell: undefined,
        node: duty.site,
        at: original.node,
        owner,
        ended: [],
        links: { open: link('yes', 'what was added before is still there', original.node) },
        mismatch,
      },
    ]
  }),
)

/** Whether a listener is added where its removal was meant, or is the one that this leaves. */
export function isMisplaced(facts: FileFacts, registration: Registration): boolean {
  return misplaced(facts).has(registration)
}

const misplaced = perFile(
  (facts): ReadonlySet<Registration> =>
    new Set(listenersAddedAtEnd(facts).flatMap(({ registration, original }) => [registration, original])),
)

const listenersAddedAtEnd = perFile((facts): readonly AddedAtEnd[] =>
  registrations(facts).flatMap((registration) => addedAtEnd(facts, registration) ?? []),
)

function addedAtEnd(facts: FileFacts, registration: Registration): AddedAtEnd | undefined {
  const scope = enclosingFunction(registration.node)
  if (!scope || isMadeAnew(registration.handler)) return undefined
  const owner = ownerEndingIn(facts, registration, scope)
  const name = functionName(scope) ?? ''
  const isEnd = owner !== undefined || UNLISTENS.test(name)
  if (!isEnd && !UNDOES.test(name)) return undefined
  const original = (registrationsByText(facts).get(textOf(registration)) ?? []).find((other) => {
    const begin = enclosingFunction(other.node)
    if (isAtEnd(facts, other) || begin === scope) return false
    return isEnd || undoesByName(name, (begin && functionName(begin)) ?? '')
  })
  if (!original || isTakenOutElsewhere(facts, registration, scope)) return undefined
  const teardown = owner?.teardowns.find((each) => each.node === scope)
  const where = teardown?.name ?? `${name}()`
  return { kind: 'addedAtEnd', registration, original, owner, where }
}

function ownerEndingIn(facts: FileFacts, { node }: Registration, scope: FunctionNode): Owner | undefined {
  return ownersOf(facts, node).find((each) => functionsOfTeardowns(facts, each.teardowns).has(scope))
}

function isAtEnd(facts: FileFacts, registration: Registration): boolean {
  const scope = enclosingFunction(registration.node)
  return scope !== undefined && ownerEndingIn(facts, registration, scope) !== undefined
}

/** Taken out outside of this end: the end of one state is the beginning of another. */
function isTakenOutElsewhere(facts: FileFacts, registration: Registration, scope: FunctionNode): boolean {
  const { event } = registration
  return (removalsByEvent(facts).get(event.text) ?? []).some(
    (removal) =>
      enclosingFunction(removal.node) !== scope &&
      removal.handler !== undefined &&
      takesOut(facts, removal, registration) === 'yes',
  )
}

const removalsByEvent = perFile((facts) => groupedBy(removals(facts), ({ event }) => event?.text))

const registrationsByText = perFile((facts): ReadonlyMap<string, Registration[]> =>
  groupedBy(registrations(facts), textOf),
)

/** How a registration is written, but for what its handler is a member of. */
function textOf({ protocol, target, event, handler: argument }: Registration): string {
  const handler = unwrap(argument)
  const member = handler.type === 'MemberExpression' ? handler.property : handler
  const name = member.type === 'Identifier' ? member.name : ''
  return [protocol.add, target.text, event.text, name].join(' ')
}
