import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue, type Variable } from '../../syntax/bindings.js'
import { constantString } from '../../syntax/constants.js'
import { isFunction } from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'

/**
 * Answers the strings that an expression stands for: a constant, or one after the other of a list of constants that a
 * loop or `forEach()` goes through. Undefined where the file does not tell them all.
 */
export function constantStrings(facts: FileFacts, expression: TSESTree.Node): readonly string[] | undefined {
  const constant = constantString(expression, facts.bindings)
  if (constant !== undefined) return [constant]
  const node = unwrap(expression)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const given = variable && listGoneThrough(variable)
  const list = given && listOf(facts, given)
  if (list?.type !== 'ArrayExpression') return undefined
  const strings = list.elements.map((element) => element && constantString(element, facts.bindings))
  return strings.every((each) => typeof each === 'string') ? strings : undefined
}

/** The list of which a variable is each element in turn. */
function listGoneThrough(variable: Variable): TSESTree.Node | undefined {
  const [definition] = variable.defs
  const node = definition?.node as TSESTree.Node | undefined
  if (node?.type === 'VariableDeclarator') {
    const loop = node.parent.parent
    return loop.type === 'ForOfStatement' && loop.left === node.parent && node.id.type === 'Identifier'
      ? loop.right
      : undefined
  }
  if (!node || !isFunction(node) || node.params[0] !== definition?.name) return undefined
  const { parent } = node
  if (parent.type !== 'CallExpression' || parent.arguments[0] !== node) return undefined
  return calleeName(parent) === 'forEach' ? receiverOf(parent) : undefined
}

function listOf(facts: FileFacts, given: TSESTree.Node): TSESTree.Node | undefined {
  const node = unwrap(given)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable) return node
  const value = soleValue(variable)
  return value && unwrap(value)
}
