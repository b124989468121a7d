import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue, type Variable } from '../../syntax/bindings.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { isStaticCode } from '../../syntax/static-code.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { valuesByPlace } from '../../cells/values/written-values.js'

/**
 * How a value leads to an object.
 *
 * - `same`: it is the object
 * - `contains`: it is an object or list that holds it
 * - `closure`: it is a function that uses it
 */
export type Way = 'same' | 'contains' | 'closure'

/** Values may be made of each other. */
const MAX_DEPTH = 6

/** Answers how a value certainly leads to an object; undefined where it does not, or where nothing tells. */
export function wayTo(
  facts: FileFacts,
  value: TSESTree.Node,
  object: TSESTree.Node,
  depth = 0,
): Way | undefined {
  if (depth > MAX_DEPTH) return undefined
  const node = unwrap(value)
  if (isSame(facts, node, object)) return 'same'
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.some(
        (property) => property.type === 'Property' && wayTo(facts, property.value, object, depth + 1),
      )
        ? 'contains'
        : undefined
    case 'ArrayExpression':
      return node.elements.some(
        (element) => element && element.type !== 'SpreadElement' && wayTo(facts, element, object, depth + 1),
      )
        ? 'contains'
        : undefined
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return mentions(facts, node, object) ? 'closure' : undefined
    case 'CallExpression':
      return bindsTo(facts, node, object, depth) ? 'closure' : undefined
    case 'ConditionalExpression':
      return (
        wayTo(facts, node.consequent, object, depth + 1) ?? wayTo(facts, node.alternate, object, depth + 1)
      )
    case 'LogicalExpression':
      return wayTo(facts, node.right, object, depth + 1)
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      if (!variable) return undefined
      const written = soleValue(variable)
      const way = written && wayTo(facts, written, object, depth + 1)
      return way ?? (isGiven(facts, variable, object) ? 'contains' : undefined)
    }
    case 'MemberExpression': {
      const place = facts.places.placeOf(node)
      const [only, ...others] = (place === undefined ? undefined : valuesByPlace(facts).get(place)) ?? []
      if (!only || only === 'parameter' || others.length > 0) return undefined
      return wayTo(facts, only, object, depth + 1)
    }
    default:
      return undefined
  }
}

/** Whether two expressions certainly are the same object. */
function isSame(facts: FileFacts, node: TSESTree.Node, other: TSESTree.Node): boolean {
  const object = unwrap(other)
  if (node === object) return true
  if (node.type === 'ThisExpression' && object.type === 'ThisExpression') {
    if (thisFunctionOf(node) === thisFunctionOf(object)) return true
    if (isStaticCode(node) || isStaticCode(object)) return false
  }
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && node.type !== 'ThisExpression')
    return false
  const place = facts.places.placeOf(node)
  return place !== undefined && place === facts.places.placeOf(object)
}

/** The function whose `this` a node sees. */
function thisFunctionOf(node: TSESTree.Node): FunctionNode | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isFunction(current) && current.type !== 'ArrowFunctionExpression') return current
  }
  return undefined
}

/** Whether a function uses an object of the code around it, and so keeps it. */
export function mentions(facts: FileFacts, scope: FunctionNode, object: TSESTree.Node): boolean {
  const sought = unwrap(object)
  let found = false
  walk(scope, facts.sourceCode.visitorKeys, (node) => {
    if (found) return false
    if (node !== scope && node.type.startsWith('TS') && !EXPRESSIONS.has(node.type)) return false
    if (node.type === 'ThisExpression')
      found = sought.type === 'ThisExpression' && isSame(facts, node, sought)
    else if (node.type === 'Identifier' && !isLabelOrKey(node)) found = isVariableOf(facts, node, sought)
    else if (node.type === 'MemberExpression')
      found = sought.type === 'MemberExpression' && isSame(facts, node, sought)
    return !found
  })
  return found
}

const EXPRESSIONS = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
])

function isLabelOrKey({ parent }: TSESTree.Identifier): boolean {
  return parent.type === 'LabeledStatement'
}

/** A variable that is the object, or another name of it. */
function isVariableOf(facts: FileFacts, node: TSESTree.Identifier, object: TSESTree.Node): boolean {
  return facts.bindings.variableOf(node) !== undefined && isSame(facts, node, object)
}

/** `object.close.bind(object)`, `close.bind(null, object)` */
function bindsTo(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  object: TSESTree.Node,
  depth: number,
): boolean {
  if (calleeName(call) !== 'bind' || !receiverOf(call)) return false
  return call.arguments.some(
    (argument) =>
      argument.type !== 'SpreadElement' && wayTo(facts, argument, object, depth + 1) !== undefined,
  )
}

/** `held.owner = object` */
function isGiven(facts: FileFacts, variable: Variable, object: TSESTree.Node): boolean {
  return variable.references.some(({ identifier }) => {
    const outer = wrapped(identifier)
    const { parent: member } = outer
    if (member?.type !== 'MemberExpression' || member.object !== outer) return false
    const { parent } = member
    return (
      parent.type === 'AssignmentExpression' &&
      parent.left === member &&
      isSame(facts, unwrap(parent.right), object)
    )
  })
}
