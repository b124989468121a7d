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
import { isDropped } from '../../cells/uses/dropped.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { heldIn } from '../../cells/uses/held.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { useOf, type Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { effects } from '../../frameworks/hooks.js'
import { isCalled } from '../releases.js'
import { cellsFilledBy } from '../sources/evidence-of-ends.js'
import { isForStreams } from './by-stream.js'
import { collectorAround } from './collected.js'
import { takesFunction } from './events.js'
import { registeredBy, type Subscription } from './subscription.js'

/** How the file ends a result; the method, where that is called otherwise. */
interface Ended {
  readonly ending: Ending
  readonly method?: string
}

/** A call whose result the file ends, and how. */
interface Kept extends Ended {
  readonly kept: TSESTree.CallExpression
}

/**
 * Answers the calls whose result the file ends, and those of the same method, on something of the same name, whose result it drops or
 * keeps: that it ends one of them says that it is a way to end something.
 */
export const subscriptionsBesideKept = perFile((facts): readonly Subscription[] => {
  const found: Subscription[] = []
  for (const [name, calls] of callsThatMayRegister(facts)) {
    // What does not register by its name does so where another one is kept.
    const tells = REGISTERING_NAME.test(name)
    if (calls.length < 2 && !tells) continue
    const registering = calls.filter((node) => registers(facts, node, tells))
    if (registering.length === 0) continue
    // All of them dropped: none is left to be kept.
    if (calls.every((node) => isDropped(facts, node))) continue
    const kept = keptByReceiver(facts, name, calls)
    for (const node of registering) {
      const other = kept.get(receiverName(node))
      if (other) found.push({ ...registeredBy(node, receiverOf(node)), ...other, basis: 'kept' })
    }
  }
  return found
})

const callsThatMayRegister = nodesNamed(
  'calls',
  (name) => !NO_SUBSCRIPTIONS.has(name) && !SELF_ENDING_NAME.test(name),
)

/** Whether a call is given a function, and its result is dropped, or kept by what is called like what registers something. */
function registers(facts: FileFacts, node: TSESTree.CallExpression, tells: boolean): boolean {
  if (!takesFunction(facts, node) || runsAtModuleLoad(node) || isForStreams(facts, node)) return false
  return isDropped(facts, node) || (tells && cellsFilledBy(facts, node).length > 0)
}

function keptByReceiver(
  facts: FileFacts,
  name: string,
  calls: readonly TSESTree.CallExpression[],
): ReadonlyMap<string, Kept> {
  const found = new Map<string, Kept>()
  for (const kept of calls) {
    const receiver = receiverName(kept)
    if (found.has(receiver) || isDropped(facts, kept)) continue
    const ended = endingOfKept(facts, kept, name)
    if (ended) found.set(receiver, { kept, ...ended })
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

/** How the file ends what a call hands out. */
function endingOfKept(facts: FileFacts, call: TSESTree.CallExpression, name: string): Ended | undefined {
  const tells = REGISTERING_NAME.test(name)
  if (collectorAround(facts, call)) return tells ? { ending: 'dispose' } : undefined
  if (tells && isCleanupOfEffect(facts, call)) return { ending: 'call' }
  for (const cell of cellsFilledBy(facts, call)) {
    if (!tells && !isNamedAsDisposer(cell)) continue
    for (const use of heldIn(facts, cell).uses) {
      const ended = isWithin(use.node, call) ? undefined : endingByUse(facts, use)
      // What is registered with may be answered as well, and has an end of its own: `list.on('click', show).remove()`.
      if (ended && (!ANSWERS_ITSELF.has(name) || isEndOfListening(ended))) return ended
    }
  }
  return undefined
}

/** Methods of emitters that mostly answer the emitter. */
const ANSWERS_ITSELF: ReadonlySet<string> = new Set(['on', 'addListener', 'addEventListener'])

/** Whether that ends a subscription, and no emitter. */
function isEndOfListening({ ending, method }: Ended): boolean {
  return method === undefined && ending !== 'remove'
}

/** How a use of a subscription ends it; undefined where it does not. */
function endingByUse(facts: FileFacts, use: Use): Ended | undefined {
  if (use.kind === 'receiver') {
    const { method } = use
    if (method === 'unsubscribe' || method === 'dispose' || method === 'remove') return { ending: method }
    return method !== undefined && ENDS_SUBSCRIPTION.has(method) ? { ending: 'dispose', method } : undefined
  }
  if (isCalled(use) || isCleanupOfEffect(facts, use.node)) return { ending: 'call' }
  return collectorAround(facts, use.node) ? { ending: 'dispose' } : undefined
}

function isCleanupOfEffect(facts: FileFacts, node: TSESTree.Node): boolean {
  if (useOf(facts, node).kind !== 'returned') return false
  const scope = enclosingFunction(node)
  return isFunction(scope) && effects(facts).has(scope)
}

const registeringCalls = nodesNamed(
  'calls',
  (name) => REGISTERING_NAME.test(name) && !SELF_ENDING_NAME.test(name),
)

/** Answers the calls whose result is kept under a name that says how to use it: `this.unsubscribe = bus.subscribe(show)`. */
export const subscriptionsByName = perFile((facts): readonly Subscription[] => {
  const found: Subscription[] = []
  for (const [, calls] of registeringCalls(facts)) {
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
  for (const [, calls] of registeringCalls(facts)) {
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
