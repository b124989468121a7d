import type { TSESTree } from '@typescript-eslint/utils'

import {
  RUNS_ONCE,
  RUNS_ONCE_PER_INSTANCE,
  RUNS_ONCE_WITHOUT_ARGUMENTS,
  WAITS_FOR_THE_END,
} from '../../protocols/promises.js'
import { ENDING_NAME, isTeardownName } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  isWithin,
  runsAtModuleLoad,
  runsWhereItStands,
  type FunctionNode,
} from '../../syntax/functions.js'
import { isEndless } from '../../syntax/loops.js'
import { walk } from '../../syntax/walk.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { ownersOf } from '../../lives/owner.js'
import type { PendingPromise } from './pending-promises.js'
import { registrationByHandler } from '../../ledger/registrations/registrations.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { isRunByConstructor } from '../../lives/repetition/reached-from.js'
import { stopCondition } from './stop-conditions.js'
import { useOf } from '../../cells/uses/uses.js'

/** What adds to a promise again and again. */
export interface PromiseRepetition {
  /** How a message names it. */
  by: string
  certainty: Certainty
  isLoop: boolean
}

/** Answers how often a node runs in the life of a promise; undefined where that is once, or nobody knows. */
export function repetitionOf(
  facts: FileFacts,
  promise: PendingPromise,
  node: TSESTree.Node,
): PromiseRepetition | undefined {
  return loopAround(facts, promise, node) ?? callsAround(facts, promise, node)
}

/** A loop that goes on until something ends it, with the promise made before it. */
function loopAround(
  facts: FileFacts,
  promise: PendingPromise,
  node: TSESTree.Node,
): PromiseRepetition | undefined {
  for (let current = node.parent; current && !isFunction(current); current = current.parent) {
    if (isWithin(promise.node, current)) return undefined
    if (!isLong(facts, current)) continue
    const isSure = promise.life !== 'function' || (isEndless(current) && !isLeft(facts, current))
    return { by: 'each turn of this loop', certainty: isSure ? 'known' : 'likely', isLoop: true }
  }
  return undefined
}

function isLong(facts: FileFacts, loop: TSESTree.Node): boolean {
  if (isEndless(loop)) return true
  if (loop.type === 'ForOfStatement') return loop.await
  if (loop.type !== 'WhileStatement' && loop.type !== 'DoWhileStatement') return false
  const scope = enclosingFunction(loop)
  return scope !== undefined && stopCondition(facts, loop.test, scope) !== undefined
}

/** Whether a loop has a way out of its own. */
const isLeft = perKey((facts: FileFacts, loop: TSESTree.Node): boolean => {
  let isFound = false
  walk(loop, facts.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false
    isFound ||=
      node.type === 'ReturnStatement' || node.type === 'BreakStatement' || node.type === 'ThrowStatement'
    return !isFound
  })
  return isFound
})

/** The calls of the function that a node stands in. */
function callsAround(
  facts: FileFacts,
  promise: PendingPromise,
  node: TSESTree.Node,
): PromiseRepetition | undefined {
  if (runsOnce(facts, node)) return undefined
  const scopes = scopesWithin(promise, node)
  const [innermost] = scopes
  if (!innermost || scopes.some((scope) => endsOwner(facts, scope) || isForOneEvent(facts, scope))) {
    return undefined
  }
  const isServing = ownersOf(facts, node).some(
    ({ kind, node: owner }) => kind === 'request' && scopes.some((scope) => scope === owner),
  )
  if (isServing || scopes.some((scope) => isRunAgain(facts, scope))) {
    return { by: `each run of ${nameOf(innermost)}`, certainty: 'known', isLoop: false }
  }
  if (promise.life === 'instance' && scopes.some((scope) => runsWithConstruction(facts, scope))) {
    return undefined
  }
  const name = functionName(innermost)
  const isGiven = innermost.params.length > 0
  const isOpen = name !== undefined && RUNS_ONCE_WITHOUT_ARGUMENTS.test(name)
  if (name !== undefined && (RUNS_ONCE.test(name) || (isOpen && !isGiven))) return undefined
  if (promise.life === 'instance' && name !== undefined && RUNS_ONCE_PER_INSTANCE.test(name)) return undefined
  if (promise.life === 'function' && !isHandedOut(facts, innermost)) return undefined
  const isNamed = name !== undefined || innermost.parent.type === 'ExportDefaultDeclaration'
  const isSure = isNamed && isGiven && !isOpen && !isConstructor(innermost)
  return { by: `each call of ${nameOf(innermost)}`, certainty: isSure ? 'known' : 'likely', isLoop: false }
}

/** The functions around a node that run again while a promise is there, innermost first. */
function scopesWithin(promise: PendingPromise, node: TSESTree.Node): FunctionNode[] {
  return enclosingFunctions(node).filter(
    (scope) => !runsWhereItStands(scope) && !isWithin(promise.node, scope),
  )
}

function endsOwner(facts: FileFacts, scope: FunctionNode): boolean {
  const name = functionName(scope)
  if (name === undefined) return false
  return (
    isTeardownName(name, scope.params.length, facts.settings.teardowns) ||
    ENDING_NAME.test(name) ||
    WAITS_FOR_THE_END.test(name)
  )
}

/** Whether a function is a listener that the module adds once, for the first event alone. */
function isForOneEvent(facts: FileFacts, scope: FunctionNode): boolean {
  const registration = registrationByHandler(facts).get(scope)
  return registration?.once === true && runsAtModuleLoad(registration.node)
}

function isRunAgain(facts: FileFacts, scope: FunctionNode): boolean {
  const { times, certain } = multiplicityOf(facts, scope)
  return times === 'many' && certain
}

function runsWithConstruction(facts: FileFacts, scope: FunctionNode): boolean {
  return (
    isConstructor(scope) || (facts.places.memberOf(scope) !== undefined && isRunByConstructor(facts, scope))
  )
}

/** Whether a function leaves the call that makes it, and others run it: what is returned, or a member of that. */
function isHandedOut(facts: FileFacts, scope: FunctionNode): boolean {
  const { parent } = scope
  if (parent.type === 'Property' || parent.type === 'MethodDefinition') return true
  if (useOf(facts, scope).kind === 'returned') return true
  const name = scope.id ?? (parent.type === 'VariableDeclarator' ? parent.id : undefined)
  const variable = name && facts.bindings.variableOf(name)
  return (
    variable?.references.some(({ identifier }) => {
      const use = useOf(facts, identifier)
      return use.kind === 'returned' || (use.kind === 'stored' && use.target.type === 'Property')
    }) === true
  )
}

function nameOf(scope: FunctionNode): string {
  const name = functionName(scope)
  if (isConstructor(scope)) return 'this constructor'
  return name === undefined ? 'this function' : `${name}()`
}
