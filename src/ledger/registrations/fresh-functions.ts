import type { TSESTree } from '@typescript-eslint/utils'

import { FUNCTION_LIBRARIES, FUNCTION_MAKERS } from '../../protocols/removals.js'
import { soleValue } from '../../syntax/bindings.js'
import { isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { isMadeAnew, isOwnFunction } from './handlers.js'

/**
 * Whether an expression is another function at each evaluation: a function itself, `f.bind(…)`, `debounce(f)`, a
 * call of a function of this file that returns a new one. "unknown" includes libraries' own `bind`, which may mark
 * what they make so that it is found again.
 */
export function isFreshFunction(facts: FileFacts, expression: TSESTree.Node): 'yes' | 'no' | 'unknown' {
  const node = unwrap(expression)
  if (isFunction(node)) return 'yes'
  if (node.type !== 'CallExpression') return 'no'
  if (isLibraryCall(node)) return FUNCTION_MAKERS.has(calleeName(node) ?? '') ? 'unknown' : 'no'
  if (makesFunction(node)) return 'yes'
  return isFactoryCall(facts, node) ? 'yes' : 'no'
}

/** Whether each call of a function has another function for a handler: one that is made there, or a name for such a one. */
export function isMadePerCall(facts: FileFacts, handler: TSESTree.Expression, scope: FunctionNode): boolean {
  if (isMadeAnew(handler) || isFreshFunction(facts, handler) === 'yes') return true
  const value = unwrap(handler)
  if (value.type !== 'Identifier' || !isOwnFunction(facts, value)) return false
  const definition = facts.bindings.variableOf(value)?.defs[0]?.node as TSESTree.Node | undefined
  return definition !== undefined && isWithin(definition, scope)
}

/** Answers what a function is made from by `bind`, `debounce` and their like: the functions given to them. */
export function wrappedBy(expression: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(expression)
  if (node.type !== 'CallExpression' || !FUNCTION_MAKERS.has(calleeName(node) ?? '')) return []
  const receiver = receiverOf(node)
  const parts = receiver && calleeName(node) === 'bind' ? [receiver, ...node.arguments] : node.arguments
  return parts.map((part) => unwrap(part))
}

/** `(event) => this.f(event)`: answers what a function that does nothing else calls. */
export function soleCalleeOf(expression: TSESTree.Node): TSESTree.Node | undefined {
  const node = unwrap(expression)
  if (!isFunction(node)) return undefined
  let body: TSESTree.Node = node.body
  if (body.type === 'BlockStatement') {
    const [statement, second] = body.body
    if (!statement || second) return undefined
    if (statement.type === 'ExpressionStatement') body = statement.expression
    else if (statement.type === 'ReturnStatement' && statement.argument) body = statement.argument
  }
  const call = unwrap(body)
  return call.type === 'CallExpression' ? unwrap(call.callee) : undefined
}

/** Whether a function has nothing in it. */
export function isEmptyFunction(expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  if (!isFunction(node)) return false
  if (node.body.type === 'BlockStatement') return node.body.body.length === 0
  return (
    node.body.type === 'Identifier' || node.body.type === 'Literal' || node.body.type === 'UnaryExpression'
  )
}

function makesFunction(node: TSESTree.CallExpression): boolean {
  const name = calleeName(node)
  if (name === undefined || !FUNCTION_MAKERS.has(name)) return false
  return name === 'bind' ? receiverOf(node) !== undefined : node.arguments.length > 0
}

/** `_.bind(f, object)`, `Fn.bind(object, f)`: a library's function rather than that of functions. */
function isLibraryCall(node: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(node)
  const object = receiver && unwrap(receiver)
  return calleeName(node) === 'bind' && object?.type === 'Identifier' && FUNCTION_LIBRARIES.test(object.name)
}

function isFactoryCall(facts: FileFacts, node: TSESTree.CallExpression): boolean {
  const callee = unwrap(node.callee)
  const variable = facts.bindings.variableOf(callee)
  const value = variable && soleValue(variable)
  // What memoizes a factory answers the same function again.
  if (value?.type === 'CallExpression' && calleeName(value) !== 'useCallback') return false
  const factories = functionsMeantBy(facts, callee)
  return factories.length > 0 && factories.every((factory) => returnsFreshFunctions(facts, factory))
}

const returnsFreshFunctions = perKey((facts: FileFacts, node: FunctionNode): boolean => {
  if (node.async || node.generator) return false
  if (node.parent.type === 'MethodDefinition' && isDecorated(node.parent)) return false
  const returned = facts.nodes.returns.get(node) ?? []
  return returned.length > 0 && returned.every((each) => isFunction(unwrap(each)))
})

/** A decorator may keep what the method answers. ESLint's own parser knows no decorators. */
function isDecorated(node: { decorators?: readonly TSESTree.Decorator[] }): boolean {
  return node.decorators !== undefined && node.decorators.length > 0
}
