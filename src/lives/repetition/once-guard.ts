import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { isModuleVariable, type Variable } from '../../syntax/bindings.js'
import { enclosingFunctions, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'

/**
 * Answers the condition that lets a node run once in all calls of the function around it: `if (started) return`,
 * `if (!started) { started = true; … }` with a flag of the module that nothing but this function writes.
 */
export function onceGuardOf(
  facts: FileFacts,
  node: TSESTree.Node,
  scope: FunctionNode,
): TSESTree.Node | undefined {
  let inner = node
  for (let current = node.parent; current && current !== scope; inner = current, current = current.parent) {
    if (current.type !== 'IfStatement' || inner === current.test) continue
    const lets = inner === current.consequent ? 'unset' : 'set'
    if (flagAskedFor(facts, current.test, scope) === lets) return current
  }
  const guard = firstGuard(facts, scope)
  return guard && guard.range[1] <= node.range[0] ? guard : undefined
}

/** The first statement of a function that leaves it where a flag of the module is set. */
const firstGuard = perKey((facts: FileFacts, scope: FunctionNode): TSESTree.Statement | undefined => {
  if (scope.body.type !== 'BlockStatement') return undefined
  return scope.body.body.find(
    (statement) =>
      statement.type === 'IfStatement' &&
      leaves(statement.consequent) &&
      flagAskedFor(facts, statement.test, scope) === 'set',
  )
})

function leaves(statement: TSESTree.Statement): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement'
}

/** Whether a condition asks that a flag of the module, which the function itself sets for good, is set or is not. */
function flagAskedFor(
  facts: FileFacts,
  test: TSESTree.Node,
  scope: FunctionNode,
): 'set' | 'unset' | undefined {
  const node = unwrap(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const asked = flagAskedFor(facts, node.argument, scope)
    return asked && (asked === 'set' ? 'unset' : 'set')
  }
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable || !isModuleVariable(variable)) return undefined
  const writers = writersOf(facts, variable)
  return writers.length > 0 && writers.every((each) => each.includes(scope)) ? 'set' : undefined
}

/** The functions around each place where a variable is written again. */
const writersOf = perKey((_facts: FileFacts, variable: Variable): readonly (readonly FunctionNode[])[] =>
  variable.references
    .filter((reference) => reference.isWrite() && reference.init !== true)
    .map((reference) => enclosingFunctions(reference.identifier)),
)
