import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../cells/file-facts.js'
import { isFunction } from '../syntax/functions.js'
import { evaluatedParts } from './evaluation-order.js'
import { effectOnAnything } from './throwing.js'

/** An expression nested deeper than this is left to the walk, which knows when it has had enough. */
const MAX_DEPTH = 100

/**
 * Answers, for a statement without a branch, what in it may leave by an exception, in order: all that it means for a cell that
 * it does not name. Undefined for all other statements. Each open cell of a function meets the same statements, so that they
 * are looked into once for all cells.
 */
const plainThrows = perKey(
  (facts: FileFacts, statement: TSESTree.Node): readonly TSESTree.Node[] | undefined => {
    const found: TSESTree.Node[] = []
    const parts =
      statement.type === 'ExpressionStatement'
        ? [statement.expression]
        : statement.type === 'VariableDeclaration'
          ? statement.declarations
          : undefined
    return parts?.every((part) => isPlain(facts, part, found, 0)) === true ? found : undefined
  },
)

function isPlain(facts: FileFacts, node: TSESTree.Node, found: TSESTree.Node[], depth: number): boolean {
  // A function is made here, and run elsewhere.
  if (isFunction(node)) return true
  if (depth > MAX_DEPTH || BRANCHES.has(node.type)) return false
  if (node.type === 'AssignmentExpression' && ASSIGNS_PERHAPS.has(node.operator)) return false
  const parts = node.type === 'VariableDeclarator' ? [node.init, node.id] : evaluatedParts(node)
  for (const part of parts) if (part && !isPlain(facts, part, found, depth + 1)) return false
  const effect = effectOnAnything(facts, node)
  if (effect === 'throws') found.push(node)
  return effect === 'throws' || effect === 'none'
}

const BRANCHES: ReadonlySet<string> = new Set([
  'LogicalExpression',
  'ConditionalExpression',
  'ClassExpression',
])

const ASSIGNS_PERHAPS: ReadonlySet<string> = new Set(['&&=', '??=', '||='])

/**
 * Answers, for a walk with effects of its own at some nodes, which statements do no more than what {@link plainThrows} says of
 * them: those with none of these nodes in them.
 */
export function passingBut(
  facts: FileFacts,
  nodes: Iterable<TSESTree.Node>,
): (statement: TSESTree.Node) => readonly TSESTree.Node[] | undefined {
  const starts = Float64Array.from(nodes, ({ range: [start] }) => start).sort()
  return (statement) => {
    const [start, end] = statement.range
    const next = starts[firstFrom(starts, start)]
    return next !== undefined && next < end ? undefined : plainThrows(facts, statement)
  }
}

/** The position of the first of some ascending numbers that is not below a limit. */
function firstFrom(ascending: Float64Array, limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] ?? limit) < limit) low = middle + 1
    else high = middle
  }
  return low
}
