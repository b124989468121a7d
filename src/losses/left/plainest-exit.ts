import type { TSESTree } from '@typescript-eslint/utils'

import type { OpenExit } from '../../flow/walk-questions.js'
import type { ResourceProtocol } from '../../protocols/resources/protocol.js'

/** Ways out from the plainest to the one that takes most thought: a message names the first there is. */
const PLAINNESS = ['return', 'end', 'await', 'yield', 'throw', 'wait', 'call', 'jump'] as const

/**
 * Answers the way out that a message should name, of those on which something stays open: one that surely does, a plain
 * one before an exception, one that is expected, and one that its kind cares for. Undefined where there is none.
 */
export function plainestExit(
  exits: readonly OpenExit[],
  { exceptions }: ResourceProtocol,
  hardlyFails: (node: TSESTree.Node) => boolean,
): OpenExit | undefined {
  const left = exits.filter(({ kind }) => kind !== 'overwrite' && kind !== 'void')
  const relevant = left.filter((exit) => exit.kind !== 'throw' || exceptions)
  const sure = relevant.filter((exit) => exit.open === 'yes')
  for (const candidates of [sure, relevant, left]) {
    for (const plain of PLAINNESS) {
      const found = candidates.find((exit) => plainnessOf(exit, hardlyFails) === plain)
      if (found) return found
    }
  }
  return undefined
}

function plainnessOf(
  { kind, node }: OpenExit,
  hardlyFails: (node: TSESTree.Node) => boolean,
): (typeof PLAINNESS)[number] | 'overwrite' | 'void' {
  if (node.type === 'YieldExpression') return 'yield'
  if (kind !== 'throw') return kind
  if (node.type === 'AwaitExpression') return hardlyFails(node) ? 'wait' : 'await'
  return hardlyFails(node) ? 'call' : 'throw'
}
