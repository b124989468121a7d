import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { CellUses } from '../../cells/uses/uses-of-cell.js'
import { heldIn } from '../../cells/uses/held.js'
import { effects } from '../../frameworks/hooks.js'
import { phaseOf } from '../../lives/ends/phase.js'
import { teardownsOfHome } from '../../lives/ends/teardown.js'
import { enclosingFunction, enclosingFunctions, type FunctionNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'

/* Whether what fills a cell and what ends it come in turn, as halves of a pair do. */

/** Answers, of `join()` and `leave()`, the other half: a member that ends what a field holds and empties it, and is no end of the owner, is one. */
export function endedInTurn(
  facts: FileFacts,
  cell: Cell,
  others: readonly TSESTree.Node[],
): FunctionNode | undefined {
  const { home } = cell
  if (home === undefined) return undefined
  const teardowns = teardownsOfHome(facts, home).map(({ node }) => node)
  const emptying = functionsEmptying(facts, heldIn(facts, cell))
  return others
    .map((node) => enclosingFunction(node))
    .find(
      (each): each is FunctionNode => each !== undefined && !teardowns.includes(each) && emptying.has(each),
    )
}

const functionsEmptying = perKey(
  (_facts: FileFacts, { writes }: CellUses): ReadonlySet<FunctionNode> =>
    new Set(
      writes.flatMap(({ value, target }) =>
        value && isNothing(value) ? (enclosingFunction(target) ?? []) : [],
      ),
    ),
)

function isGivenToCall(scope: FunctionNode | undefined): boolean {
  return scope?.parent.type === 'CallExpression' && scope.parent.callee !== scope
}

/**
 * `beforeEach(…)`, `afterEach(…)`: answers where another callback ends what one fills, since who calls them back may do so in turn. Not
 * the cleanup of an effect that runs once, of what one fills that runs on each change, or whenever a handler is called.
 */
export function endedByCallback(
  facts: FileFacts,
  region: FunctionNode,
  others: readonly TSESTree.Node[],
): TSESTree.Node | undefined {
  if (!isGivenToCall(region)) return undefined
  const isUpdated = !effects(facts).has(region) || phaseOf(facts, region) === 'update'
  return others.find((node) => {
    const around = enclosingFunctions(node)
    if (!around.some(isGivenToCall)) return false
    return !isUpdated || !around.some((each) => effects(facts).has(each) && phaseOf(facts, each) === 'start')
  })
}
