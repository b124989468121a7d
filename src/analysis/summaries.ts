import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction, isWithin, enclosingFunction, type FunctionNode } from '../syntax/functions.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { useOf, type Use } from '../cells/uses.js'

/**
 * What a function of this file does with an argument: `borrows` it for the call, `keeps` it (stores,
 * returns, releases it, hands it to something unknown). Unknown for functions of other files.
 */
export type ParameterEffect = 'borrows' | 'keeps' | 'unknown'

/** Answers what a call does with its argument of an index, by looking at the function it calls. */
export function effectOnArgument(facts: FileFacts, call: CallNode, index: number): ParameterEffect {
  const targets = functionsMeantBy(facts, call.callee)
  if (targets.length === 0 || call.arguments.some((argument) => argument.type === 'SpreadElement'))
    return 'unknown'
  return targets.every((target) => parameterEffects(facts, target)[index] === 'borrows') ? 'borrows' : 'keeps'
}

const parameterEffects = perKey((facts: FileFacts, node: FunctionNode): readonly ParameterEffect[] =>
  node.params.map((parameter) => {
    const variable = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    if (!variable) return 'keeps'
    const uses = variable.references.map((reference) => reference.identifier as TSESTree.Node)
    return uses.every((use) => isBorrowing(useOf(facts, use)) && !isCaptured(use, node)) ? 'borrows' : 'keeps'
  }),
)

/** A use that leaves the value with whoever had it. Calls of its methods may release it, so they do not count. */
function isBorrowing(use: Use): boolean {
  return use.kind === 'tested' || use.kind === 'property'
}

function isCaptured(node: TSESTree.Node, scope: FunctionNode): boolean {
  const inner = enclosingFunction(node)
  return inner !== undefined && inner !== scope && isFunction(inner) && isWithin(inner, scope)
}
