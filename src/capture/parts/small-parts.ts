import type { TSESTree } from '@typescript-eslint/utils'

import { LENGTH_CHANGING, SMALL_PARTS, SMALL_RESULTS } from '../../protocols/large-values.js'
import type { Variable } from '../../syntax/bindings.js'
import { isNothing } from '../../syntax/nothing.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { largenessOf } from '../sizes/large-values.js'

/** A small value that is made of a large one and of nothing else that changes. */
export interface SmallPart {
  /** What could be read once and kept in the place of the large value: `data.length`, `text.startsWith('#')`. */
  node: TSESTree.Node
  /** Whether it is a length, rather than something of the contents, which may be written later. */
  isLength: boolean
}

/** Answers the small part that is all that is used of a value where it is named; undefined where more may be. */
export function smallPartAt(facts: FileFacts, use: TSESTree.Node): SmallPart | undefined {
  let node = use
  for (;;) {
    const outer = wrapped(node)
    const { parent } = outer
    if (!parent || !isReading(parent, outer)) return undefined
    if (largenessOf(facts, parent) === 'no' && !isElementRead(parent)) {
      const isLength = parent.type === 'MemberExpression' && SMALL_PARTS.has(memberName(parent) ?? '')
      return { node: parent, isLength: isLength && unwrap(parent.object) === use }
    }
    node = parent
  }
}

/** `data[0]` of `data[0] === 1`, which is what is wanted of it. */
function isElementRead(node: TSESTree.Node): boolean {
  const outer = wrapped(node)
  return (
    node.type === 'MemberExpression' &&
    node.computed &&
    outer.parent?.type === 'BinaryExpression' &&
    isReading(outer.parent, outer)
  )
}

/** Whether an expression reads one of its parts, and nothing else that may be another one the next time. */
function isReading(parent: TSESTree.Node, part: TSESTree.Node): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === part && (!parent.computed || isFixed(parent.property)) && !isWritten(parent)
    case 'CallExpression':
      return (
        parent.callee === part &&
        SMALL_RESULTS.has(calleeName(parent) ?? '') &&
        parent.arguments.every(isFixed)
      )
    case 'BinaryExpression':
      return parent.operator !== '+' && isFixed(parent.left === part ? parent.right : parent.left)
    case 'UnaryExpression':
      return parent.operator === '!' || parent.operator === 'typeof'
    default:
      return false
  }
}

function isFixed(expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  return (
    node.type === 'Literal' ||
    isNothing(node) ||
    (node.type === 'TemplateLiteral' && node.expressions.length === 0)
  )
}

/** `list.length = 0` needs the list. */
function isWritten(node: TSESTree.MemberExpression): boolean {
  const { parent } = node
  return (
    parent.type === 'UpdateExpression' || (parent.type === 'AssignmentExpression' && parent.left === node)
  )
}

/** Whether the number of a variable's elements changes after it has been given its value. */
export function changesLength(variable: Variable): boolean {
  return variable.references.some(({ identifier }) => {
    const { parent } = wrapped(identifier)
    if (parent?.type === 'AssignmentExpression') return parent.left === identifier && parent.operator === '+='
    if (parent?.type !== 'MemberExpression' || unwrap(parent.object) !== identifier) return false
    const { parent: call } = parent
    const isCalled = call.type === 'CallExpression' && call.callee === parent
    return isCalled
      ? LENGTH_CHANGING.has(memberName(parent) ?? '')
      : memberName(parent) === 'length' && isWritten(parent)
  })
}
