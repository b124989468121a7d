import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap } from './unwrap.js'

/** Whether an expression stands for no handle: nothing at all, or a value of the language such as `-1`, `0`, `false`. */
export function isNoHandle(expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  // `this.a = this.b = undefined`
  if (node.type === 'AssignmentExpression' && node.operator === '=') return isNoHandle(node.right)
  if (node.type === 'Literal') return true
  return node.type === 'UnaryExpression' && node.argument.type === 'Literal' ? true : isNothing(node)
}

/** Whether an expression says that there is no value: `null`, `undefined`, `void 0`. */
export function isNothing(expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  switch (node.type) {
    case 'Literal':
      // The value of a regular expression that this engine does not know is null as well.
      return node.raw === 'null'
    case 'Identifier':
      return node.name === 'undefined'
    case 'UnaryExpression':
      return node.operator === 'void'
    default:
      return false
  }
}
