import { TIMER_PROTOCOLS } from '../../../protocols/timers.js'
import { soleValue } from '../../../syntax/bindings.js'
import { enclosingFunctions } from '../../../syntax/functions.js'
import { calleeName } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import type { Grow } from '../../../ledger/collections/access.js'
import type { CollectionUses } from '../../../ledger/collections/uses.js'
import { runsOnlyAtEnd } from '../../../lives/collections/ends-of-entries.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import type { Growth } from '../growth.js'
import { growsPerCall } from '../../../lives/collections/additions.js'
import { isConstructor } from '../../../lives/repetition/runs.js'
import { isRunByConstructor } from '../../../lives/repetition/reached-from.js'

/** Calls whose handle is of no use once the callback has run. */
const ONE_SHOT: ReadonlySet<string> = new Set([
  ...TIMER_PROTOCOLS.filter(({ kind }) => kind !== 'interval').map(({ start }) => start),
  'setImmediate',
])

/**
 * Answers how a list gains the handle of a one-shot timer each time, and loses them at the end of its owner only: a
 * fired handle still keeps its callback.
 */
export function firedHandle(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (collection.lifetime === 'closure') return undefined
  const grow = uses.grows.find((each) =>
    !each.key || each.key === each.value ? isHandle(facts, each) && growsPerCall(facts, each) : false,
  )
  if (!grow || runsAtStart(facts, grow)) return undefined
  const isEmptiedBefore = shrinks.some(({ node, extent }) => extent !== 'all' || !runsOnlyAtEnd(facts, node))
  if (isEmptiedBefore) return undefined
  return { collection, node: grow.node, certainty: 'known', problem: 'firedHandle', key: undefined }
}

function isHandle(facts: FileFacts, { value }: Grow): boolean {
  const inner = value && unwrap(value)
  const variable = inner?.type === 'Identifier' ? facts.bindings.variableOf(inner) : undefined
  const made = variable ? soleValue(variable) : inner
  return made?.type === 'CallExpression' && ONE_SHOT.has(calleeName(made) ?? '')
}

/** Whether an addition runs when its owner is made, and so perhaps once. */
function runsAtStart(facts: FileFacts, { node }: Grow): boolean {
  const around = enclosingFunctions(node)
  const member = around.find((each) => facts.places.memberOf(each))
  return around.some(isConstructor) || (member !== undefined && isRunByConstructor(facts, member))
}
