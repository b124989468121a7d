import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction, isWithin } from './functions.js'

/** Whether a node is a loop, of whatever kind. */
export function isLoop(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return true
    default:
      return false
  }
}

/** Whether a loop ends by a jump only: `for (;;)`, `while (true)`. */
export function isEndless(loop: TSESTree.Node): boolean {
  switch (loop.type) {
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return !loop.test || (loop.test.type === 'Literal' && Boolean(loop.test.value))
    default:
      return false
  }
}

/** Answers the innermost loop of a region around a node, in the function of that node. */
export function loopAround(node: TSESTree.Node, region: TSESTree.Node): TSESTree.Node | undefined {
  for (let current = node.parent; current && isWithin(current, region); current = current.parent) {
    if (isFunction(current)) return undefined
    if (isLoop(current)) return current
  }
  return undefined
}
