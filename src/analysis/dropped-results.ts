import type { TSESTree } from '@typescript-eslint/utils'

import { isExecutor } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'

/** Whether the value of an expression goes nowhere: a statement of its own, `void x`, the body of an ignored arrow. */
export function isDropped(expression: TSESTree.Node): boolean {
  const node = wrapped(expression)
  const { parent } = node
  switch (parent?.type) {
    case 'ExpressionStatement':
      return true
    case 'UnaryExpression':
      return parent.operator === 'void'
    case 'LogicalExpression':
      return parent.right === node && isDropped(parent)
    case 'ConditionalExpression':
      return parent.test !== node && isDropped(parent)
    case 'SequenceExpression':
      return parent.expressions.at(-1) !== node || isDropped(parent)
    case 'ArrowFunctionExpression':
      return parent.body === node && ignoresResult(parent)
    default:
      return false
  }
}

/** Functions that ignore what the function they are given answers. */
const IGNORES: ReadonlySet<string> = new Set([
  'forEach',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
  'queueMicrotask',
  'nextTick',
])

function ignoresResult(node: TSESTree.ArrowFunctionExpression): boolean {
  const { parent } = node
  return isExecutor(node) || (parent.type === 'CallExpression' && IGNORES.has(calleeName(parent) ?? ''))
}
