import { collectionOf } from '../../cells/cell-of.js'
import type { Cell } from '../../cells/cell.js'
import { entriesOf } from '../../cells/entries.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { endsOf } from '../../flow/kept-cell-uses.js'
import { isOfRegistration } from '../../ledger/duty.js'
import { keptDuties } from '../../ledger/kept-duties.js'
import type { KeptDuty } from '../../ledger/kept-duty.js'
import { link, type Link } from '../../ledger/link.js'
import { runsWithin } from '../../lives/ends/teardown.js'
import { mainTeardown, ownersOf, type Owner } from '../../lives/owner.js'
import { calleeName } from '../../syntax/property-name.js'
import { mattersToInstance } from '../fields/instances.js'
import type { Loss } from '../loss.js'
import { endsLink, memoryLink } from '../outlived.js'

/**
 * Answers the collections of an instance whose entries stay open when it ends: its end does nothing with them, or only empties the
 * collection. Each collection once.
 */
export const entriesLeft = perFile((facts): readonly Loss[] => {
  const seen = new Set<string>()
  return keptDuties(facts).flatMap((kept) => {
    const { cell, duty } = kept
    const collection = isOfRegistration(duty) ? undefined : collectionOf(facts, cell)
    if (collection?.home === undefined || seen.has(collection.place)) return []
    const loss = lossOf(facts, kept, collection)
    if (loss) seen.add(collection.place)
    return loss ?? []
  })
})

function lossOf(facts: FileFacts, kept: KeptDuty, collection: Cell): Loss | undefined {
  const { duty, value } = kept
  const owner = ownersOf(facts, value).find(({ home }) => home === collection.home)
  const teardown = owner && mainTeardown(owner)
  if (!teardown) return undefined
  const { uses } = usesOfCell(facts, collection)
  if (uses.some((use) => isGivenAway(use) || isSeenByEnd(facts, use, owner))) return undefined
  return {
    kind: 'outlived',
    form: 'missedEntries',
    duty,
    cell: collection,
    node: value,
    at: teardown.node,
    owner,
    ended: [],
    links: {
      owed: memoryLink(kept),
      open: openLink(facts, kept, collection),
      lasting: endsLink(owner),
      matters: mattersToInstance(facts, kept, owner),
    },
  }
}

/** Whoever has the collection itself may end what is in it. */
function isGivenAway(use: Use): boolean {
  if (use.kind === 'argument')
    return !/^(?:values|keys|entries|from|isArray)$/.test(calleeName(use.call) ?? '')
  return use.kind === 'returned' || use.kind === 'stored'
}

/** Whether the end of an owner does anything with the entries, other than to throw them all away. */
function isSeenByEnd(facts: FileFacts, use: Use, owner: Owner): boolean {
  return !(use.kind === 'receiver' && use.method === 'clear') && runsWithin(facts, use.node, owner.teardowns)
}

/** One that is taken out or ended by itself may be over by then; those that nothing takes out are there. */
function openLink(facts: FileFacts, kept: KeptDuty, collection: Cell): Link {
  const { uses, removals } = entriesOf(facts, collection)
  const [ended] = endsOf(facts, kept)
  const taken = ended ?? removals.find(({ key }) => key !== undefined)?.node
  if (taken) return link('unknown', 'some may be over by then', taken)
  const asked = uses.find(({ kind }) => kind === 'returned' || kind === 'argument' || kind === 'stored')
  return asked
    ? link('likely', 'who is handed one may end it', asked.node)
    : link('yes', `nothing ends what is in ${collection.text}`)
}
