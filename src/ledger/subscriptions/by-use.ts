import type { TSESTree } from '@typescript-eslint/utils'

import {
  ENDS_SUBSCRIPTION,
  NAMES_A_DISPOSER,
  NO_SUBSCRIPTIONS,
  REGISTERING_NAME,
  SELF_ENDING_NAME,
} from '../../protocols/subscriptions.js'
import type { Ending } from '../../protocols/subscriptions/row.js'
import { enclosingFunction, isFunction, isWithin, runsAtModuleLoad } from '../../syntax/functions.js'
import { memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Cell } from '../../cells/cell.js'
import { isDropped } from '../../cells/dropped.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { useOf, type Use } from '../../cells/uses.js'
import { usesOfCell } from '../../cells/uses-of-cell.js'
import { effects } from '../../frameworks/hooks.js'
import { isCalled } from '../releases.js'
import { cellsFilledBy } from '../sources/evidence-of-ends.js'
import { isForStreams } from './by-stream.js'
import { collectorAround } from './collected.js'
import { takesFunction } from './events.js'
import { registeredBy, type Subscription } from './subscription.js'

/** A call whose result the file ends, and how. */
interface Kept {
  readonly kept: TSESTree.CallExpression
  readonly ending: Ending
}

/**
 * Answers the calls of a file that drop what the same method, on something of the same name, hands out elsewhere
 * in it: there the file ends it, so that it is a way to end something.
 */
export const subscriptionsBesideKept = perFile((facts): readonly Subscription[] => {
  const found: Subscription[] = []
  for (const [name, calls] of facts.nodes.calls) {
    if (calls.length < 2 || NO_SUBSCRIPTIONS.has(name) || SELF_ENDING_NAME.test(name)) continue
    const dropped = calls.filter((node) => isDropped(facts, node))
    // All of them dropped: none is left to be kept.
    if (dropped.length === 0 || dropped.length === calls.length) continue
    const registering = dropped.filter(
      (node) => !runsAtModuleLoad(node) && takesFunction(facts, node) && !isForStreams(facts, node),
    )
    if (registering.length === 0) continue
    const kept = keptByReceiver(facts, name, calls)
    for (const node of registering) {
      const other = kept.get(receiverName(node))
      if (other) found.push({ ...registeredBy(node, receiverOf(node)), ...other, basis: 'kept' })
    }
  }
  return found
})

function keptByReceiver(
  facts: FileFacts,
  name: string,
  calls: readonly TSESTree.CallExpression[],
): ReadonlyMap<string, Kept> {
  const found = new Map<string, Kept>()
  for (const kept of calls) {
    const receiver = receiverName(kept)
    if (found.has(receiver) || isDropped(facts, kept)) continue
    const ending = endingOfKept(facts, kept, REGISTERING_NAME.test(name))
    if (ending) found.set(receiver, { kept, ending })
  }
  return found
}

/** `bus` for `bus.on(…)`, `this.bus.on(…)` and `app.bus.on(…)`; empty for a function. */
function receiverName(node: TSESTree.CallExpression): string {
  const receiver = receiverOf(node)
  const object = receiver && unwrap(receiver)
  if (object?.type === 'Identifier') return object.name
  if (object?.type === 'MemberExpression') return memberName(object) ?? '?'
  return object ? '?' : ''
}

/** How the file ends what a call hands out; `tells` where the name of the call says that it is a subscription. */
function endingOfKept(facts: FileFacts, call: TSESTree.CallExpression, tells: boolean): Ending | undefined {
  if (collectorAround(facts, call)) return tells ? 'dispose' : undefined
  if (tells && isCleanupOfEffect(facts, call)) return 'call'
  for (const cell of cellsFilledBy(facts, call)) {
    if (!tells && !isNamedAsDisposer(cell)) continue
    for (const use of usesOfCell(facts, cell).uses) {
      const ending = isWithin(use.node, call) ? undefined : endingByUse(facts, use)
      if (ending) return ending
    }
  }
  return undefined
}

/** How a use of a subscription ends it; undefined where it does not. */
function endingByUse(facts: FileFacts, use: Use): Ending | undefined {
  if (use.kind === 'receiver') {
    if (use.method === 'unsubscribe' || use.method === 'dispose' || use.method === 'remove') return use.method
    return use.method !== undefined && ENDS_SUBSCRIPTION.has(use.method) ? 'dispose' : undefined
  }
  if (isCalled(use) || isCleanupOfEffect(facts, use.node)) return 'call'
  return collectorAround(facts, use.node) ? 'dispose' : undefined
}

function isCleanupOfEffect(facts: FileFacts, node: TSESTree.Node): boolean {
  if (useOf(facts, node).kind !== 'returned') return false
  const scope = enclosingFunction(node)
  return isFunction(scope) && effects(facts).has(scope)
}

/** Answers the calls whose result is kept under a name that says how to use it: `this.unsubscribe = bus.subscribe(show)`. */
export const subscriptionsByName = perFile((facts): readonly Subscription[] => {
  const found: Subscription[] = []
  for (const [name, calls] of facts.nodes.calls) {
    if (!REGISTERING_NAME.test(name) || SELF_ENDING_NAME.test(name)) continue
    for (const node of calls) {
      if (isForStreams(facts, node) || !takesFunction(facts, node)) continue
      if (!cellsFilledBy(facts, node).some(isNamedAsDisposer)) continue
      found.push({ ...registeredBy(node, receiverOf(node)), ending: 'call', basis: 'name' })
    }
  }
  return found
})

/**
 * Answers the calls whose result is kept in a field of its own that nothing reads: `this.token = dispatcher.register(update)`. Whoever
 * keeps it meant to end something by it.
 */
export const subscriptionsKeptForNothing = perFile((facts): readonly Subscription[] => {
  const found: Subscription[] = []
  for (const [name, calls] of facts.nodes.calls) {
    if (!REGISTERING_NAME.test(name) || SELF_ENDING_NAME.test(name)) continue
    for (const node of calls) {
      if (isForStreams(facts, node) || !takesFunction(facts, node)) continue
      const [cell, ...others] = cellsFilledBy(facts, node)
      if (cell?.kind !== 'field' || others.length > 0) continue
      const { uses, isComplete } = usesOfCell(facts, cell)
      if (!isComplete || uses.some(({ node: use }) => !isWithin(use, node))) continue
      found.push({ ...registeredBy(node, receiverOf(node)), ending: 'call', basis: 'unused' })
    }
  }
  return found
})

/** Whether something is kept under a name that says it ends something: `unsubscribe`, `this.offResize`. */
function isNamedAsDisposer({ kind, text }: Cell): boolean {
  return kind !== 'entry' && NAMES_A_DISPOSER.test(text.replace(/^.*[.]/, ''))
}
