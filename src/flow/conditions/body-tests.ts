import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { BODILESS } from '../../protocols/responses.js'
import type { Variable } from '../../syntax/bindings.js'
import { isNothing } from '../../syntax/nothing.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { existsWhen, negate, ofLogical, type Existence } from './exists-when.js'

/**
 * Whether there is a body to read where a condition holds, or where it does not: there is none without a
 * response, after an abort, for a status like 204, or where `response.body` is missing.
 */
export function bodyExistsWhen(facts: FileFacts, test: TSESTree.Node, variable: Variable): Existence {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? negate(bodyExistsWhen(facts, node.argument, variable)) : 'either'
    case 'LogicalExpression':
      return ofLogical(node, (part) => bodyExistsWhen(facts, part, variable))
    case 'MemberExpression':
      if (memberName(node) === 'aborted') return 'false'
      return isBodyOf(facts, node, variable) ? 'true' : 'either'
    case 'BinaryExpression':
      return ofComparison(node) ?? ofMissing(facts, node, variable)
    default:
      return existsWhen(facts, test, variable, undefined)
  }
}

/**
 * Whether the answer is a success where a condition holds, or where it does not. The body of a failure is short.
 */
export function succeedsWhen(test: TSESTree.Node): Existence {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? negate(succeedsWhen(node.argument)) : 'either'
    case 'LogicalExpression':
      return ofLogical(node, succeedsWhen)
    case 'Identifier':
    case 'MemberExpression':
      return nameOf(node) === 'ok' ? 'true' : 'either'
    case 'BinaryExpression':
      return /^status(?:Code)?$/.test(nameOf(node.left)) && node.right.type === 'Literal'
        ? ofStatus(node.operator, Number(node.right.value))
        : 'either'
    default:
      return 'either'
  }
}

function nameOf(node: TSESTree.Node): string {
  const inner = unwrap(node)
  if (inner.type === 'Identifier') return inner.name
  return (inner.type === 'MemberExpression' ? memberName(inner) : undefined) ?? ''
}

/**
 * A code says only what it is compared with: `status === 202` is a success, and whatever else there is may be one
 * as well. All but 200 counts as a failure nevertheless, since that is how code asks for it.
 */
function ofStatus(operator: string, status: number): Existence {
  const isEqual = operator === '===' || operator === '=='
  if (isEqual || operator === '!==' || operator === '!=') {
    if (status === 200) return isEqual ? 'true' : 'false'
    if (status > 200 && status < 300) return 'either'
    return isEqual ? 'false' : 'true'
  }
  switch (operator) {
    case '<':
    case '<=':
      return status > 200 ? 'true' : 'false'
    case '>':
    case '>=':
      return status > 200 ? 'false' : 'true'
    default:
      return 'either'
  }
}

function ofComparison({ operator, left, right }: TSESTree.BinaryExpression): Existence | undefined {
  const isBodiless = [left, right].some(
    (side) => side.type === 'Literal' && (BODILESS.has(side.value) || side.value === 'HEAD'),
  )
  if (!isBodiless) return undefined
  if (operator === '===' || operator === '==') return 'false'
  return operator === '!==' || operator === '!=' ? 'true' : 'either'
}

/** `response.body === null`, and `response == null`. */
function ofMissing(facts: FileFacts, node: TSESTree.BinaryExpression, variable: Variable): Existence {
  const side = isNothing(node.right) ? node.left : isNothing(node.left) ? node.right : undefined
  const subject = side && unwrap(side)
  if (subject?.type !== 'MemberExpression' || !isBodyOf(facts, subject, variable)) {
    return existsWhen(facts, node, variable, undefined)
  }
  return node.operator.startsWith('!') ? 'true' : node.operator.startsWith('==') ? 'false' : 'either'
}

function isBodyOf(facts: FileFacts, node: TSESTree.MemberExpression, variable: Variable): boolean {
  return memberName(node) === 'body' && facts.bindings.variableOf(unwrap(node.object)) === variable
}
