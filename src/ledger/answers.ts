import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../cells/file-facts.js'
import { useOf } from '../cells/uses/uses.js'
import { enclosingFunction, isExecutor, type FunctionNode } from '../syntax/functions.js'

const NONE: readonly never[] = []

/**
 * Answers the values that a function answers: what it returns or, of the executor of a promise, what it resolves that with. None where
 * that cannot be told.
 */
export function answersOf(facts: FileFacts, scope: FunctionNode): readonly TSESTree.Expression[] {
  return isExecutor(scope) ? resolvedBy(facts, scope) : (facts.nodes.returns.get(scope) ?? NONE)
}

/**
 * Answers the function whose callers get what a function answers: itself or, of the executor of a promise, the function that answers
 * that promise whatever happens. Undefined where nobody gets it.
 */
export function answererOf(facts: FileFacts, scope: FunctionNode): FunctionNode | undefined {
  if (!isExecutor(scope)) return scope
  const { parent: promise } = scope
  const around = enclosingFunction(promise)
  const returned = around && (facts.nodes.returns.get(around) ?? NONE)
  return returned?.length === 1 && useOf(facts, promise).kind === 'returned' ? around : undefined
}

/** What each call of the first parameter is given; none where that is handed on, since who gets it resolves with what it likes. */
const resolvedBy = perKey((facts: FileFacts, { params: [resolve] }: FunctionNode) => {
  const variable = resolve?.type === 'Identifier' ? facts.bindings.variableOf(resolve) : undefined
  const values: TSESTree.Expression[] = []
  for (const { identifier } of variable?.references ?? NONE) {
    const { parent } = identifier as TSESTree.Node
    if (parent?.type !== 'CallExpression' || parent.callee !== identifier) return NONE
    const [value] = parent.arguments
    if (value?.type === 'SpreadElement') return NONE
    if (value) values.push(value)
  }
  return values
})
