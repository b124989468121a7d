import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction } from './functions.js'

/**
 * Whether a node stands in a branch that leaves at once, as after a failed check: what is released there alone is
 * meant to stay open otherwise.
 */
export function isOnEarlyWayOut(node: TSESTree.Node): boolean {
  let child = node
  for (
    let current = node.parent;
    current && !isFunction(current);
    child = current, current = current.parent
  ) {
    if (current.type === 'CatchClause') return true
    if (current.type !== 'BlockStatement' || current.parent.type !== 'IfStatement') continue
    const last = current.body.at(-1)
    if (child !== last && (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement')) return true
  }
  return false
}
