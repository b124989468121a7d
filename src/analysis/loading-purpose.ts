import type { TSESTree } from '@typescript-eslint/utils'

import { FOR_DEVELOPERS, LOADS_SETUP } from '../protocols/permanent-allocations.js'
import { enclosingFunctions, functionName } from '../syntax/functions.js'
import type { FileFacts } from './file-facts.js'

/**
 * Whether a node loads what a program is set up with, by the names of its functions: that is read once at each start.
 */
export function isSetup(node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some((scope) => LOADS_SETUP.test(functionName(scope) ?? ''))
}

/** Whether a condition around a node asks whether this is a developer's machine. */
export function isForDevelopers(facts: FileFacts, node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type !== 'IfStatement' && current.type !== 'ConditionalExpression') continue
    if (FOR_DEVELOPERS.test(facts.sourceCode.getText(current.test))) return true
  }
  return false
}
