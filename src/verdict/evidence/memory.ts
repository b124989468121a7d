import type { FileFacts } from '../../cells/file-facts.js'
import type { Duty } from '../../ledger/duty.js'
import type { Loss } from '../../losses/loss.js'
import { SIZED_CONSTRUCTORS } from '../../protocols/large-values.js'
import { EMITTER_NAME } from '../../protocols/ownership.js'
import { soleValue } from '../../syntax/bindings.js'
import { calleeName } from '../../syntax/property-name.js'
import { shown, type Shown } from './shown.js'

/** An emitter keeps those that listen to it, and nothing but its owner keeps the emitter: both go together. */
export function keepsListenersOnly(_facts: FileFacts, { kind, duty }: Loss): Shown | undefined {
  // That the end of an owner forgets one of them, others of its kind tell.
  if (kind === 'outlived' || !isEmitter(duty)) return undefined
  return shown('nothing but its owner holds an emitter and its listeners', duty.site)
}

/** Whether a duty is of an emitter. One that is given hooks may begin more than it holds. */
export function isEmitter({ site }: Duty): boolean {
  return (
    site.type === 'NewExpression' && EMITTER_NAME.test(calleeName(site) ?? '') && site.arguments.length === 0
  )
}

/** `new Reader(new Uint8Array(size))`: what is made of memory of the function's own, and of nothing else, holds nothing outside it. */
export function isMadeOfMemory(facts: FileFacts, { duty: { site, source } }: Loss): Shown | undefined {
  if (site.type !== 'NewExpression' || source === 'row' || site.arguments.length === 0) return undefined
  const isMemory = site.arguments.every((each) => {
    const variable = each.type === 'Identifier' ? facts.bindings.variableOf(each) : undefined
    const made = (variable && soleValue(variable)) ?? each
    return (
      made.type === 'NewExpression' &&
      SIZED_CONSTRUCTORS.has(facts.places.placeOf(made.callee)?.slice(2) ?? '')
    )
  })
  return isMemory ? shown('it is made of memory alone', site.arguments[0]) : undefined
}
