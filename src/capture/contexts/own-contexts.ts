import type { TSESTree } from '@typescript-eslint/utils'

import {
  ENTRY_CALLS,
  ENTRY_EVENTS,
  OWN_CONTEXT_CALLS,
  SCOPED_METHODS,
} from '../../protocols/async-contexts.js'
import { constantString } from '../../syntax/constants.js'
import { isExported } from '../../syntax/exported.js'
import {
  declaredName,
  enclosingFunction,
  runsWhereItStands,
  type FunctionNode,
} from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { walk } from '../../syntax/walk.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'

/**
 * Whose asynchronous context code runs in.
 *
 * - `own`: one that ends with it
 * - `entry`: that of a request or message, whose first function it is
 * - `shared`: its caller's, as far as the file tells
 */
export type Context = 'own' | 'entry' | 'shared'

/**
 * Answers whose context a node runs in. `storage` is the one that enters a store there: another storage's `run` does
 * not put that one's former store back.
 */
export function contextOf(facts: FileFacts, node: TSESTree.Node, storage: Place | undefined): Context {
  for (let scope = enclosingFunction(node); scope; scope = enclosingFunction(scope)) {
    if (scope.generator || isAfterAwait(facts, scope, node)) return 'own'
    const context = callbackContext(facts, scope, storage) ?? namedContext(facts, scope)
    if (context !== 'passed') return context
  }
  return 'shared'
}

/** Answers the function whose call runs a node, through those that run where they stand. */
export function callOfContext(node: TSESTree.Node): FunctionNode | undefined {
  let scope = enclosingFunction(node)
  while (scope && runsWhereItStands(scope)) scope = enclosingFunction(scope)
  return scope
}

/** What follows an `await` runs in a context of its own, which the caller never sees. */
function isAfterAwait(facts: FileFacts, scope: FunctionNode, node: TSESTree.Node): boolean {
  const first = firstAwait(facts, scope)
  return first !== undefined && first < node.range[1]
}

const firstAwait = perKey((facts: FileFacts, scope: FunctionNode): number | undefined => {
  if (!scope.async) return undefined
  let first: number | undefined
  walk(scope.body, facts.sourceCode.visitorKeys, (node) => {
    if (node !== scope.body && node.type.includes('Function')) return false
    const waits = node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)
    if (waits && (first === undefined || node.range[0] < first)) first = node.range[0]
    return undefined
  })
  return first
})

/** The context of a function that a call is given; `passed` where it runs in that of the function around it. */
function callbackContext(
  facts: FileFacts,
  scope: FunctionNode,
  storage: Place | undefined,
): Context | 'passed' | undefined {
  if (runsWhereItStands(scope)) return 'passed'
  const { parent } = scope
  return parent.type === 'CallExpression' ? contextGivenBy(facts, parent, storage) : undefined
}

function contextGivenBy(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  storage: Place | undefined,
): Context | 'passed' {
  const name = calleeName(call) ?? ''
  if (OWN_CONTEXT_CALLS.has(name)) return 'own'
  if (ENTRY_CALLS.has(name)) return 'entry'
  if (SCOPED_METHODS.has(name)) {
    const receiver = receiverOf(call)
    const other = receiver && facts.places.placeOf(receiver)
    return other === undefined || storage === undefined || other === storage ? 'own' : 'passed'
  }
  const [event] = call.arguments
  const eventName = event && constantString(event, facts.bindings)
  return eventName !== undefined && ENTRY_EVENTS.has(eventName) ? 'entry' : 'shared'
}

/** The context of a function by all that this file does with its name. */
const namedContext = perKey((facts: FileFacts, scope: FunctionNode): Context => {
  const name = declaredName(scope)
  const variable = name && facts.bindings.variableOf(name)
  if (!variable || isExported(variable)) return 'shared'
  const mentions = variable.references.filter((reference) => reference.isRead())
  const contexts = mentions.map(({ identifier }): Context => {
    const { parent } = identifier
    if (parent.type !== 'CallExpression') return 'shared'
    if (parent.callee === identifier) return contextOf(facts, parent, undefined)
    const given = contextGivenBy(facts, parent, undefined)
    return given === 'passed' ? contextOf(facts, parent, undefined) : given
  })
  if (contexts.length === 0 || contexts.includes('shared')) return 'shared'
  return contexts.includes('entry') ? 'entry' : 'own'
}, 'shared')
