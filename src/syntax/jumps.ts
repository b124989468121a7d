import type { TSESTree } from '@typescript-eslint/utils'

/** Whether a jump may leave or repeat a statement around it: `continue` passes through a `switch` to the loop around it. */
export function mayTarget(
  jump: TSESTree.BreakStatement | TSESTree.ContinueStatement,
  node: TSESTree.Node,
): boolean {
  return jump.type === 'BreakStatement' || node.type !== 'SwitchStatement'
}
