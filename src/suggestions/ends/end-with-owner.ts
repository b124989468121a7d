import { contentText, type Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isOfRegistration, type Duty } from '../../ledger/duty.js'
import { cellsFilledBy } from '../../ledger/sources/evidence-of-ends.js'
import { mainTeardown, ownersOf } from '../../lives/owner.js'
import { handleOfDuty } from '../../losses/handles/handle.js'
import type { Loss } from '../../losses/loss.js'
import { begunBy, type Begun } from './begun.js'
import { aroundStart, droppedByHook, keptByHook } from './by-hook.js'
import { constantOf } from './keep.js'
import { effectWithoutCleanup } from './effect-cleanup.js'
import { emptinessOf, type Emptiness } from './end-text.js'
import type { EndChange } from './end-change.js'
import { droppedInCleanup, keptInCleanup, returnedHandle } from './in-cleanup.js'
import { droppedInTeardown, keptInTeardown } from './in-teardown.js'

/**
 * Answers the change by which what a loss is of ends with its owner: in a teardown that the owner has, in a cleanup that an effect
 * returns, in a function given to a hook of its framework. What nobody keeps is kept. Undefined where the owner has no such
 * place, where what is begun may be begun several times until then, and where it is not certain what ends it.
 */
export function endWithOwner(
  facts: FileFacts,
  loss: Loss,
  given: Pick<Begun, 'filename' | 'isRepeated'>,
): EndChange | undefined {
  const { duty, form, owner: leaving } = loss
  const begun = MENDED_AT_END.has(form) ? begunBy(facts, duty, given) : undefined
  const [innermost] = ownersOf(facts, duty.site)
  const owner = leaving ?? innermost
  if (!begun || !owner) return undefined
  const cell = handleOfDuty(facts, duty)?.cell ?? loss.cell
  const teardown = mainTeardown(owner)
  if (cell) {
    if (isEntry(facts, duty, cell) || (duty.owed.sure === 'likely' && !isMemberWithEnd(duty, cell)))
      return undefined
    const whole = constantOf(duty.site)?.id.name
    if (begun.part !== undefined && whole !== cell.text) return undefined
    const kept = handleIn(cell, begun, emptinessOf(facts, duty, cell, given.filename))
    const ended = teardown && keptInTeardown(facts, begun, { owner, teardown, duty }, kept)
    if (ended) return ended
    if (innermost?.node !== owner.node) return undefined
    const effect = effectWithoutCleanup(facts, owner)
    if (effect) return keptInCleanup(facts, begun, effect, kept)
    return keptByHook(facts, begun, owner, kept) ?? aroundStart(facts, begun, owner, teardown)
  }
  if (innermost?.node !== owner.node) return undefined
  const effect = effectWithoutCleanup(facts, owner)
  const returned = effect && returnedHandle(facts, begun, effect)
  // What only looks as if the answer ended it, the effect may be given as it is.
  if (returned || duty.owed.sure !== 'yes') return returned
  if (effect) return droppedInCleanup(facts, begun, effect)
  const ended = teardown && droppedInTeardown(facts, begun, owner, teardown)
  if (ended) return ended
  return droppedByHook(facts, begun, owner) ?? aroundStart(facts, begun, owner, teardown)
}

/** How the end names what is in a cell, and what else that may be: of a record that may not be there, its member is then not asked for. */
function handleIn(
  cell: Cell,
  { part }: Begun,
  emptiness: Emptiness,
): { readonly cell: Cell; readonly emptiness: Emptiness } {
  if (cell.part === undefined) {
    const text = part === undefined ? cell.text : `${cell.text}.${part}`
    return { cell: { ...cell, text }, emptiness }
  }
  const isAlwaysThere = cell.target.type === 'PropertyDefinition'
  const text = isAlwaysThere ? contentText(cell) : `${cell.text}?.${cell.part}`
  return { cell: { ...cell, text }, emptiness: 'full' }
}

/** Whether it is one of several in a collection, which the end would have to go through. */
function isEntry(facts: FileFacts, { site }: Duty, { kind }: Cell): boolean {
  return kind === 'entry' || cellsFilledBy(facts, site).some((each) => each.kind === 'entry')
}

/** Whether it is a field with a method that ends it: what is only kept as what ends something is may end it in any way. */
function isMemberWithEnd(duty: Duty, { kind }: Cell): boolean {
  return kind === 'field' && !isOfRegistration(duty) && duty.kind.methods.length > 0
}

/** The forms of a loss that the end of the owner is the place to mend. */
const MENDED_AT_END: ReadonlySet<string> = new Set([
  'dropped',
  'neverReleased',
  'neverCleared',
  'notClearedAtEnd',
  'siblingCleared',
  'missed',
  'missedSibling',
  'missedBeside',
  'releasedElsewhere',
  'onlyOnSuccess',
  'notCancelled',
])
