import type { TSESTree } from '@typescript-eslint/utils'

import { isLoop } from '../../syntax/loops.js'
import { NOTES, STORAGE_CLASS } from '../../protocols/async-contexts.js'
import { isModuleVariable, isParameter, type Variable } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  isFunction,
  isWithin,
  runsItsArguments,
  runsWhereItStands,
  type FunctionNode,
} from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import { isNothing } from '../../syntax/nothing.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { walk } from '../../syntax/walk.js'
import { storageCertainty } from './async-storages.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { callOfContext, contextOf } from './own-contexts.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/** A call of `enterWith` whose store is seen by others than the function that enters it. */
export interface EscapingStore {
  node: TSESTree.CallExpression
  /** The storage. */
  storage: TSESTree.Node
  /** What the function does after it, which `run` would take. */
  work: TSESTree.CallExpression
  /** Whether the function enters one store after the other. */
  isRound: boolean
  certainty: Certainty
}

/** Answers the stores of a file that are entered and stay so when the function that needs them has returned. */
export const escapingStores = perFile((facts): readonly EscapingStore[] => {
  const calls = facts.nodes.calls.get('enterWith') ?? []
  if (calls.length === 0 || isTestCode(facts)) return []
  return calls.flatMap((call) => escapingStore(facts, call) ?? [])
})

function escapingStore(facts: FileFacts, node: TSESTree.CallExpression): EscapingStore | undefined {
  const storage = receiverOf(node)
  const [store] = node.arguments
  const scope = callOfContext(node)
  if (!storage || !store || !scope || isNothing(store) || runsOnce(facts, node)) return undefined
  const certainty = storageCertainty(facts, storage)
  const place = facts.places.placeOf(storage)
  if (!certainty || isPutBack(facts, place) || isAskedBefore(facts, node, scope, place)) return undefined
  if (isMadeIn(facts, storage, scope)) return undefined
  const context = contextOf(facts, node, place)
  if (context === 'own' || (context === 'entry' && runsEachTime(facts, node))) return undefined
  const work = workAfter(facts, scope, node)
  if (!work) return undefined
  const isRound = runsInRounds(node, scope)
  const isCertain = isRound || endsScope(facts, work, node, scope)
  const isSure = certainty === 'known' && context === 'shared' && isCertain
  return { node, storage, work, isRound, certainty: isSure ? 'known' : 'likely' }
}

/** Whether the file puts the former store back, clears the present one or stops the storage. */
function isPutBack(facts: FileFacts, place: Place | undefined): boolean {
  return place === undefined || placesPutBack(facts).has(place)
}

const placesPutBack = perFile((facts): ReadonlySet<Place | undefined> => {
  const entered = (facts.nodes.calls.get('enterWith') ?? []).filter(({ arguments: [store] }) => {
    if (!store) return false
    if (isNothing(store)) return true
    const variable = facts.bindings.variableOf(store)
    return variable?.references.some(({ writeExpr }) => writeExpr && isGetStore(writeExpr)) === true
  })
  const stopped = facts.nodes.calls.get('disable') ?? []
  return new Set([...entered, ...stopped].map((call) => placeOfReceiver(facts, call)))
})

function isGetStore(node: TSESTree.Node): boolean {
  return node.type === 'CallExpression' && calleeName(node) === 'getStore'
}

function placeOfReceiver(facts: FileFacts, call: TSESTree.CallExpression): Place | undefined {
  const receiver = receiverOf(call)
  return receiver && facts.places.placeOf(receiver)
}

/** Whether a function asks for the present store first: it fills in one that is missing, or goes on from it. */
function isAskedBefore(
  facts: FileFacts,
  node: TSESTree.Node,
  scope: FunctionNode,
  place: Place | undefined,
): boolean {
  const asked = questionsByPlace(facts).get(place) ?? []
  return asked.some((call) => isWithin(call, scope) && call.range[0] < node.range[1])
}

const questionsByPlace = perFile((facts) =>
  groupedBy(facts.nodes.calls.get('getStore') ?? [], (call) => placeOfReceiver(facts, call)),
)

/** Whether a storage is a local of the function: that there is one for each call is another question. */
function isMadeIn(facts: FileFacts, storage: TSESTree.Node, scope: FunctionNode): boolean {
  const variable = facts.bindings.variableOf(storage)
  const [definition] = variable?.defs ?? []
  return definition?.type === 'Variable' && isWithin(definition.node, scope)
}

/** The first call after a store is entered, which runs with it; what only writes something down is none. */
function workAfter(
  facts: FileFacts,
  scope: FunctionNode,
  node: TSESTree.Node,
): TSESTree.CallExpression | undefined {
  const after = callsWithin(facts, scope).filter((call) => call.range[0] >= node.range[1])
  return after.find((call) => callsOwnParameter(facts, call, scope)) ?? after[0]
}

const callsWithin = perKey((facts: FileFacts, scope: FunctionNode): readonly TSESTree.CallExpression[] => {
  const found: TSESTree.CallExpression[] = []
  walk(scope.body, facts.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return runsWhereItStands(node)
    if (node.type === 'CallExpression' && !NOTES.has(calleeName(node) ?? '')) found.push(node)
    return undefined
  })
  return found
})

/** Whether a function calls what it was given, as `run` would: `next()`, `callback()`. */
function callsOwnParameter(facts: FileFacts, call: TSESTree.CallExpression, scope: FunctionNode): boolean {
  const variable = call.callee.type === 'Identifier' ? facts.bindings.variableOf(call.callee) : undefined
  return variable !== undefined && isParameter(variable) && variable.defs[0]?.node === scope
}

/** Whether the last thing that a function does is what the store was entered for: the callback that it was given. */
function endsScope(
  facts: FileFacts,
  work: TSESTree.CallExpression,
  node: TSESTree.Node,
  scope: FunctionNode,
): boolean {
  if (scope.body.type !== 'BlockStatement' || !callsOwnParameter(facts, work, scope)) return false
  const last = scope.body.body.at(-1)
  return last !== undefined && isWithin(work, last) && enclosingFunction(node) === scope
}

/** Whether a node runs again and again in one call of its function: in a loop, or for each element of a list. */
function runsInRounds(node: TSESTree.Node, scope: FunctionNode): boolean {
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (isLoop(current)) return true
    if (current.type === 'CallExpression' && runsItsArguments(current)) return true
  }
  return false
}

/** A storage that is made for each call. */
export interface StoragePerCall {
  node: TSESTree.NewExpression
  name: string
  certainty: Certainty
}

/**
 * Answers the storages of a file that a function makes for each call and enters. Node keeps what such a storage
 * entered in the context of the caller for as long as that one goes on. A storage with `run` alone keeps nothing.
 */
export const storagesPerCall = perFile((facts): readonly StoragePerCall[] => {
  const constructions = facts.nodes.constructions.get(STORAGE_CLASS) ?? []
  if (constructions.length === 0 || isTestCode(facts)) return []
  return constructions.flatMap((node) => storagePerCall(facts, node) ?? [])
})

function storagePerCall(facts: FileFacts, node: TSESTree.NewExpression): StoragePerCall | undefined {
  const scope = callOfContext(node)
  if (!scope || isConstructor(scope) || runsOnce(facts, node)) return undefined
  const use = useOf(facts, node)
  if (use.kind !== 'alias' || isModuleVariable(use.variable)) return undefined
  const entered = nodesOfVariable(use.variable).flatMap((each) => {
    const { kind, ...rest } = useOf(facts, each)
    return kind === 'receiver' && 'method' in rest && rest.method === 'enterWith' ? [rest.call] : []
  })
  const [first] = entered
  // What another function enters is the matter of whoever is given that function.
  if (!first || callOfContext(first) !== scope) return undefined
  const context = contextOf(facts, first, undefined)
  if (context === 'own') return undefined
  const isSure = context === 'shared' && !isGivenAway(facts, use.variable)
  return { node, name: use.variable.name, certainty: isSure ? 'known' : 'likely' }
}

/** Whether a storage is handed to others, who may keep the one that they were given. */
function isGivenAway(facts: FileFacts, storage: Variable): boolean {
  return nodesOfVariable(storage).some((node) => {
    const { kind } = useOf(facts, node)
    return kind === 'returned' || kind === 'stored'
  })
}
