import type { TSESTree } from '@typescript-eslint/utils'

import { existsWhen } from '../../flow/conditions/exists-when.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Variable } from '../../syntax/bindings.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/** A statement that does nothing but release a variable's value: `file.close()`, `if (file) await file.close()`. */
export interface HandRelease {
  statement: TSESTree.Statement
  call: TSESTree.CallExpression
  /** The variable, where the call names it. */
  receiver: TSESTree.Identifier
  variable: Variable
  method: string
  isAwaited: boolean
}

/** Answers what a statement releases; undefined where it does anything else. */
export function handRelease(facts: FileFacts, statement: TSESTree.Statement): HandRelease | undefined {
  switch (statement.type) {
    case 'ExpressionStatement':
      return releaseIn(facts, statement, statement.expression)
    case 'IfStatement': {
      const { consequent, alternate, test } = statement
      const [only, ...others] = consequent.type === 'BlockStatement' ? consequent.body : [consequent]
      if (alternate || only?.type !== 'ExpressionStatement' || others.length > 0) return undefined
      const found = releaseIn(facts, statement, only.expression)
      return found && isTestOf(facts, test, found.variable) ? found : undefined
    }
    default:
      return undefined
  }
}

function releaseIn(
  facts: FileFacts,
  statement: TSESTree.Statement,
  expression: TSESTree.Expression,
): HandRelease | undefined {
  if (expression.type === 'LogicalExpression' && expression.operator === '&&') {
    const found = releaseIn(facts, statement, expression.right)
    return found && isTestOf(facts, expression.left, found.variable) ? found : undefined
  }
  const isAwaited = expression.type === 'AwaitExpression'
  const call = unwrap(isAwaited ? expression.argument : expression)
  if (call.type !== 'CallExpression' || call.arguments.length > 0) return undefined
  const method = calleeName(call)
  const object = receiverOf(call)
  const receiver = object && unwrap(object)
  if (method === undefined || receiver?.type !== 'Identifier') return undefined
  const variable = facts.bindings.variableOf(receiver)
  return variable && { statement, call, receiver, variable, method, isAwaited }
}

/** Whether a test asks for the variable alone, and holds where it has a value. */
function isTestOf(facts: FileFacts, test: TSESTree.Expression, variable: Variable): boolean {
  return test.type !== 'LogicalExpression' && existsWhen(facts, test, variable, undefined) === 'true'
}
