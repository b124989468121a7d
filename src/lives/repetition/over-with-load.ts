import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { isEndless, isLoop } from '../../syntax/loops.js'
import { runsOf } from './runs.js'

/**
 * Whether code runs in the course of what a file does as it is loaded, and is over with that: neither an event nor another module
 * runs it, no loop around it goes on for ever or as long as something feeds it.
 */
export function isOverWithLoad(facts: FileFacts, node: TSESTree.Node): boolean {
  const reached = new Set<FunctionNode>()
  const toAsk = [node]
  for (let at = toAsk.pop(); at; at = toAsk.pop()) {
    const scope = functionOfOneTurn(at)
    if (scope === 'many') return false
    if (!scope || reached.has(scope)) continue
    reached.add(scope)
    const runs = runsOf(facts, scope)
    if (runs.length === 0) return false
    for (const run of runs) {
      if (run.by === 'code') toAsk.push(run.at)
      else if (run.by !== 'host' || run.times !== 'once') return false
    }
  }
  return true
}

/** The function that a node stands in, undefined for the module; `many` where something around the node goes on for ever. */
function functionOfOneTurn(node: TSESTree.Node): FunctionNode | 'many' | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isFunction(current)) return current
    const isFed = current.type === 'ForOfStatement' && current.await
    if (isLoop(current) && (isEndless(current) || isFed)) return 'many'
    if (current.type === 'PropertyDefinition' && !current.static) return 'many'
  }
  return undefined
}
