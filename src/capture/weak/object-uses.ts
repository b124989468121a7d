import type { TSESTree } from '@typescript-eslint/utils'

import {
  ELEMENT_MEMBERS,
  EMITTER_METHODS,
  FUNCTION_MEMBERS,
  PASSING_TYPE,
  PASSING_TYPES,
  PRIMITIVE_MEMBERS,
} from '../../protocols/object-keys.js'
import type { Variable } from '../../syntax/bindings.js'
import { memberName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import type { KeyKind } from './key-kinds.js'

/** Answers what a variable holds, by what its file does with it; unknown where nothing tells. */
export function kindByUse(variable: Variable): KeyKind {
  const kinds = variable.references.map(({ identifier }) => kindOfUse(identifier as TSESTree.Node))
  return ORDER.find((kind) => kinds.includes(kind)) ?? 'unknown'
}

/** What says that something is no object outweighs what says that it is one: the name may stand for both. */
const ORDER: readonly KeyKind[] = ['none', 'passing', 'object']

function kindOfUse(node: TSESTree.Node): KeyKind {
  const outer = wrapped(node)
  const { parent } = outer
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === outer ? kindOfMember(parent) : 'unknown'
    case 'CallExpression':
    case 'NewExpression':
      return parent.callee === outer ? 'none' : 'unknown'
    case 'TaggedTemplateExpression':
      return parent.tag === outer ? 'none' : 'unknown'
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === outer ? 'none' : 'unknown'
    case 'JSXOpeningElement':
      return 'none'
    case 'UnaryExpression':
      return parent.operator === 'typeof' ? kindOfTypeof(parent) : 'unknown'
    case 'BinaryExpression':
      return kindOfComparison(parent, outer)
    default:
      return 'unknown'
  }
}

function kindOfMember(member: TSESTree.MemberExpression): KeyKind {
  const name = memberName(member)
  // Strings have numbered parts as well.
  if (name === undefined || /^\d+$/.test(name)) return 'unknown'
  if (ELEMENT_MEMBERS.has(name)) return 'passing'
  const { parent } = wrapped(member)
  if (EMITTER_METHODS.has(name) && parent?.type === 'CallExpression') {
    const [event] = parent.arguments
    return event?.type === 'Literal' ? 'passing' : 'object'
  }
  if (name === 'prototype') return 'none'
  return FUNCTION_MEMBERS.has(name) || PRIMITIVE_MEMBERS.has(name) ? 'unknown' : 'object'
}

/** `typeof key === 'string'`: the name stands for strings, too. */
function kindOfTypeof(node: TSESTree.UnaryExpression): KeyKind {
  const { parent } = node
  if (parent.type !== 'BinaryExpression') return 'unknown'
  const other = parent.left === node ? parent.right : parent.left
  if (other.type !== 'Literal') return 'unknown'
  return other.value === 'object' || other.value === 'undefined' ? 'unknown' : 'none'
}

function kindOfComparison(node: TSESTree.BinaryExpression, side: TSESTree.Node): KeyKind {
  if (node.operator === 'instanceof' && node.left === side && node.right.type === 'Identifier') {
    const { name } = node.right
    if (name === 'Function') return 'none'
    return PASSING_TYPES.has(name) || PASSING_TYPE.test(name) ? 'passing' : 'object'
  }
  return /^[<>]=?$/.test(node.operator) ? 'none' : 'unknown'
}
