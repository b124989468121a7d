import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue } from '../syntax/bindings.js'
import { enclosingFunctions, isFunction, runsAtModuleLoad, type FunctionNode } from '../syntax/functions.js'
import { unwrap } from '../syntax/unwrap.js'
import { escapes } from './escapes.js'
import { perFile, type FileFacts } from './file-facts.js'
import { longLivedFunctions, type LongLivedFunction } from './long-lived-functions.js'
import { runsOnce, runsOnlyAtLoad } from './repetition.js'

/**
 * Answers the functions of a file that are made during a call and outlive it, also those that are kept as a part of an
 * object or list. What a program makes once as it starts is left out: there is one of it.
 */
export const keptFunctions = perFile((facts): readonly LongLivedFunction[] => {
  const found = new Map<FunctionNode, LongLivedFunction>()
  for (const each of longLivedFunctions(facts)) found.set(each.node, each)
  for (const { value, keeper, certainty } of escapes(facts)) {
    for (const node of functionsWithin(facts, value)) {
      if (!found.has(node)) found.set(node, { node, keeper, certainty })
    }
  }
  return [...found.values()].filter(
    ({ node }) => !runsAtModuleLoad(node) && !runsOnce(facts, node) && !runsOnlyAtLoad(facts, node),
  )
})

/** Whether a node stands in a function that is kept, so that what it names stays in any case. */
export function isInKeptFunction(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some((each) => keptNodes(facts).has(each))
}

const keptNodes = perFile((facts) => new Set(keptFunctions(facts).map(({ node }) => node)))

const MAX_DEPTH = 8

/** Answers the functions that an object or list holds where it is written: `{ run() { … } }`, `[() => …]`. */
export function functionsWithin(
  facts: FileFacts,
  expression: TSESTree.Node,
  depth = 0,
): readonly FunctionNode[] {
  const node = unwrap(expression)
  if (depth > MAX_DEPTH) return []
  if (node.type === 'Identifier') {
    const variable = facts.bindings.variableOf(node)
    const value = variable && soleValue(variable)
    return value?.type === 'ObjectExpression' || value?.type === 'ArrayExpression'
      ? functionsWithin(facts, value, depth + 1)
      : []
  }
  const parts =
    node.type === 'ObjectExpression'
      ? node.properties.map((property) => (property.type === 'Property' ? property.value : undefined))
      : node.type === 'ArrayExpression'
        ? node.elements
        : []
  return parts.flatMap((part) => {
    if (!part) return []
    return isFunction(part) ? [part] : functionsWithin(facts, part, depth + 1)
  })
}
