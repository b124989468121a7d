import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { variablesOfCall } from '../../cells/uses/outer-variables.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'
import { soleValue, type Variable } from '../../syntax/bindings.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'

/**
 * Whether a listener is for what its function hands out: `return server`, `return [value, stop]`. That goes on when the function is over, and so
 * does what listens for it. A list that is filled is no such thing: who gets it reads what it has by then.
 */
export function isForHandedOut(facts: FileFacts, handler: TSESTree.Expression, scope: FunctionNode): boolean {
  return functionsMeantBy(facts, handler)
    .flatMap((each) => variablesOfCall(facts, each, scope))
    .some(
      (variable) => !isData(variable) && nodesOfVariable(variable).some((use) => isReturnedFrom(use, scope)),
    )
}

function isReturnedFrom(node: TSESTree.Node, scope: FunctionNode): boolean {
  for (let current = wrapped(node).parent; current && current !== scope; current = current.parent) {
    if (current.type === 'ReturnStatement') return enclosingFunction(current) === scope
    if (!HANDS_WHOLE.has(current.type)) return false
  }
  return false
}

const HANDS_WHOLE: ReadonlySet<string> = new Set([
  'Property',
  'ObjectExpression',
  'ArrayExpression',
  'ConditionalExpression',
  'LogicalExpression',
])

/** Whether a variable is a list or table that the function makes, of which others read what it has by then. */
export function isData(variable: Variable): boolean {
  const value = soleValue(variable)
  if (value?.type === 'ArrayExpression') return true
  return value?.type === 'NewExpression' && /^(?:Map|Set)$/.test(calleeName(value) ?? '')
}
