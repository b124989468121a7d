import type { FileFacts } from '../../cells/file-facts.js'
import { runsWithin, teardownsOfHome } from '../../lives/teardown.js'
import type { Loss } from '../../losses/loss.js'
import { regionOf } from '../../losses/overwritten.js'
import { enclosingFunction, isWithin } from '../../syntax/functions.js'
import { shown, type Shown } from './shown.js'

/** That the end of the owner ends the last one shows that none is over by itself. */
export function lastIsEnded(facts: FileFacts, { kind, cell, node, ended }: Loss): Shown | undefined {
  if (!cell || (kind !== 'overwritten' && kind !== 'misplaced')) return undefined
  const scope = enclosingFunction(node)
  const region = kind === 'overwritten' && scope ? regionOf(facts, cell, scope) : undefined
  const others = region ? ended.filter((each) => !isWithin(each, region)) : ended
  const teardowns = cell.home === undefined ? [] : teardownsOfHome(facts, cell.home)
  const isEnd = cell.home === undefined || others.some((each) => runsWithin(facts, each, teardowns))
  return isEnd ? shown('the last one is ended', others[0]) : undefined
}

/** What is thrown away in one place, and ended in another, has to be ended. */
export function endedElsewhere(_facts: FileFacts, { kind, ended }: Loss): Shown | undefined {
  if (kind !== 'voided' && kind !== 'removed') return undefined
  return shown('elsewhere the file ends it', ended[0])
}
