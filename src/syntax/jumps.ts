import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from './functions.js'

/** Whether a jump may leave or repeat a statement around it: `continue` passes through a `switch` to the loop around it. */
export function mayTarget(
  jump: TSESTree.BreakStatement | TSESTree.ContinueStatement,
  node: TSESTree.Node,
): boolean {
  return jump.type === 'BreakStatement' || node.type !== 'SwitchStatement'
}

/** The innermost `try` in whose block a node stands, within its function. */
export function enclosingTry(node: TSESTree.Node): TSESTree.TryStatement | undefined {
  for (let current = node; current.parent && !isFunction(current); current = current.parent) {
    if (current.parent.type === 'TryStatement' && current.parent.block === current) return current.parent
  }
  return undefined
}
