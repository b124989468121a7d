import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'

/** What may leave out what stands in it, or runs it more than once. */
export const BRANCHES: ReadonlySet<string> = new Set([
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'SwitchCase',
  'CatchClause',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
])

/**
 * Whether a node runs each time its function does, or each turn of a loop around it: it stands in no branch, loop or handler
 * of that, and nothing returns or throws before it.
 */
export function runsEachTime(facts: FileFacts, node: TSESTree.Node, loop?: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope) return true
  for (
    let current = node.parent;
    current && current !== scope && current !== loop;
    current = current.parent
  ) {
    if (BRANCHES.has(current.type)) return false
  }
  return !earlyExits(facts, scope).some((exit) => exit.range[1] <= node.range[0])
}

const earlyExits = perKey((facts: FileFacts, scope: FunctionNode): readonly TSESTree.Node[] =>
  (facts.nodes.exits.get(scope) ?? []).filter((exit) => exit.parent !== scope.body),
)
