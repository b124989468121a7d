import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isNothing } from '../../syntax/nothing.js'
import { unwrap } from '../../syntax/unwrap.js'

/** Where a condition holds, the cell holds something (`true`), or it does where the condition does not hold (`false`). */
export type Exists = 'true' | 'false' | 'either'

/** Answers what a condition says of a cell: whether it is filled where the condition is true, or where it is false. */
export function testOfCell(facts: FileFacts, test: TSESTree.Node, cell: Cell): Exists {
  const node = unwrap(test)
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
      return namesCell(facts, node, cell) ? 'true' : 'either'
    case 'UnaryExpression':
      return node.operator === '!' ? negated(testOfCell(facts, node.argument, cell)) : 'either'
    case 'BinaryExpression':
      return testOfComparison(facts, node, cell)
    case 'LogicalExpression': {
      const left = testOfCell(facts, node.left, cell)
      const right = testOfCell(facts, node.right, cell)
      if (node.operator === '&&') return left === 'true' || right === 'true' ? 'true' : 'either'
      return left === 'false' || right === 'false' ? 'false' : 'either'
    }
    default:
      return 'either'
  }
}

function testOfComparison(facts: FileFacts, node: TSESTree.BinaryExpression, cell: Cell): Exists {
  const side = isNothing(node.right) ? node.left : isNothing(node.left) ? node.right : undefined
  if (!side || side.type === 'PrivateIdentifier') return 'either'
  const exists = testOfCell(facts, side, cell)
  if (node.operator === '!=' || node.operator === '!==') return exists
  return node.operator === '==' || node.operator === '===' ? negated(exists) : 'either'
}

function negated(exists: Exists): Exists {
  return exists === 'true' ? 'false' : exists === 'false' ? 'true' : 'either'
}

function namesCell(facts: FileFacts, node: TSESTree.Node, cell: Cell): boolean {
  if (cell.variable) return node.type === 'Identifier' && facts.bindings.variableOf(node) === cell.variable
  return facts.places.placeOf(node) === cell.place
}
