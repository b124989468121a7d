import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunctions, isExecutor, isWithin, type FunctionNode } from '../syntax/functions.js'
import type { Variable } from '../syntax/bindings.js'
import { functionsMeantBy, functionsRunBy } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'
import { nodesOfVariable } from '../cells/uses/uses.js'

/** The promise in whose executor a timer is started. */
export interface Execution {
  executor: FunctionNode
  resolve: Variable | undefined
  reject: Variable | undefined
}

/** Answers the innermost executor of a promise around a node. */
export function executionAround(facts: FileFacts, node: TSESTree.Node): Execution | undefined {
  const executor = enclosingFunctions(node).find(isExecutor)
  if (!executor) return undefined
  const [resolve, reject] = executor.params
  return {
    executor,
    resolve: resolve && facts.bindings.variableOf(resolve),
    reject: reject && facts.bindings.variableOf(reject),
  }
}

/**
 * What a promise's executor wants of a timer: `sleep` settles the promise somebody waits for,
 * `new Promise((resolve) => setTimeout(resolve, ms))`; `guard` only rejects it unless something else is
 * faster, and goes on keeping what it uses when that was so.
 */
export function roleInPromise(
  facts: FileFacts,
  call: TSESTree.CallExpression,
): 'sleep' | 'guard' | undefined {
  const [callback] = call.arguments
  const execution = callback && executionAround(facts, call)
  if (!execution) return undefined
  const run = functionsMeantBy(facts, callback).flatMap((target) => [
    ...functionsRunBy(facts, target).functions,
  ])
  if (mentions([callback, ...run], execution.resolve)) return 'sleep'
  return mentions([callback, ...run], execution.reject) ? 'guard' : undefined
}

function mentions(nodes: readonly TSESTree.Node[], variable: Variable | undefined): boolean {
  const references = variable ? nodesOfVariable(variable) : []
  return references.some((reference) => nodes.some((node) => isWithin(reference, node)))
}
