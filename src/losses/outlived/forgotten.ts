import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { fills, fillsByMaker, type Fill } from '../../ledger/fills.js'
import { mayEndForGood } from '../../ledger/final-ends.js'
import { link } from '../../ledger/link.js'
import { groupedBy } from '../../syntax/grouping.js'
import type { Loss } from '../loss.js'
import { endedOf, endedWithOwner } from './ends-of-siblings.js'
import { aloneLink, dutyOf, isEndedAnywhere, isOfOthers, mattersLink, type Alike } from './made-alike.js'
import { endedElsewhere } from './without-end.js'

/**
 * Answers the cells that an end leaves open while it ends another one which is made in the same way and begins and ends with
 * it: one of several is forgotten. Of cells of every kind, each once; and of fields also where another owner of the file ends
 * what is made in the same way, and this one has no end or one that misses it.
 */
export const forgottenLosses = perFile((facts): readonly Loss[] => {
  // Where nothing is ended, nothing says that another one is forgotten: that must cost nothing.
  if (!mayEndForGood(facts)) return []
  const seen = new Set<string>()
  return fills(facts).flatMap((fill) => {
    const { cell, maker } = fill
    const alike = fillsByMaker(facts).get(maker) ?? []
    if (alike.length < 2 || seen.has(cell.place) || endedOf(facts, alike).length === 0) return []
    if (isOfOthers(facts, fill)) return []
    const sibling = siblingOf(facts, fill, alike)
    const loss = sibling ? besideSibling(facts, fill, sibling) : endedElsewhere(facts, fill, alike)
    if (loss) seen.add(cell.place)
    return loss ?? []
  })
})

function siblingOf(facts: FileFacts, fill: Fill, alike: readonly Fill[]): Alike | undefined {
  if (
    !fillsByGroup(facts, alike)
      .get(fill.group)
      ?.some((other) => isBeside(fill, other))
  )
    return undefined
  let found: Alike | undefined
  for (const other of fillsByGroup(facts, endedOf(facts, alike)).get(fill.group) ?? []) {
    if (!isBeside(fill, other)) continue
    const end = endedWithOwner(facts, other, fill)
    if (end && (!found || end.isOwners)) found = { ...end, fill: other }
    if (found?.isOwners === true) break
  }
  return found && !isEndedAnywhere(facts, fill, found.owner) ? found : undefined
}

const fillsByGroup = perKey((_facts: FileFacts, fills: readonly Fill[]) =>
  groupedBy(fills, ({ group }) => group),
)

/** What one call has made is the same thing, however many hold it. */
function isBeside({ cell, group, isEntry, made }: Fill, other: Fill): boolean {
  return (
    other.group === group &&
    other.cell.place !== cell.place &&
    other.isEntry === isEntry &&
    other.made !== made
  )
}

function besideSibling(facts: FileFacts, fill: Fill, sibling: Alike): Loss | undefined {
  const { owner, isOwners, fill: other, end } = sibling
  const { cell, value } = fill
  const duty = dutyOf(facts, fill, sibling)
  const of = isOwners ? owner.name : (owner.teardowns[0]?.name ?? 'it')
  return {
    kind: 'outlived',
    form: isOwners ? 'missedSibling' : 'missedBeside',
    duty,
    cell,
    node: value,
    at: end.node,
    owner,
    ended: [other.target],
    links: {
      owed: duty.owed,
      open: fill.isEntry
        ? link('likely', 'its entries may be ended one by one', end.node)
        : link('yes', `nothing ends ${cell.text}`),
      alone: aloneLink(facts, fill, duty, owner),
      lasting:
        isOwners && owner.ends === 'yes'
          ? link('yes', `${of} ends ${other.cell.text}, made in the same way`, end.node)
          : link('likely', `${of} ends ${other.cell.text}, made in the same way`, end.node),
      matters: mattersLink(facts, fill, duty, owner),
    },
  }
}
