import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { isModuleVariable, writesOf, type Variable } from '../../syntax/bindings.js'
import { isWithin, type FunctionNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { calleeName } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'

/**
 * `let entry = entries.get(key); if (!entry) { entry = make() } entry.on('x', () => …)`: whether a listener is
 * put on what was looked up or made just before, in either case.
 */
export function isAfterLookUp(
  facts: FileFacts,
  { node, target }: Registration,
  scope: FunctionNode,
): boolean {
  const root = rootOf(target.node)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  if (!variable || isModuleVariable(variable) || isInTestOf(node, variable, scope)) return false
  const writes = writesOf(variable)
  const values = writes.map((write) => write.writeExpr).filter((value) => value && !isNothing(value))
  const lookUp = values.find((value) => value && isLookUp(unwrap(value)))
  if (!lookUp) return false
  return writes.some(
    ({ identifier, writeExpr }) =>
      writeExpr &&
      writeExpr !== lookUp &&
      isMade(unwrap(writeExpr)) &&
      isInTestOf(identifier, variable, scope),
  )
}

function isLookUp(node: TSESTree.Node): boolean {
  if (node.type === 'CallExpression') return calleeName(node) === 'get' && node.arguments.length === 1
  return node.type === 'MemberExpression' && node.computed
}

function isMade(node: TSESTree.Node): boolean {
  return ['NewExpression', 'ObjectExpression', 'CallExpression', 'AwaitExpression'].includes(node.type)
}

/** Whether a node stands in a branch that asks what is in a variable. */
function isInTestOf(node: TSESTree.Node, variable: Variable, scope: FunctionNode): boolean {
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (current.type !== 'IfStatement') continue
    const { test } = current
    if (variable.references.some(({ identifier }) => isWithin(identifier, test))) return true
  }
  return false
}
