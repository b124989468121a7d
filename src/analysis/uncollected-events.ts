import type { TSESTree } from '@typescript-eslint/utils'

import { EVENT_METHOD, UNMISTAKABLE_EVENT } from '../protocols/subscriptions.js'
import { isParameter } from '../syntax/bindings.js'
import { enclosingFunction, enclosingFunctions, isFunction, runsAtModuleLoad } from '../syntax/functions.js'
import { addTo } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { rootOf, unwrap } from '../syntax/unwrap.js'
import { collectedCalls, type CollectedCall } from './collected-calls.js'
import { isDropped } from './dropped-results.js'
import { eventCalls, type EventCall } from './event-calls.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { sourceHolder } from './subscription-source.js'

/** An event listened to without keeping the result, next to calls whose result is collected. */
export interface UncollectedEvent {
  event: EventCall
  sibling: CollectedCall
  certainty: Certainty
}

/**
 * Answers the events of a file whose result is dropped, in a class or function that collects such results
 * elsewhere: its author meant to collect all of them.
 */
export const uncollectedEvents = perFile((facts): readonly UncollectedEvent[] => {
  if (collectedCalls(facts).length === 0) return []
  return eventCalls(facts)
    .filter(({ node }) => isDropped(node) && !runsAtModuleLoad(node))
    .flatMap((event) => {
      const sibling = siblingOf(facts, event)
      const certainty = sibling && certaintyOf(facts, event, sibling)
      return sibling && certainty ? [{ event, sibling, certainty }] : []
    })
})

/** The collected call that is most like an event: on the same source, of an event, any of its class. */
function siblingOf(facts: FileFacts, event: EventCall): CollectedCall | undefined {
  const home = facts.places.thisPlaceAt(event.node)
  const ofClass = (home !== undefined && collectedByHome(facts).get(home)) || []
  const around = enclosingFunctions(event.node).flatMap(
    (scope) => collectedByFunction(facts).get(scope) ?? [],
  )
  const events = [...around, ...ofClass].filter(isEvent)
  return (
    events.find((each) => isOnSameSource(facts, each, event)) ??
    events[0] ??
    ofClass.find(({ collector }) => isOwnCollector(collector))
  )
}

function isEvent({ node }: CollectedCall): boolean {
  return node.type === 'CallExpression' && EVENT_METHOD.test(calleeName(node) ?? '')
}

function isOnSameSource(facts: FileFacts, { node }: CollectedCall, { source }: EventCall): boolean {
  const other = node.type === 'CallExpression' ? receiverOf(node) : undefined
  return other !== undefined && textOf(facts, other) === textOf(facts, source)
}

function textOf({ sourceCode }: FileFacts, node: TSESTree.Node): string {
  return sourceCode.getText(unwrap(node))
}

/** `this._register(…)`, `this.store.add(…)`: it belongs to the class itself. */
function isOwnCollector(collector: TSESTree.CallExpression): boolean {
  let node: TSESTree.Node | undefined = receiverOf(collector)
  while (node && unwrap(node).type === 'MemberExpression') {
    node = (unwrap(node) as TSESTree.MemberExpression).object
  }
  return node !== undefined && unwrap(node).type === 'ThisExpression'
}

const collectedByHome = perFile((facts): ReadonlyMap<Place, CollectedCall[]> =>
  grouped(facts, (call) => facts.places.thisPlaceAt(call.node)),
)

const collectedByFunction = perFile((facts): ReadonlyMap<TSESTree.Node, CollectedCall[]> =>
  grouped(facts, (call) => enclosingFunction(call.node)),
)

function grouped<K>(
  facts: FileFacts,
  keyOf: (call: CollectedCall) => K | undefined,
): Map<K, CollectedCall[]> {
  const groups = new Map<K, CollectedCall[]>()
  for (const call of collectedCalls(facts)) {
    const key = keyOf(call)
    if (key === undefined) continue
    addTo(groups, key, call)
  }
  return groups
}

function certaintyOf(facts: FileFacts, event: EventCall, sibling: CollectedCall): Certainty | undefined {
  const holder = sourceHolder(facts, event.source)
  if (holder.lifetime === 'call' || holder.lifetime === 'owner') return undefined
  const isSure = UNMISTAKABLE_EVENT.test(event.name) || isWrittenHere(event.node)
  const isGiven =
    holder.lifetime === 'module' ||
    holder.origin === 'import' ||
    holder.origin === 'injected' ||
    isParameterOfConstructor(facts, event.source)
  if (isGiven) return isSure ? 'known' : 'likely'
  if (!isEvent(sibling)) return undefined
  // What a function is given may live as long as the call alone, unless a sibling on the same is kept.
  const isSame =
    isOnSameSource(facts, sibling, event) && enclosingFunction(sibling.node) === enclosingFunction(event.node)
  if (isSame && isSure) return 'known'
  return isParameterOfCallback(facts, event.source) ? undefined : 'likely'
}

/** Whether the listener is a function that stands in the call itself. */
function isWrittenHere({ arguments: given }: TSESTree.CallExpression): boolean {
  return given.some((argument) => isFunction(unwrap(argument)))
}

function isParameterOfConstructor(facts: FileFacts, source: TSESTree.Node): boolean {
  const parent = functionOfParameter(facts, source)?.parent
  return parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
}

/** What a callback is given lives as long as whoever runs the callback says. */
function isParameterOfCallback(facts: FileFacts, source: TSESTree.Node): boolean {
  return functionOfParameter(facts, source)?.parent?.type === 'CallExpression'
}

/** Answers the function that what a source is a part of is a parameter of. */
function functionOfParameter(facts: FileFacts, source: TSESTree.Node): TSESTree.Node | undefined {
  const root = rootOf(source)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return variable && isParameter(variable) ? variable.scope.block : undefined
}
