import type { TSESTree } from '@typescript-eslint/utils'

import {
  enclosingFunction,
  isExecutor,
  isWithin,
  type FunctionNode,
  runningFunction,
} from '../../../syntax/functions.js'
import { takesOut } from './ended.js'
import type { Shrink } from '../../../ledger/collections/access.js'
import { entriesOf, type CollectionUses } from '../../../ledger/collections/uses.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import type { Growth } from '../growth.js'
import { growsPerCall } from '../../../lives/collections/additions.js'
import { nodesOfVariable } from '../../../cells/uses/uses.js'

/**
 * Answers how a table of pending promises keeps one that is settled by other means than its answer: the executor that
 * puts it in rejects it on a timeout or an error, and the entry stays for the answer to come.
 */
export function settledEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection } = uses
  const removals = uses.shrinks.filter(({ extent }) => extent === 'entry')
  if (removals.length === 0 || !removals.every((each) => standsWithAnswer(facts, uses, each)))
    return undefined
  for (const { node, key, value } of uses.grows.filter((grow) => growsPerCall(facts, grow))) {
    const executor = enclosingFunction(node)
    if (!executor || !isExecutor(executor) || !value) continue
    const around = runningFunction(node) ?? executor
    if (removals.some((each) => isWithin(each.node, around))) continue
    const settles = settlersOf(facts, executor)
    if (!settles.some((each) => isWithin(each, value))) continue
    const other = settles.find((each) => !isWithin(each, value) && runsLater(facts, uses, each, executor))
    if (!other) continue
    return { collection, node, key, certainty: 'known', problem: 'settledEntry', related: other }
  }
  return undefined
}

/** Whether an entry is taken out by code that also looks it up, which an answer has to; other code may do it for any end. */
function standsWithAnswer(facts: FileFacts, uses: CollectionUses, { node }: Shrink): boolean {
  const scope = enclosingFunction(node)
  return entriesOf(facts, uses).some((entry) => enclosingFunction(entry.node) === scope)
}

/** Where the functions that settle a promise are named. */
function settlersOf(facts: FileFacts, executor: FunctionNode): TSESTree.Node[] {
  return executor.params.flatMap((parameter) => {
    const variable = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    return variable ? nodesOfVariable(variable) : []
  })
}

/** Whether a promise is settled in a callback of its executor that takes nothing out. */
function runsLater(
  facts: FileFacts,
  uses: CollectionUses,
  settler: TSESTree.Node,
  executor: FunctionNode,
): boolean {
  const { parent } = settler
  if (parent?.type !== 'CallExpression' || parent.callee !== settler) return false
  const callback = enclosingFunction(settler)
  return callback !== undefined && callback !== executor && !takesOut(facts, uses, callback)
}
