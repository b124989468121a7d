import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { enclosingFunctions, type FunctionNode } from '../syntax/functions.js'
import { answersNobodyHears } from './hooks.js'
import { misspelledTeardowns } from './misspelled-teardowns.js'

/**
 * Whether a node stands in a function that was meant to run at an end, and that nobody runs: its framework calls a member of another
 * name, or has no use for what the function around it answers.
 */
export function neverRuns(facts: FileFacts, node: TSESTree.Node): boolean {
  const functions = meantForAnEnd(facts)
  return functions.size > 0 && enclosingFunctions(node).some((scope) => functions.has(scope))
}

const meantForAnEnd = perFile((facts): ReadonlySet<FunctionNode> => {
  const found = new Set([...misspelledTeardowns(facts).values()].map(({ node }) => node))
  for (const scope of answersNobodyHears(facts)) {
    for (const answer of facts.nodes.returns.get(scope) ?? []) {
      for (const node of functionsMeantBy(facts, answer)) {
        // What has a name may be run by others as well.
        if (node.parent.type === 'ReturnStatement' || node.parent === scope) found.add(node)
      }
    }
  }
  return found
})
