import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { RegistrationDuty } from '../../ledger/duty.js'
import { link, type Link, type LinkName } from '../../ledger/link.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { dutiesOfRegistrations } from '../../ledger/sources/registered/registrations.js'
import { holderOf, type Holder } from '../../lives/lifetime.js'
import { filledBefore } from '../../lives/outlives.js'
import { ownersOf, type Owner } from '../../lives/owner.js'
import { endOfSignal, type SignalEnding } from '../../lives/signals/signal-endings.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import type { Loss, LossKind } from '../loss.js'
import { endedHolder } from './ends/ended-holders.js'
import type { ListenerForm, ListenerLoss } from './listener-loss.js'
import { isMisplaced } from './removals/misplaced.js'
import { disconnectedWithReceiver } from './receivers.js'
import { returnsDisposer } from './ends/releases.js'

export type Links = Partial<Record<LinkName, Link>>

/** A listener, and what every way to lose it has to know. */
export interface Begun {
  readonly duty: RegistrationDuty
  readonly registration: Registration
  /** What it is put on, and how long that lives. */
  readonly holder: Holder
  /** The owners around it, innermost first. */
  readonly owners: readonly Owner[]
  readonly ending: SignalEnding
}

/** Answers the listeners of a file that something might have to take out. */
export const listenersBegun = perFile((facts): readonly Begun[] =>
  dutiesOfRegistrations(facts).flatMap((duty) => {
    const { registration } = duty.arrival
    // An addition where a removal was meant is another mistake, with another remedy: the removal is there.
    if (isMisplaced(facts, registration)) return []
    return [
      {
        duty,
        registration,
        holder: holderOf(facts, registration.target.node),
        owners: ownersOf(facts, registration.node),
        ending: endOfSignal(facts, registration),
      },
    ]
  }),
)

/** Answers what speaks against every loss of a listener: who else ends it, and what goes with the call. */
export function linksOfListener(facts: FileFacts, { registration, holder, owners, ending }: Begun): Links {
  const links: Links = {}
  const { node, target, byComponent } = registration
  if (runsAtModuleLoad(node)) links.matters = link('no', 'it is added once, while the module loads', node)
  if (holder.lifetime === 'call') links.lasting = link('no', `${target.text} goes with the call`, target.node)
  const filled = owners.length === 0 ? filledBefore(facts, target.node) : undefined
  if (filled) links.lasting = link('no', `${target.text} is another one each time`, filled)
  const ended = endedHolder(facts, registration, owners)
  if (ended) links.lasting = ended
  if (ending.end === 'atEnd') links.alone = link('no', 'its signal is aborted in time', registration.signal)
  else if (ending.end === 'unknown')
    links.alone = link('unknown', 'its signal may be aborted in time', registration.signal)
  else if (byComponent) links.alone = link('no', 'the component takes its listeners out of all targets', node)
  else if (returnsDisposer(facts, registration))
    links.alone = link('no', 'what the call answers is kept, to take it out with', node)
  const receiver = links.alone ? undefined : disconnectedWithReceiver(facts, registration)
  if (receiver) links.alone = receiver
  return links
}

/** Makes a loss of a listener. */
export function listenerLoss(
  { duty, registration, holder, owners, ending }: Begun,
  kind: LossKind,
  form: ListenerForm,
  links: Links,
  told: Partial<ListenerLoss> = {},
): Loss {
  return {
    kind,
    form,
    duty,
    cell: undefined,
    node: duty.site,
    at: told.sibling?.node ?? told.collected,
    owner: owners[0],
    ended: told.sibling ? [told.sibling.node] : [],
    links,
    listener: { ...told, form, registration, holder, ending },
  }
}
