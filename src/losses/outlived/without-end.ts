import { isInherited } from '../../cells/definitions/inherited-fields.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Fill } from '../../ledger/fills.js'
import { link } from '../../ledger/link.js'
import { mainTeardown, ownersOf } from '../../lives/owner.js'
import { isClass } from '../../syntax/functions.js'
import { isHandedOut } from '../fields/fate-of-field.js'
import type { Loss } from '../loss.js'
import { endedOf, endedWithOwner } from './ends-of-siblings.js'
import { aloneLink, dutyOf, isEndedAnywhere, mattersLink, type Alike } from './made-alike.js'

/**
 * Answers the loss of a field that nothing ends, where another class of the file ends at its own end what is made in the
 * same way: this one has no end, or one that misses it. Undefined where no other does.
 */
export function endedElsewhere(facts: FileFacts, fill: Fill, alike: readonly Fill[]): Loss | undefined {
  const { cell, value, isEntry } = fill
  if (cell.home === undefined || isEntry) return undefined
  const owner = ownersOf(facts, value).find(({ home }) => home === cell.home)
  if (!owner || !isClass(owner.node) || isEndedAnywhere(facts, fill, owner)) return undefined
  const other = endedInAnother(facts, fill, alike)
  if (!other) return undefined
  const duty = dutyOf(facts, fill, other)
  const teardown = mainTeardown(owner)
  const inherited = isInherited(facts, owner.node, {
    name: cell.text.replace(/^this\./, ''),
    target: fill.target,
  })
  return {
    kind: 'outlived',
    form: teardown ? 'missed' : 'noTeardown',
    duty,
    cell,
    node: value,
    at: teardown?.node,
    owner,
    ended: [other.end.node],
    links: {
      owed: duty.owed,
      alone: isHandedOut(facts, { ...fill, duty })
        ? link('unknown', 'it is handed out to whoever asks')
        : inherited === 'yes'
          ? link('no', 'the field belongs to the base class')
          : aloneLink(facts, fill, duty, owner),
      lasting: link('likely', `${other.owner.name} ends what is made in the same way`, other.end.node),
      matters: mattersLink(facts, fill, duty, owner),
    },
  }
}

function endedInAnother(facts: FileFacts, fill: Fill, alike: readonly Fill[]): Alike | undefined {
  for (const other of endedOf(facts, alike)) {
    if (other.group === fill.group || other.cell.home === undefined || other.isEntry) continue
    const end = endedWithOwner(facts, other, fill)
    if (end?.isOwners === true) return { ...end, fill: other }
  }
  return undefined
}
