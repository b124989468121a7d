import type { TSESTree } from '@typescript-eslint/utils'

import { NEVER_THROWS } from '../protocols/resources.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { isFunction } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import type { Effect, WalkQuestions, OpenExit } from '../flow/cell-walk.js'
import { openExits } from '../flow/exits.js'
import type { FileFacts } from '../cells/file-facts.js'

/** Ways out from the plainest to the one that takes most thought: a message names the first there is. */
const PLAINNESS = ['return', 'end', 'await', 'throw', 'jump'] as const

/**
 * Answers the way out of a region on which a resource stays open that a message should name: one that surely
 * leaks, and a plain one before an exception. Undefined where there is none, or too much to follow.
 */
export function leakingExit(
  region: TSESTree.Node,
  protocol: ResourceProtocol,
  questions: WalkQuestions,
): OpenExit | undefined {
  const exits = openExits(region, questions) ?? []
  const relevant = exits.filter((exit) => exit.kind !== 'throw' || protocol.exceptions)
  const sure = relevant.filter((exit) => exit.open === 'yes')
  const candidates = sure.length > 0 ? sure : relevant
  for (const plain of PLAINNESS) {
    const found = candidates.find((exit) => plainnessOf(exit) === plain)
    if (found) return found
  }
  return undefined
}

function plainnessOf({ kind, node }: OpenExit): (typeof PLAINNESS)[number] | 'overwrite' | 'void' {
  return kind === 'throw' && node.type === 'AwaitExpression' ? 'await' : kind
}

/** Answers what a node that does not name the resource means for it: it may throw, or end the program. */
export function effectOnEverything(facts: FileFacts, node: TSESTree.Node): Effect {
  if (endsProcess(facts, node)) return 'release'
  return mayThrow(node) ? 'throws' : 'none'
}

/** After `process.exit()` nothing is left to release. */
function endsProcess(facts: FileFacts, node: TSESTree.Node): boolean {
  return node.type === 'CallExpression' && facts.places.placeOf(node.callee) === 'g:process.exit'
}

function mayThrow(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'CallExpression': {
      const name = calleeName(node)
      return (name === undefined || !NEVER_THROWS.has(name)) && !isInHandler(node)
    }
    case 'AwaitExpression':
      return !isInHandler(node)
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
      return true
    default:
      return false
  }
}

/**
 * Whether a node stands in a `catch` or `finally` block: mostly a logger, or the release of something else. A
 * failure of the failure's report is no way out worth a word.
 */
function isInHandler(node: TSESTree.Node): boolean {
  let child = node
  for (
    let current = node.parent;
    current && !isFunction(current);
    child = current, current = current.parent
  ) {
    if (current.type === 'CatchClause') return true
    if (current.type === 'TryStatement' && current.finalizer === child) return true
  }
  return false
}
