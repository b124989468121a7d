import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { soleValue } from '../../syntax/bindings.js'
import { isExported } from '../../syntax/exported.js'
import { declaredName, enclosingFunction, functionName, type FunctionNode } from '../../syntax/functions.js'
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

/** Whether only this file calls a function: it is private by `#`, `private` or an underscore, or not exported. */
export function isCalledHereOnly(facts: FileFacts, called: FunctionNode): boolean {
  const { parent } = called
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
    return parent.accessibility === 'private' || /^[#_]/.test(functionName(called) ?? '')
  }
  const name = declaredName(called)
  const variable = name && facts.bindings.variableOf(name)
  return variable !== undefined && !isExported(variable) && soleValue(variable) === called
}
