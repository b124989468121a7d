import type { TSESTree } from '@typescript-eslint/utils'

import type { Variable } from '../syntax/bindings.js'
import { unwrap } from '../syntax/unwrap.js'
import type { FileFacts } from '../cells/file-facts.js'

/** Where something is there to be ended: where a condition holds, where it does not, or either way. */
export type Existence = 'true' | 'false' | 'either'

/** Whether a condition says that the resource exists, or that its acquisition failed. */
export function existsWhen(
  facts: FileFacts,
  test: TSESTree.Node,
  variable: Variable,
  error: TSESTree.Node | undefined,
): Existence {
  const node = unwrap(test)
  const errorVariable = error?.type === 'Identifier' ? facts.bindings.variableOf(error) : undefined
  switch (node.type) {
    case 'Identifier': {
      const tested = facts.bindings.variableOf(node)
      if (tested === variable) return 'true'
      return tested !== undefined && tested === errorVariable ? 'false' : 'either'
    }
    case 'UnaryExpression':
      return node.operator === '!' ? negate(existsWhen(facts, node.argument, variable, error)) : 'either'
    case 'BinaryExpression': {
      const side = isNothing(node.right) ? node.left : isNothing(node.left) ? node.right : undefined
      if (!side || side.type === 'PrivateIdentifier') return 'either'
      const inner = unwrap(side)
      const subject = inner.type === 'UnaryExpression' && inner.operator === 'typeof' ? inner.argument : side
      const exists = existsWhen(facts, subject, variable, error)
      if (
        node.operator === '!=' ||
        node.operator === '!==' ||
        node.operator === '>=' ||
        node.operator === '>'
      )
        return exists
      return node.operator === '==' || node.operator === '===' ? negate(exists) : 'either'
    }
    case 'LogicalExpression':
      return node.operator === '&&' && existsWhen(facts, node.left, variable, error) === 'true'
        ? 'true'
        : 'either'
    default:
      return 'either'
  }
}

/** The opposite of an answer. */
export function negate(exists: Existence): Existence {
  return exists === 'true' ? 'false' : exists === 'false' ? 'true' : 'either'
}

/** Answers the same for `a || b` and `a && b`, given the answers for their parts. */
export function ofLogical(
  { operator, left, right }: TSESTree.LogicalExpression,
  ofPart: (part: TSESTree.Node) => Existence,
): Existence {
  const answers = [ofPart(left), ofPart(right)]
  if (operator === '&&') return decided(answers, 'false', 'true')
  return operator === '||' ? decided(answers, 'true', 'false') : 'either'
}

/** One answer is enough where either condition decides, both are needed where neither does alone. */
function decided(answers: readonly Existence[], one: Existence, both: Existence): Existence {
  if (answers.includes(one)) return one
  return answers.every((answer) => answer === both) ? both : 'either'
}

function isNothing(node: TSESTree.Node): boolean {
  const inner = unwrap(node)
  if (inner.type === 'Literal')
    return inner.value === null || inner.value === 0 || inner.value === 'undefined'
  return (inner.type === 'Identifier' && inner.name === 'undefined') || inner.type === 'UnaryExpression'
}
