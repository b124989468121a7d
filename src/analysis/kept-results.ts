import type { TSESTree } from '@typescript-eslint/utils'

import {
  ENDS_SUBSCRIPTION,
  NAMES_A_DISPOSER,
  REGISTERING_NAME,
  SELF_ENDING_NAME,
} from '../protocols/subscriptions.js'
import type { Ending } from '../protocols/subscriptions/row.js'
import { enclosingFunction, isFunction, isWithin, runsAtModuleLoad } from '../syntax/functions.js'
import { memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { collectorAround } from './collected-calls.js'
import { isDropped } from './dropped-results.js'
import { takesFunction } from './event-calls.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { nodesNamed } from '../cells/named-nodes.js'
import { handleOf, usesOfHandle, type KeptHandle } from './handle.js'
import { effects } from '../frameworks/hooks.js'
import { useOf, type Use } from '../cells/uses.js'

/** A call whose result is dropped, with another one of the same method whose result the file ends. */
export interface DroppedBesideKept {
  node: TSESTree.CallExpression
  kept: TSESTree.CallExpression
  ending: Ending
}

/**
 * Answers the calls of a file that drop what the same method, on something of the same name, hands out elsewhere
 * in it: there the file ends it, so that it is a way to end something.
 */
export const droppedBesideKept = perFile((facts): readonly DroppedBesideKept[] => {
  const found: DroppedBesideKept[] = []
  for (const [name, calls] of callsThatMayRegister(facts)) {
    // All of them dropped: none is left to be kept.
    if (calls.length < 2 || calls.every(isDropped) || !calls.some(isDropped)) continue
    const dropped = calls.filter(
      (node) => isDropped(node) && !runsAtModuleLoad(node) && takesFunction(facts, node),
    )
    if (dropped.length === 0) continue
    const kept = keptByReceiver(facts, name, calls)
    for (const node of dropped) {
      const other = kept.get(receiverName(node))
      if (other) found.push({ node, ...other })
    }
  }
  return found
})

/** Methods of the language and the platform whose result is something else. */
const NEVER: ReadonlySet<string> = new Set([
  'then',
  'catch',
  'finally',
  'map',
  'filter',
  'forEach',
  'reduce',
  'bind',
  'call',
  'apply',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
  'push',
  'pipe',
])

const callsThatMayRegister = nodesNamed('calls', (name) => !NEVER.has(name) && !SELF_ENDING_NAME.test(name))

function keptByReceiver(
  facts: FileFacts,
  name: string,
  calls: readonly TSESTree.CallExpression[],
): ReadonlyMap<string, { kept: TSESTree.CallExpression; ending: Ending }> {
  const found = new Map<string, { kept: TSESTree.CallExpression; ending: Ending }>()
  for (const kept of calls) {
    const receiver = receiverName(kept)
    if (found.has(receiver) || isDropped(kept)) continue
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
  const handle = handleOf(facts, call, NO_METHODS)
  if (handle.kind !== 'variable' && handle.kind !== 'member') return undefined
  const isNamed = NAMES_A_DISPOSER.test(handle.text.replace(/^.*[.]/, ''))
  if (!tells && !isNamed) return undefined
  for (const use of usesOfHandle(facts, handle, call)) {
    if (isWithin(use.node, call)) continue
    const ending = endingByUse(facts, use)
    if (ending) return ending
  }
  return undefined
}

const NO_METHODS: ReadonlySet<string> = new Set()

/** Answers how a use of a subscription ends it; undefined where it does not. */
export function endingByUse(facts: FileFacts, use: Use): Ending | undefined {
  if (use.kind === 'receiver') {
    if (use.method === 'unsubscribe' || use.method === 'dispose' || use.method === 'remove') return use.method
    return use.method !== undefined && ENDS_SUBSCRIPTION.has(use.method) ? 'dispose' : undefined
  }
  if (isCalled(use.node) || isCleanupOfEffect(facts, use.node)) return 'call'
  return collectorAround(facts, use.node) ? 'dispose' : undefined
}

/** `off()`, `this.unsubscribe?.()` */
function isCalled(node: TSESTree.Node): boolean {
  const { parent } = wrapped(node)
  return parent?.type === 'CallExpression' && unwrap(parent.callee) === unwrap(node)
}

function isCleanupOfEffect(facts: FileFacts, node: TSESTree.Node): boolean {
  if (useOf(facts, node).kind !== 'returned') return false
  const scope = enclosingFunction(node)
  return isFunction(scope) && effects(facts).has(scope)
}

/** Whether a handle is kept under a name that says it ends something: `unsubscribe`, `this.offResize`. */
export function isNamedAsDisposer({ text }: KeptHandle): boolean {
  return NAMES_A_DISPOSER.test(text.replace(/^.*[.]/, ''))
}
