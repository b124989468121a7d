import type { TSESTree } from '@typescript-eslint/utils'

import { partsOf } from '../syntax/parts.js'

/** Answers the parts of an expression in the order in which they are evaluated, all before the expression itself. */
export function evaluatedParts(node: TSESTree.Node): readonly (TSESTree.Node | null)[] {
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return [node.callee, ...node.arguments]
    case 'AssignmentExpression':
    case 'BinaryExpression':
      return [node.left, node.right]
    case 'MemberExpression':
      return [node.object, node.computed ? node.property : null]
    case 'ChainExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return [node.expression]
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
    case 'SpreadElement':
      return [node.argument ?? null]
    case 'SequenceExpression':
    case 'TemplateLiteral':
      return node.expressions
    case 'ArrayExpression':
      return node.elements
    case 'ObjectExpression':
      return node.properties
    case 'Property':
      return [node.computed ? node.key : null, node.value]
    case 'TaggedTemplateExpression':
      return [node.tag, ...node.quasi.expressions]
    case 'ImportExpression':
      return [node.source]
    case 'ExportNamedDeclaration':
      return [node.declaration]
    case 'Identifier':
    case 'Literal':
      return NONE
    default:
      return partsOf(node)
  }
}

const NONE: readonly never[] = []
