import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { ownersOf } from '../../lives/owner.js'
import { collectedCalls, type CollectedCall } from '../../ledger/subscriptions/collected.js'
import type { Subscription } from '../../ledger/subscriptions/subscription.js'
import { sourceHolder } from '../../lives/streams/source-holder.js'
import { EVENT_METHOD } from '../../protocols/subscriptions.js'
import { isModuleVariable, isParameter } from '../../syntax/bindings.js'
import { enclosingFunction, enclosingFunctions, isFunction } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { rootOf, unwrap, wrapped } from '../../syntax/unwrap.js'

/** A result of the same class or function that is collected, to be ended with its owner. */
export interface CollectedBeside {
  readonly sibling: CollectedCall
  /**
   * Whether what the other one is on was there before the owner: given to it, of the module, of another one; or the two are on the same
   * in one function. `likely` where nothing speaks against it, `unknown` for what a callback is given.
   */
  readonly isForgotten: 'yes' | 'likely' | 'unknown'
}

/**
 * Answers the collected call beside a subscription to an event whose result is dropped: its author meant to collect all of
 * them. Undefined where no class or function around it collects such results.
 */
export function collectedBeside(facts: FileFacts, subscription: Subscription): CollectedBeside | undefined {
  const { node, source } = subscription
  if (!source || !EVENT_METHOD.test(calleeName(node) ?? '') || collectedCalls(facts).length === 0)
    return undefined
  const sibling = siblingOf(facts, node, source)
  return sibling && { sibling, isForgotten: isForgotten(facts, node, source, sibling) }
}

/** The collected call that is most like an event: on the same source, of an event, any of its class. */
function siblingOf(facts: FileFacts, node: TSESTree.Node, source: TSESTree.Node): CollectedCall | undefined {
  const home = facts.places.thisPlaceAt(node)
  const ofClass = ((home !== undefined && collectedByHome(facts).get(home)) || []).filter(({ collector }) =>
    isOfOwner(facts, collector),
  )
  const around = enclosingFunctions(node).flatMap((scope) => collectedByFunction(facts).get(scope) ?? [])
  const events = [...around, ...ofClass].filter(isEvent)
  return (
    events.find((each) => isOnSameSource(facts, each, source)) ??
    events[0] ??
    ofClass.find(({ collector }) => isOwnCollector(collector))
  )
}

function isEvent({ node }: CollectedCall): boolean {
  return node.type === 'CallExpression' && EVENT_METHOD.test(calleeName(node) ?? '')
}

function isOnSameSource(facts: FileFacts, { node }: CollectedCall, source: TSESTree.Node): boolean {
  const other = node.type === 'CallExpression' ? receiverOf(node) : undefined
  return other !== undefined && textOf(facts, other) === textOf(facts, source)
}

function textOf({ sourceCode }: FileFacts, node: TSESTree.Node): string {
  return sourceCode.getText(unwrap(node))
}

/** `this._register(…)`, `this.store.add(…)`: it belongs to the class itself. */
function isOwnCollector(collector: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(collector)
  return receiver !== undefined && rootOf(receiver).type === 'ThisExpression'
}

/** What a function collects for itself, or for its caller, is of one of its runs. */
function isOfOwner(facts: FileFacts, collector: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(collector)
  const root = receiver && rootOf(receiver)
  const variable = root && facts.bindings.variableOf(root)
  return variable === undefined || isModuleVariable(variable)
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
    if (key !== undefined) addTo(groups, key, call)
  }
  return groups
}

function isForgotten(
  facts: FileFacts,
  node: TSESTree.Node,
  source: TSESTree.Node,
  sibling: CollectedCall,
): CollectedBeside['isForgotten'] {
  const { lifetime, origin } = sourceHolder(facts, source)
  const isGiven = lifetime === 'module' || origin === 'import' || origin === 'injected'
  const isHere = enclosingFunction(sibling.node) === enclosingFunction(node)
  if (isGiven || isParameterOfConstructor(facts, source)) {
    // What is no event may be collected for another reason, and a list of a class that never ends is of some of its work.
    const isSure = isHere || ((isEvent(sibling) || isByItself(sibling)) && !isEndless(facts, node, sibling))
    return isSure ? 'yes' : 'likely'
  }
  if (!isEvent(sibling)) return 'unknown'
  // What a function is given may live as long as the call alone, unless a sibling on the same is kept.
  if (isHere && isOnSameSource(facts, sibling, source)) return 'yes'
  return isParameterOfCallback(facts, source) ? 'unknown' : 'likely'
}

/** `this._register(…)`: the class itself answers for what it is given so. */
function isByItself({ collector }: CollectedCall): boolean {
  return receiverOf(collector)?.type === 'ThisExpression'
}

/** Whether a list is made by a class that has no end: what it inherits is of its base, which may have one. */
function isEndless(facts: FileFacts, node: TSESTree.Node, { collector }: CollectedCall): boolean {
  const [owner] = ownersOf(facts, node)
  const receiver = receiverOf(collector)
  const place = receiver && facts.places.placeOf(receiver)
  return (
    owner?.kind === 'instance' &&
    owner.ends !== 'yes' &&
    owner.teardowns.length === 0 &&
    place !== undefined &&
    (valuesByPlace(facts).get(place) ?? []).some((value) => value !== 'parameter')
  )
}

/**
 * Whether the listener is a function that stands in the call itself, or that this file makes: `bus.onOpen(this.show)`, `bus.onOpen(show)`
 * where nothing else is given `show`, which might take it out.
 */
export function isWrittenThere(facts: FileFacts, { arguments: given }: TSESTree.CallExpression): boolean {
  return given.some(
    (argument) =>
      isFunction(unwrap(argument)) || isMadeHere(facts, argument) || isGivenHereAlone(facts, argument),
  )
}

function isGivenHereAlone(facts: FileFacts, argument: TSESTree.Node): boolean {
  const node = unwrap(argument)
  const variable = facts.bindings.variableOf(node)
  if (!variable || isParameter(variable) || functionsMeantBy(facts, node).length === 0) return false
  return nodesOfVariable(variable).every((use) => {
    const { parent } = wrapped(use)
    return (
      use === node ||
      (parent?.type === 'VariableDeclarator' && parent.id === use) ||
      (parent?.type === 'CallExpression' && parent.callee === wrapped(use))
    )
  })
}

function isMadeHere(facts: FileFacts, argument: TSESTree.Node): boolean {
  const node = unwrap(argument)
  const bound = node.type === 'CallExpression' && calleeName(node) === 'bind' ? receiverOf(node) : node
  return bound?.type === 'MemberExpression' && functionsMeantBy(facts, bound).length > 0
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
