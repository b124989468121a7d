import type { FileFacts } from '../../cells/file-facts.js'
import { makesByName } from '../../ledger/makers.js'
import { runsWithin, teardownsOfHome } from '../../lives/ends/teardown.js'
import type { Loss } from '../../losses/loss.js'
import { regionOf } from '../../losses/overwritten.js'
import { NAMES_A_DISPOSER } from '../../protocols/subscriptions.js'
import { enclosingFunction, isWithin } from '../../syntax/functions.js'
import { shown, type Shown } from './shown.js'

/** That another function ends the last one shows that none is over by itself. */
export function lastIsEnded(facts: FileFacts, { kind, cell, node, ended }: Loss): Shown | undefined {
  if (!cell || (kind !== 'overwritten' && kind !== 'misplaced')) return undefined
  const scope = enclosingFunction(node)
  const region = kind === 'overwritten' && scope ? regionOf(facts, cell, scope) : undefined
  const others = region ? ended.filter((each) => !isWithin(each, region)) : ended
  return shown('the last one is ended', others[0])
}

/**
 * What a call makes or begins by its name, and the end of the owner ends, has to be ended: only what is looked up may be shared, and
 * end with another.
 */
export function endedByOwner(facts: FileFacts, loss: Loss): Shown | undefined {
  const { site, arrival } = loss.duty
  const isHandle = arrival.as === 'member' && arrival.path.length === 0 && isHandleName(loss)
  return makesByName(site) || isHandle ? endedWithOwner(facts, loss) : undefined
}

/** A function that is kept under the name of an end: `this.unsubscribe = subscribe(…)`. */
function isHandleName({ cell }: Loss): boolean {
  return NAMES_A_DISPOSER.test(cell?.text.replace(/^.*\./, '') ?? '')
}

/** What the end of an owner ends itself, nobody else does who is given it meanwhile. */
export function endedWithOwner(facts: FileFacts, { cell, ended }: Loss): Shown | undefined {
  const teardowns = cell?.home === undefined ? [] : teardownsOfHome(facts, cell.home)
  if (teardowns.length === 0) return undefined
  return shown(
    'the end of the owner ends it',
    ended.find((each) => runsWithin(facts, each, teardowns)),
  )
}

/** What is thrown away in one place, and ended in another, has to be ended. */
export function endedElsewhere(_facts: FileFacts, { kind, ended }: Loss): Shown | undefined {
  if (kind !== 'voided' && kind !== 'removed') return undefined
  return shown('elsewhere the file ends it', ended[0])
}
