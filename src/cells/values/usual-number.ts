import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue, type Variable } from '../../syntax/bindings.js'
import { compute, constantNumber } from '../../syntax/constants.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../file-facts.js'
import { valuesByPlace } from './written-values.js'

const MAX_DEPTH = 8

/**
 * Answers the number that an expression is unless somebody says otherwise: a constant, the default of a parameter or an option, what
 * a field is first given, a member of a constant object, the smallest of several. Undefined where the file does not say.
 */
export function usualNumber(facts: FileFacts, node: TSESTree.Node, depth = 0): number | undefined {
  if (depth > MAX_DEPTH) return undefined
  const constant = constantNumber(node, facts.bindings)
  if (constant !== undefined) return constant
  const expression = unwrap(node)
  const usual = (each: TSESTree.Node): number | undefined => usualNumber(facts, each, depth + 1)
  switch (expression.type) {
    case 'Identifier':
      return usualOfVariable(facts, expression, depth)
    case 'MemberExpression':
      return usualOfMember(facts, expression, depth)
    case 'AssignmentPattern':
      return usual(expression.right)
    case 'LogicalExpression':
      // `given ?? 5000`, `given || 5000`
      return expression.operator === '&&' ? undefined : (usual(expression.left) ?? usual(expression.right))
    case 'ConditionalExpression':
      return smallest([expression.consequent, expression.alternate].map(usual))
    case 'BinaryExpression': {
      const [left, right] = [usual(expression.left), usual(expression.right)]
      return left === undefined || right === undefined ? undefined : compute(expression.operator, left, right)
    }
    default:
      return undefined
  }
}

function usualOfVariable(facts: FileFacts, node: TSESTree.Identifier, depth: number): number | undefined {
  const variable = facts.bindings.variableOf(node)
  const value = variable && (soleValue(variable) ?? defaultOf(variable))
  return value && usualNumber(facts, value, depth + 1)
}

/** `(ms = 5000) => …`, `({ timeout = 5000 }) => …`, `const { timeout = 5000 } = options` */
function defaultOf({ identifiers: [name] }: Variable): TSESTree.Node | undefined {
  const parent = name && name.parent
  return parent?.type === 'AssignmentPattern' && parent.left === name ? parent.right : undefined
}

/** `LIMITS.reply`, `this.period`: what the object is made with, or the field is ever given. */
function usualOfMember(facts: FileFacts, node: TSESTree.MemberExpression, depth: number): number | undefined {
  const name = memberName(node)
  if (name === undefined) return undefined
  const object = unwrap(node.object)
  const variable = object.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
  const made = variable && soleValue(variable)
  const literal = made && unwrap(made)
  if (literal?.type === 'ObjectExpression') {
    const value = propertyOf(literal, name)
    return value && usualNumber(facts, value, depth + 1)
  }
  const declared = variable && constantOfNamespace(variable, name)
  if (declared) return usualNumber(facts, declared, depth + 1)
  const place = facts.places.placeOf(node)
  const written = place === undefined ? undefined : valuesByPlace(facts).get(place)
  return (
    written &&
    smallest(written.map((each) => (each === 'parameter' ? undefined : usualNumber(facts, each, depth + 1))))
  )
}

/** `namespace Private { export const LIMIT = 1000 }`: what the constant of a name is. */
function constantOfNamespace({ defs }: Variable, name: string): TSESTree.Node | undefined {
  for (const { node } of defs as readonly { node: TSESTree.Node }[]) {
    if (node.type !== 'TSModuleDeclaration' || node.body?.type !== 'TSModuleBlock') continue
    for (const statement of node.body.body) {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined
      if (declaration?.type !== 'VariableDeclaration') continue
      const found = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name)
      if (found?.init) return found.init
    }
  }
  return undefined
}

function propertyOf(object: TSESTree.ObjectExpression, name: string): TSESTree.Node | undefined {
  for (const property of object.properties) {
    if (property.type === 'Property' && keyName(property.key, property.computed) === name)
      return property.value
  }
  return undefined
}

/** Of several the smallest, where each is known. */
function smallest(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter((each) => each !== undefined)
  return known.length === numbers.length && known.length > 0 ? Math.min(...known) : undefined
}
