import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../file-facts.js'

/**
 * Whether an expression, or a class field, means the same where another function runs: its variable is
 * declared around that function, or it starts at a `this` that both share. "No" for calls, which may answer something else.
 */
export function isVisibleIn(facts: FileFacts, expression: TSESTree.Node, scope: FunctionNode): boolean {
  let root = unwrap(expression)
  while (root.type === 'MemberExpression') {
    if (root.computed && root.property.type !== 'Literal') return false
    root = unwrap(root.object)
  }
  if (root.type === 'Literal') return true
  if (root.type === 'ThisExpression' || root.type === 'PropertyDefinition') {
    const home = facts.places.thisPlaceAt(root)
    return home !== undefined && facts.places.thisPlaceAt(scope.body) === home
  }
  if (root.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(root)
  for (
    let inner: TSESLint.Scope.Scope | null = facts.sourceCode.getScope(scope);
    inner;
    inner = inner.upper
  ) {
    const found = inner.set.get(root.name)
    if (found) return found === variable
  }
  return variable === undefined
}
