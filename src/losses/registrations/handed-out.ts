import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { variablesOfCall } from '../../cells/uses/outer-variables.js'
import { soleValue, type Variable } from '../../syntax/bindings.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/**
 * Whether a listener is for what its function hands out: `return server`, `return [value, stop]`. That goes on when the function is over, and so
 * does what listens for it. A list that is filled is no such thing: who gets it reads what it has by then.
 */
export function isForHandedOut(facts: FileFacts, handler: TSESTree.Expression, scope: FunctionNode): boolean {
  const handed = handedOutBy(facts, scope)
  if (handed.size === 0) return false
  return functionsMeantBy(facts, handler)
    .flatMap((each) => variablesOfCall(facts, each, scope))
    .some((variable) => !isData(variable) && handed.has(variable))
}

const handedOutBy = perKey((facts, scope: FunctionNode): ReadonlySet<Variable> => {
  const handed = new Set<Variable>()
  for (const returned of facts.nodes.returns.get(scope) ?? []) {
    for (const part of partsHandedOut(returned)) {
      const variable = facts.bindings.variableOf(part)
      if (variable) handed.add(variable)
    }
  }
  return handed
})

/** The names that are handed out as they are, by themselves or in a record or list. */
function partsHandedOut(returned: TSESTree.Node): readonly TSESTree.Identifier[] {
  const node = unwrap(returned)
  switch (node.type) {
    case 'Identifier':
      return [node]
    case 'ObjectExpression':
      return node.properties.flatMap((each) => (each.type === 'Property' ? partsHandedOut(each.value) : []))
    case 'ArrayExpression':
      return node.elements.flatMap((each) => (each ? partsHandedOut(each) : []))
    case 'ConditionalExpression':
      return [...partsHandedOut(node.consequent), ...partsHandedOut(node.alternate)]
    case 'LogicalExpression':
      return [...partsHandedOut(node.left), ...partsHandedOut(node.right)]
    default:
      return []
  }
}

/** Whether a variable is a list or table that the function makes, of which others read what it has by then. */
export function isData(variable: Variable): boolean {
  const value = soleValue(variable)
  if (value?.type === 'ArrayExpression') return true
  return value?.type === 'NewExpression' && /^(?:Map|Set)$/.test(calleeName(value) ?? '')
}
