import { transferOf } from '../../cells/transfer-of.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { dutyAt } from '../../ledger/duties.js'
import type { Duty } from '../../ledger/duty.js'
import { endsByName } from '../../ledger/ended-cells.js'
import type { Fill } from '../../ledger/fills.js'
import { finalEnds, usesOfContent, type FinalEnd } from '../../ledger/final-ends.js'
import { LOOKS_UP } from '../../ledger/kept-duties.js'
import { link, type Link } from '../../ledger/link.js'
import { releasedBy } from '../../ledger/releases.js'
import { ownersOf, type Owner } from '../../lives/owner.js'
import { runsWithin } from '../../lives/ends/teardown.js'
import { resource } from '../../protocols/resources/protocol.js'
import { isClass, runsAtModuleLoad } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { isHandedOut, keptByOthers } from '../fields/fate-of-field.js'
import { mattersToInstance } from '../fields/instances.js'
import { isLeftEmpty } from '../fields/siblings.js'
import type { EndOfSibling } from './ends-of-siblings.js'

/* What is known of a cell that nothing ends, by another one that is made in the same way and ended. */

/** Another cell that is filled in the same way, and where it is ended. */
export interface Alike extends EndOfSibling {
  readonly fill: Fill
}

/** Listeners are told by a rule of their own; what is put nowhere else begins and ends with nothing. */
export function isOfOthers(facts: FileFacts, { made, group }: Fill): boolean {
  const known = dutyAt(facts, made)
  const isOfListener = known?.source !== 'row-of-registration' && REGISTERS.test(calleeName(made) ?? '')
  return group === undefined || known?.owed.sure === 'no' || isOfListener
}

const REGISTERS =
  /^(?:on|once|subscribe|observe|add\w*Listener|set(?:Timeout|Interval|Immediate)|request\w*Frame)$/

/**
 * Whether anything ends what is in a cell, or may. An entry may be ended by itself all the same, and the end of the owner
 * leaves the others: what counts is the end.
 */
export function isEndedAnywhere(facts: FileFacts, fill: Fill, owner: Owner): boolean {
  const duty = dutyAt(facts, fill.made)
  const counts = (node: FinalEnd['node']): boolean =>
    !fill.isEntry || runsWithin(facts, node, owner.teardowns)
  if (finalEnds(facts, fill).some(({ node }) => counts(node))) return true
  if (fill.isEntry) {
    // `closeAll(this.sockets)`
    const whole = usesOfCell(facts, fill.cell).uses
    if (whole.some((use) => use.kind === 'argument' && counts(use.node))) return true
  }
  return usesOfContent(facts, fill).some(
    (use) =>
      counts(use.node) &&
      (endsByName(facts, use) || (duty !== undefined && releasedBy(facts, duty.kind, use) !== 'no')),
  )
}

/** What must be ended as its sibling is: by the duty that it is, or since the file ends what is made in the same way. */
export function dutyOf(facts: FileFacts, { made, cell }: Fill, { fill: other, end }: Alike): Duty {
  const known = dutyAt(facts, made)
  if (known?.owed.sure === 'yes') return known
  const kind = resource({
    noun: calleeName(made) ?? 'handle',
    acquire: { name: '', form: 'function' },
    methods: end.by === 'method' ? [end.name] : [],
    functions: end.by === 'function' ? [end.name] : [],
    example: '',
  })
  const isMade = made.type === 'NewExpression' || !LOOKS_UP.test(calleeName(made) ?? 'get')
  const isSure = isMade && !isLeftEmpty(facts, cell, other.cell)
  const because = `${other.cell.text}, made in the same way, is ended`
  const owed = link(isSure ? 'yes' : 'likely', because, other.target)
  return { site: made, kind, source: 'learned', arrival: { as: 'value' }, owed }
}

export function aloneLink(facts: FileFacts, fill: Fill, duty: Duty, owner: Owner): Link {
  const kept = { ...fill, duty }
  const others = keptByOthers(facts, kept, owner)
  if (others) return others
  let doubt: Link | undefined
  for (const use of usesOfContent(facts, fill)) {
    const { effect, reason } = transferOf(facts, use, duty.kind)
    if (effect === 'takes' && use.kind !== 'returned') return link('no', reason, use.node)
    if (effect !== 'borrows') doubt ??= link('likely', reason, use.node)
  }
  if (isHandedOut(facts, kept)) return link('likely', 'it is handed out to whoever asks')
  return doubt ?? link('yes', `nothing else ends ${fill.cell.text}`)
}

/** There is one of a module or of a class: it piles up where it is filled again, and is all that is left where it is not. */
export function mattersLink(facts: FileFacts, fill: Fill, duty: Duty, owner: Owner): Link {
  const { cell, target, value } = fill
  if (cell.kind === 'module' || cell.kind === 'static') {
    return runsAtModuleLoad(target)
      ? link('unknown', 'it is made once, when the module loads', target)
      : link('likely', 'the module has one of it only', target)
  }
  const [instance] = ownersOf(facts, value).filter(({ kind, node }) => kind === 'instance' && isClass(node))
  return instance && cell.home !== undefined
    ? mattersToInstance(facts, { ...fill, duty }, instance)
    : link('yes', `each time, ${owner.name} leaves one`)
}
