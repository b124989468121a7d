import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, isFunction, isWithin } from './functions.js'

/**
 * Whether what stands at a node may run after a start, in the same run of their function: not in the other branch of a condition, nor
 * after a branch that leaves. Of a node in another function nothing is known, and it may.
 */
export function mayFollow(node: TSESTree.Node, start: TSESTree.Node): boolean {
  if (enclosingFunction(node) !== enclosingFunction(start)) return true
  let child = start
  for (
    let current = start.parent;
    current && !isFunction(current);
    child = current, current = current.parent
  ) {
    if (isInOtherBranch(current, child, node)) return false
    if (leavesAtEnd(current, child) && !isWithin(node, current)) return isInHandler(node, current)
  }
  return true
}

function isInOtherBranch(branching: TSESTree.Node, own: TSESTree.Node, node: TSESTree.Node): boolean {
  switch (branching.type) {
    case 'IfStatement':
    case 'ConditionalExpression': {
      const { consequent, alternate } = branching
      if (own !== consequent && own !== alternate) return false
      const other = own === consequent ? alternate : consequent
      return other !== null && isWithin(node, other)
    }
    case 'SwitchStatement': {
      const last = own.type === 'SwitchCase' ? own.consequent.at(-1) : undefined
      return LEAVES.has(last?.type ?? '') && !isWithin(node, own) && isWithin(node, branching)
    }
    default:
      return false
  }
}

/** `{ …; return }`: what stands behind the block is not reached from within it. */
function leavesAtEnd(block: TSESTree.Node, own: TSESTree.Node): boolean {
  if (block.type !== 'BlockStatement' || isFunction(block.parent)) return false
  const last = block.body.at(-1)
  return (
    last !== undefined && own !== last && (last.type === 'ReturnStatement' || last.type === 'ThrowStatement')
  )
}

/** A `finally` or a `catch` around it runs all the same. */
function isInHandler(node: TSESTree.Node, block: TSESTree.Node): boolean {
  for (let current = block.parent; current && !isFunction(current); current = current.parent) {
    if (current.type !== 'TryStatement') continue
    const { finalizer, handler } = current
    if ((finalizer && isWithin(node, finalizer)) || (handler && isWithin(node, handler))) return true
  }
  return false
}

const LEAVES: ReadonlySet<string> = new Set(['BreakStatement', 'ReturnStatement', 'ThrowStatement'])
