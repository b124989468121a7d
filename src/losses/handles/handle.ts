import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { destinationsOf } from '../../cells/uses/destinations.js'
import { isNowhere } from '../../cells/uses/dropped.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { duties } from '../../ledger/duties.js'
import { isOfRegistration, type Duty } from '../../ledger/duty.js'
import { ownersOf, type Owner } from '../../lives/owner.js'
import { isFunction } from '../../syntax/functions.js'
import { keyName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import { arrivals } from '../left/opening.js'
import { cellsOfHook } from './kept-by-hooks.js'

/**
 * What goes on until it is ended, and where the handle is that ends it: a timer, an observer, a subscription. What holds it
 * is not the handle, so that it goes on whether anybody has that or not.
 */
export interface Handle {
  readonly duty: Duty
  /** Where it is kept, for an entry the collection; undefined where nobody keeps it. */
  readonly cell: Cell | undefined
  /** All cells that it is in: that one, and those that it passes through on the way. */
  readonly cells: readonly Cell[]
  /** The member of the entry or record that it is kept as: `timer` of `pending.set(id, { timer })`. */
  readonly member: string | undefined
  /** Those of the place where it begins, innermost first. */
  readonly owners: readonly Owner[]
  readonly owner: Owner | undefined
}

/** Answers the handles of a file, of what it keeps itself or lets go; what it hands to others is theirs. */
export const handles = perFile((facts): readonly Handle[] =>
  duties(facts)
    .filter(isOfRegistration)
    .flatMap((duty) => handleOf(facts, duty) ?? []),
)

/** Answers the handle of a duty; undefined where the file hands it to others, and for what is no registration. */
export function handleOfDuty(facts: FileFacts, duty: Duty): Handle | undefined {
  return handlesByDuty(facts).get(duty.site)
}

const handlesByDuty = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Handle> =>
    new Map(handles(facts).map((each) => [each.duty.site, each])),
)

function handleOf(facts: FileFacts, duty: Duty): Handle | undefined {
  const found = arrivals(facts, duty)
  if (found.length === 0 || found.some(({ isUsedUp }) => isUsedUp)) return undefined
  const destinations = found.map(({ destination }) => destination)
  const owners = ownersOf(facts, duty.site)
  const handle = { duty, owners, owner: owners[0] }
  const cells = destinations.flatMap((each) => (each.to === 'cell' ? [each.cell] : cellsOfHook(facts, each)))
  if (cells.length === 0) {
    if (destinations.every(isNowhere)) return { ...handle, cell: undefined, cells, member: undefined }
    const [only, ...others] = destinations
    const entry = only && others.length === 0 ? entryOfRecord(facts, only.node) : undefined
    return entry && { ...handle, cell: entry.cell, cells: [entry.cell], member: entry.member }
  }
  if (cells.every(({ kind }) => kind === 'local')) cells.push(...storesOfLocals(facts, cells))
  const entry = cells.every(({ kind }) => kind === 'local') ? entryOfLocals(facts, cells) : undefined
  if (entry) return { ...handle, cell: entry.cell, cells: [...cells, entry.cell], member: entry.member }
  // Of several names the one that lasts longest is the handle.
  const cell = cells.find(({ kind }) => kind !== 'local') ?? cells[0]
  return { ...handle, cell, cells, member: undefined }
}

/** An entry of a collection, and the member of it that is the handle, if it is not the entry itself. */
interface Entry {
  readonly cell: Cell
  readonly member: string | undefined
}

/** `const observer = new X(); observer.observe(y); this.observer = observer` */
function storesOfLocals(facts: FileFacts, cells: readonly Cell[]): readonly Cell[] {
  return cells
    .flatMap((cell) => usesOfCell(facts, cell).uses)
    .flatMap((use) => (use.kind === 'stored' ? destinationsOf(facts, use.node) : []))
    .flatMap((each) => (each.to === 'cell' && each.cell.kind !== 'entry' ? [each.cell] : []))
}

/** `const timer = setTimeout(…); this.pending.set(id, { resolve, timer })`, `timers.set(id, timer)` */
function entryOfLocals(facts: FileFacts, cells: readonly Cell[]): Entry | undefined {
  for (const { node, kind } of cells.flatMap((cell) => usesOfCell(facts, cell).uses)) {
    if (kind === 'argument' || kind === 'stored') {
      const [first] = destinationsOf(facts, node)
      const direct = first?.to === 'cell' && first.cell.kind === 'entry' ? first.cell : undefined
      const found = direct ? { cell: direct, member: undefined } : entryOfRecord(facts, node)
      if (found) return found
    }
  }
  return undefined
}

/** `this.pending.set(id, { resolve, timer: setTimeout(…) })`, `this.pending[id] = { timer: … }` */
function entryOfRecord(facts: FileFacts, value: TSESTree.Node): Entry | undefined {
  const property = wrapped(value).parent
  if (property?.type !== 'Property' || property.parent.type !== 'ObjectExpression') return undefined
  const member = keyName(property.key, property.computed)
  if (member === undefined || isFunction(property.value)) return undefined
  const destinations = destinationsOf(facts, property.parent)
  const named = destinations.flatMap((each) =>
    each.to === 'cell' && each.cell.kind === 'local' ? usesOfCell(facts, each.cell).uses : [],
  )
  // `const entry = { timer }; this.pending.set(id, entry)`
  const onward = named.flatMap(({ kind, node }) => (kind === 'argument' ? destinationsOf(facts, node) : []))
  const entry = [...destinations, ...onward].find((each) => each.to === 'cell' && each.cell.kind === 'entry')
  return entry?.to === 'cell' ? { cell: entry.cell, member } : undefined
}

/** Whether the owner of a handle certainly ends while it may go on: a component that keeps a ref is unmounted some time. */
export function endsBefore({ owner, cell }: Handle): boolean {
  return owner?.ends === 'yes' || (owner?.kind === 'scope' && cell?.kind === 'ref')
}
