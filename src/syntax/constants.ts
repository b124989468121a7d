import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue, type Bindings } from './bindings.js'
import { unwrap } from './unwrap.js'

const MAX_DEPTH = 12

/**
 * Answers the number that an expression certainly is: literals, arithmetic on them, and constants that the
 * file gives such values. Undefined where it cannot be told.
 */
export function constantNumber(node: TSESTree.Node, bindings: Bindings, depth = 0): number | undefined {
  if (depth > MAX_DEPTH) return undefined
  const expression = unwrap(node)
  switch (expression.type) {
    case 'Literal':
      return typeof expression.value === 'number' ? expression.value : undefined
    case 'Identifier': {
      const variable = bindings.variableOf(expression)
      const value = variable && soleValue(variable)
      return value && constantNumber(value, bindings, depth + 1)
    }
    case 'UnaryExpression': {
      const value = constantNumber(expression.argument, bindings, depth + 1)
      return value !== undefined && expression.operator === '-' ? -value : undefined
    }
    case 'BinaryExpression': {
      const left = constantNumber(expression.left, bindings, depth + 1)
      const right = constantNumber(expression.right, bindings, depth + 1)
      return left === undefined || right === undefined ? undefined : compute(expression.operator, left, right)
    }
    default:
      return undefined
  }
}

/** Answers what an operator makes of two numbers; undefined for those that are no arithmetic. */
export function compute(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '**':
      return left ** right
    case '<<':
      return left << right
    default:
      return undefined
  }
}

/** Answers the string that an expression certainly is, through constants of the file. */
export function constantString(node: TSESTree.Node, bindings: Bindings, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined
  const expression = unwrap(node)
  if (expression.type === 'Literal')
    return typeof expression.value === 'string' ? expression.value : undefined
  if (expression.type === 'TemplateLiteral' && expression.expressions.length === 0) {
    return expression.quasis[0]?.value.cooked ?? undefined
  }
  if (expression.type === 'Identifier') {
    const variable = bindings.variableOf(expression)
    const value = variable && soleValue(variable)
    return value && constantString(value, bindings, depth + 1)
  }
  return undefined
}
