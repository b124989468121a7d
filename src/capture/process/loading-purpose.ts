import type { TSESTree } from '@typescript-eslint/utils'

import { FOR_DEVELOPERS, LOADS_SETUP } from '../../protocols/permanent-allocations.js'
import { enclosingFunction, enclosingFunctions, functionName } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrapAwait } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'

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

/**
 * Whether what a node loads may be kept, so that it is loaded once: `modules[file] ??= await import(file)`,
 * `if (!loaded) …`, `if (modules.has(file)) return modules.get(file)`.
 */
export function isLoadedOnce(facts: FileFacts, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  for (let current = node; current.parent && current !== scope; current = current.parent) {
    const { parent } = current
    if (parent.type === 'AssignmentExpression' && /^(?:\?\?|\|\|)=$/.test(parent.operator)) return true
    if (parent.type === 'LogicalExpression' && parent.right === current && parent.operator !== '&&')
      return true
    if (parent.type === 'IfStatement' && parent.consequent === current && asksForNothing(parent.test))
      return true
  }
  const exits = scope ? (facts.nodes.exits.get(scope) ?? []) : []
  return exits.some((exit) => exit.range[1] <= node.range[0] && handsOutKept(exit.argument))
}

/** `return modules.get(file)`, `return loaded` */
function handsOutKept(argument: TSESTree.Node | null): boolean {
  const value = argument && unwrapAwait(argument)
  if (value?.type === 'CallExpression') return calleeName(value) === 'get'
  return value?.type === 'MemberExpression' || (value?.type === 'Identifier' && !isNothing(value))
}

/** `!loaded`, `!modules.has(file)`, `loaded == null` */
function asksForNothing(test: TSESTree.Node): boolean {
  if (test.type === 'UnaryExpression') return test.operator === '!'
  return test.type === 'BinaryExpression' && /^===?$/.test(test.operator) && isNothing(test.right)
}
