import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Variable } from '../../syntax/bindings.js'
import {
  declaredName,
  enclosingFunction,
  functionName,
  isFunction,
  type FunctionNode,
} from '../../syntax/functions.js'
import { callsOf, isCalledHereOnly } from '../repetition/calls.js'

/**
 * Answers what all calls of a function give to a parameter of it. Undefined where other
 * files can call the function, where something is given it that may call it, where nothing here does, and where a call gives what cannot be told.
 */
export const givenToParameter = perKey(
  (facts: FileFacts, variable: Variable): readonly TSESTree.Expression[] | undefined => {
    const [name] = variable.identifiers
    const scope = name && enclosingParameterFunction(name)
    const index = scope?.params.findIndex((each) => each === name) ?? -1
    if (!scope || index < 0 || !isCalledHereOnly(facts, scope) || isHandedOn(facts, scope)) return undefined
    const given = callsOf(facts, scope).map(({ arguments: all }) => all[index])
    return given.length > 0 && given.every(isExpression) ? given : undefined
  },
)

function isExpression(node: TSESTree.CallExpressionArgument | undefined): node is TSESTree.Expression {
  return node !== undefined && node.type !== 'SpreadElement'
}

function enclosingParameterFunction(name: TSESTree.Node): FunctionNode | undefined {
  return isFunction(name.parent) ? name.parent : enclosingFunction(name)
}

/** `bus.on('open', count)`: who is given the function itself may call it with anything. */
function isHandedOn(facts: FileFacts, scope: FunctionNode): boolean {
  const name = declaredName(scope)
  const variable = name && facts.bindings.variableOf(name)
  const mentions = variable
    ? variable.references.filter((each) => each.isRead()).map(({ identifier }) => identifier as TSESTree.Node)
    : (facts.nodes.members.get(functionName(scope) ?? '') ?? [])
  return mentions.some(
    (mention) => mention.parent?.type !== 'CallExpression' || mention.parent.callee !== mention,
  )
}
