import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { Variable } from '../../syntax/bindings.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { bodyExistsWhen } from './body-tests.js'
import { negate, ofLogical, type Existence } from './exists-when.js'

/** Whether something is left that a reader could read, where a condition holds or where it does not. */
export function unreadWhen(facts: FileFacts, test: TSESTree.Node, reader: Variable): Existence {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? negate(unreadWhen(facts, node.argument, reader)) : 'either'
    case 'LogicalExpression':
      return ofLogical(node, (part) => unreadWhen(facts, part, reader))
    case 'MemberExpression':
      return ofPart(memberName(node)) ?? bodyExistsWhen(facts, node, reader)
    case 'Identifier':
      return ofPart(partRead(facts, node)) ?? ofName(node.name)
    case 'BinaryExpression':
      return ofComparison(facts, node, reader)
    default:
      return 'either'
  }
}

/** `done` ends the body, and a missing `value` comes with it. */
function ofPart(name: string | undefined): Existence | undefined {
  return name === 'done' ? 'false' : name === 'value' ? 'true' : undefined
}

/** A variable that is set where the end has been reached. */
function ofName(name: string): Existence {
  return /done|finish|complete|closed|ended|eof|abort/i.test(name) ? 'false' : 'either'
}

/** The property of a read's result that a variable holds: `const { done: isLast } = await reader.read()`. */
function partRead(facts: FileFacts, node: TSESTree.Identifier): string | undefined {
  const property = facts.bindings.variableOf(node)?.identifiers[0]?.parent
  if (property?.type !== 'Property' || property.parent.type !== 'ObjectPattern') return undefined
  return keyName(property.key, property.computed)
}

function ofComparison(facts: FileFacts, node: TSESTree.BinaryExpression, reader: Variable): Existence {
  const { left, right, operator } = node
  const isEqual = operator === '===' || operator === '=='
  if (!isEqual && operator !== '!==' && operator !== '!=') return 'either'
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const value =
      side.type === 'Literal'
        ? side.value
        : side.type === 'Identifier' && side.name === 'undefined'
          ? undefined
          : ''
    // The sender's own last word, after which it closes: `data: [DONE]`.
    if (typeof value === 'string' && /done/i.test(value)) return isEqual ? 'false' : 'true'
    if (value === true)
      return isEqual ? unreadWhen(facts, other, reader) : negate(unreadWhen(facts, other, reader))
    if (value === false || value === null || value === undefined) {
      const exists = unreadWhen(facts, other, reader)
      return isEqual ? negate(exists) : exists
    }
  }
  return 'either'
}
