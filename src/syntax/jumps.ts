import type { TSESTree } from '@typescript-eslint/utils'

/** Whether a jump may leave or repeat a statement around it: `continue` passes through a `switch` to the loop around it. */
export function mayTarget(
  jump: TSESTree.BreakStatement | TSESTree.ContinueStatement,
  node: TSESTree.Node,
): boolean {
  return jump.type === 'BreakStatement' || node.type !== 'SwitchStatement'
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
