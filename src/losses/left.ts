import type { Cell } from '../cells/cell.js'
import { cellOfParameter, cellOfTarget } from '../cells/cell-of.js'
import { partsTaken } from '../cells/uses/destinations.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { usesOfCell } from '../cells/uses/uses-of-cell.js'
import { duties } from '../ledger/duties.js'
import { isOfRegistration, type Duty } from '../ledger/duty.js'
import { link } from '../ledger/link.js'
import { isReleaseOf } from '../ledger/releases.js'
import { ownersOf } from '../lives/owner.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { mayFollow } from '../syntax/may-follow.js'
import { asOpened } from '../protocols/resources/protocol.js'
import { calleeName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { linksOfDuty } from './common-links.js'
import { leftIn } from './left/left-in-region.js'
import { leftByHandlers, leftInElement, leftInRef } from './left/left-in-member.js'
import type { Loss } from './loss.js'
import { arrivals, type Arrived } from './left/opening.js'
import { keptInLocal, keptInOuter } from './left/kept.js'
import { leftWhereSettled } from './left/settled.js'
import { neverUndone } from './left/undone.js'
import { surenessOf } from './sureness.js'

/**
 * Answers the duties of a file that a function keeps to itself and leaves open on some way out: at its end, by `return`, by an
 * exception, on one branch, where a promise is rejected.
 */
export const leftLosses = perFile((facts): readonly Loss[] =>
  duties(facts).flatMap((duty) =>
    lossesOf(facts, duty)
      // What goes on by itself, and nothing ends, is asked when its owner ends.
      .filter(({ form }) => form !== 'neverReleased' || !isOfRegistration(duty))
      .map((loss) => ({ ...loss, links: { ...linksOfDuty(facts, duty), ...loss.links } })),
  ),
)

function lossesOf(facts: FileFacts, duty: Duty): Loss[] {
  const { arrival, site } = duty
  switch (arrival.as) {
    case 'value':
      return leftAsValue(facts, duty)
    case 'parameter':
      return listOf(leftInCallback(facts, duty, arrival.callback, arrival.index))
    case 'argument':
      return listOf(neverUndone(facts, duty, site.arguments[arrival.index]))
    case 'receiver': {
      const cell = cellOfTarget(facts, arrival.receiver)
      const scope = enclosingFunction(site)
      // What was there before and is there after may be ended by others: that it is ended here says that it is not.
      const loss = cell && scope && leftIn(facts, { duty, cell, region: scope.body, start: wrapped(site) })
      return loss && (loss.released ?? loss.ended).some((node) => mayFollow(node, site)) ? [loss] : []
    }
    case 'registration':
      // No value arrives that could be lost: the target, the event and the function are asked for.
      return []
    case 'member':
      return arrivals(facts, duty).flatMap(({ destination }) => leftAsMember(facts, duty, destination))
  }
}

function listOf(loss: Loss | undefined): Loss[] {
  return loss ? [loss] : []
}

/** Of what goes to several cells each must lose it: `const socket = (this.socket = connect())`. */
function leftAsValue(facts: FileFacts, duty: Duty): Loss[] {
  const arrived = arrivals(facts, duty)
  const found = arrived.map((each) =>
    clearest(leftAt(facts, duty, each), () => leftByRejection(facts, duty, each)),
  )
  const lost = found.filter((loss) => loss !== undefined)
  const [loss] = lost.toSorted((a, b) => surenessOf(a) - surenessOf(b))
  if (!loss || lost.length === found.length) return listOf(loss)
  const other = arrived.find((_, index) => found[index] === undefined)?.destination
  if (other?.to !== 'cell') return [loss]
  // What is kept in a local as well is ended by way of that; of a field, its own losses say whether it is.
  const alone = link('no', `${other.cell.text} has it as well`, other.cell.target)
  return [{ ...loss, links: { ...loss.links, alone } }]
}

/**
 * A loss that leaves a question open, such as who is given the thing, or whether an event comes, says less than one where the promise
 * that is to bring it fails.
 */
function clearest(left: Loss | undefined, other: () => Loss | undefined): Loss | undefined {
  const isOpen =
    !left ||
    left.form === 'openWithoutEvent' ||
    Object.values(left.links).some(({ sure }) => sure === 'unknown')
  return isOpen ? (other() ?? left) : left
}

function leftByRejection(facts: FileFacts, duty: Duty, { destination, methods }: Arrived): Loss | undefined {
  // What one of the calls on the way ends is none that is left.
  if (destination.to !== 'cell' || methods.some((method) => duty.kind.methods.includes(method)))
    return undefined
  return leftWhereSettled(facts, duty, destination.cell)
}

function leftAt(facts: FileFacts, duty: Duty, { destination, calls, isUsedUp }: Arrived): Loss | undefined {
  const { kind } = duty
  if (isUsedUp || kind.endsByItself === true) return undefined
  const { opensBy } = kind.acquire
  const opening = calls.find((call) => opensBy !== undefined && calleeName(call) === opensBy)
  const opened = opening ? { ...duty, site: opening, kind: asOpened(kind) } : duty
  if (destination.to === 'receiver') {
    const [callback] = destination.call.arguments
    if (calleeName(destination.call) !== 'then' || !isFunction(callback)) return undefined
    return leftInCallback(facts, opened, callback, 0)
  }
  if (destination.to !== 'cell') return undefined
  const { cell } = destination
  switch (cell.kind) {
    case 'local':
      return leftInLocal(facts, opened, cell) ?? leftInOwner(facts, opened, cell)
    case 'ref':
      return leftInRef(facts, opened, cell)
    case 'member':
      return leftByHandlers(facts, opened, cell) ?? leftInElement(facts, opened, cell)
    default:
      return undefined
  }
}

/** `const { release } = await lock()`, `const release = await lock()` */
function leftAsMember(facts: FileFacts, duty: Duty, destination: Arrived['destination']): Loss[] {
  const path = duty.arrival.as === 'member' ? duty.arrival.path : []
  if (destination.to === 'cell' && destination.cell.kind === 'local') {
    return path.length === 0 ? listOf(leftInLocal(facts, duty, destination.cell)) : []
  }
  if (destination.to !== 'part') return []
  return partsTaken(destination.pattern).flatMap(({ name, target }) => {
    const cell = path.length === 1 && path[0] === name ? cellOfTarget(facts, target) : undefined
    return cell?.kind === 'local' ? listOf(leftInLocal(facts, duty, cell)) : []
  })
}

/** One that arrives as a parameter of a callback. */
function leftInCallback(
  facts: FileFacts,
  duty: Duty,
  callback: FunctionNode,
  index: number,
): Loss | undefined {
  const cell = cellOfParameter(facts, callback, index)
  const error = index > 0 ? callback.params[0] : undefined
  if (!cell) return undefined
  const left = leftIn(facts, { duty, cell, region: callback.body, start: undefined, error })
  return clearest(left, () => leftWhereSettled(facts, duty, cell))
}

function leftInLocal(facts: FileFacts, duty: Duty, cell: Cell): Loss | undefined {
  const kept = keptInLocal(duty, cell)
  if (kept) return leftIn(facts, kept)
  const outer = keptInOuter(duty, cell)
  const loss = outer && leftIn(facts, outer)
  // What the function that begins it does not end at all, others do.
  if (!loss?.released?.length) return undefined
  const others = usesOfCell(facts, cell).uses.find(
    (use) => isReleaseOf(facts, duty, use) !== 'no' && !isWithin(use.node, outer?.region ?? duty.site),
  )
  return others
    ? { ...loss, links: { alone: link('likely', 'another function may end it', others.node), ...loss.links } }
    : loss
}

/** `let chart; onMounted(() => { chart = new Chart() })`: what a component, or what a function hands back, keeps in a variable and never ends. */
function leftInOwner(facts: FileFacts, duty: Duty, cell: Cell): Loss | undefined {
  if (enclosingFunction(duty.site) === cell.scope) return undefined
  const owner = ownersOf(facts, duty.site).find(
    ({ kind, ends, node }) => kind === 'scope' && ends === 'yes' && node === cell.scope,
  )
  const region = owner && isFunction(owner.node) ? owner.node.body : undefined
  const loss = region && leftIn(facts, { duty, cell, region, start: undefined })
  return loss?.form === 'neverReleased' ? { ...loss, owner } : undefined
}
