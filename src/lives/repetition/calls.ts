import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'

/** Answers the calls that stand in a function itself. */
export function callsIn(
  facts: FileFacts,
  scope: FunctionNode | undefined,
): readonly TSESTree.CallExpression[] {
  return callIndex(facts).byFunction.get(scope) ?? []
}

/** Answers the calls of a file that run a function. */
export function callsOf(facts: FileFacts, called: FunctionNode): readonly TSESTree.CallExpression[] {
  return callIndex(facts).byTarget.get(called) ?? []
}

interface CallIndex {
  byFunction: ReadonlyMap<FunctionNode | undefined, readonly TSESTree.CallExpression[]>
  byTarget: ReadonlyMap<FunctionNode, readonly TSESTree.CallExpression[]>
}

const callIndex = perFile((facts): CallIndex => {
  const byFunction = new Map<FunctionNode | undefined, TSESTree.CallExpression[]>()
  const byTarget = new Map<FunctionNode, TSESTree.CallExpression[]>()
  for (const call of [...facts.nodes.calls.values()].flat()) {
    addTo(byFunction, enclosingFunction(call), call)
    for (const target of functionsMeantBy(facts, call.callee)) addTo(byTarget, target, call)
  }
  return { byFunction, byTarget }
})
