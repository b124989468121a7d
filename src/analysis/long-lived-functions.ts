import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../syntax/functions.js'
import { unwrap } from '../syntax/unwrap.js'
import { functionsMeantBy } from './call-targets.js'
import { escapes } from './escapes.js'
import { keptFactoryCalls } from './factory-calls.js'
import { perFile, perKey, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { isMadeAtLoad } from './made-at-load.js'

/** A function that something keeps for long after the call that made it. */
export interface LongLivedFunction {
  node: FunctionNode
  /** What keeps it, as a message says it. */
  keeper: string
  certainty: Certainty
}

/**
 * Answers the functions of a file that are made during a call and outlive it, each with what keeps it most certainly.
 */
export const longLivedFunctions = perFile((facts): readonly LongLivedFunction[] => {
  const found = new Map<FunctionNode, LongLivedFunction>()
  for (const { value, keeper, certainty } of [...escapes(facts), ...keptFactoryCalls(facts)]) {
    for (const node of functionsKeptWith(facts, value)) {
      if (isMadeAtLoad(node) || (certainty === 'likely' && found.has(node))) continue
      if (found.get(node)?.certainty !== 'known') found.set(node, { node, keeper, certainty })
    }
  }
  return [...found.values()]
})

/** The functions that stay if a value does: itself, or what a function of this file makes and answers. */
const functionsKeptWith = perKey((facts: FileFacts, value: TSESTree.Node): readonly FunctionNode[] => {
  const meant = functionsMeantBy(facts, value)
  const node = unwrap(value)
  if (node.type !== 'CallExpression') return meant
  const returned = functionsMeantBy(facts, node.callee).flatMap((factory) =>
    (facts.nodes.returns.get(factory) ?? []).flatMap((each) => functionsMeantBy(facts, each)),
  )
  return [...meant, ...returned]
})
