import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { SAYS_OPEN, SAYS_OVER } from '../../protocols/ownership.js'
import type { Variable } from '../../syntax/bindings.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'

/** Where something exists: where a condition is true, where it is false, or it cannot be told from that. */
export type Existence = 'true' | 'false' | 'either'

/** Whether a condition says that what a variable holds exists, or, by the error of a callback, that it does not. */
export function existsWhen(
  facts: FileFacts,
  test: TSESTree.Node,
  variable: Variable,
  error: TSESTree.Node | undefined,
): Existence {
  const failure = error?.type === 'Identifier' ? facts.bindings.variableOf(error) : undefined
  return existenceIn(test, (part) => {
    if (part.type === 'BinaryExpression') return ownWhen(facts, part, variable)
    const tested = part.type === 'Identifier' ? facts.bindings.variableOf(part) : undefined
    if (tested === undefined) return 'either'
    if (tested === variable) return 'true'
    return tested === failure ? 'false' : 'either'
  })
}

/** `runner !== this.runner`: what somebody else has is theirs, and there is nothing of one's own to end. */
function ownWhen(
  facts: FileFacts,
  { left, right, operator }: TSESTree.BinaryExpression,
  variable: Variable,
): Existence {
  const isIt = (side: TSESTree.Node): boolean =>
    side.type === 'Identifier' && facts.bindings.variableOf(side) === variable
  const other = isIt(left) ? right : isIt(right) ? left : undefined
  if (other?.type !== 'MemberExpression') return 'either'
  if (operator === '!==' || operator === '!=') return 'true'
  return operator === '===' || operator === '==' ? 'false' : 'either'
}

/**
 * Whether a condition says that a cell of any form holds something: `names` answers whether a part of it is what the cell
 * holds, under any name, or asks for that as `map.has(key)` does.
 */
export function filledWhen(
  facts: FileFacts,
  test: TSESTree.Node,
  names: (part: TSESTree.Node) => boolean,
): Existence {
  return filledWithin(facts, test, names, new Map())
}

/** Each alternative is asked for its sides, and for itself as one of those: `known` has what was answered before. */
function filledWithin(
  facts: FileFacts,
  test: TSESTree.Node,
  names: (part: TSESTree.Node) => boolean,
  known: Map<TSESTree.Node, Existence>,
): Existence {
  return existenceIn(test, (part) => {
    if (names(part)) return 'true'
    // `!socket || socket.failed`: what is there is given up for another one.
    if (part.type !== 'LogicalExpression' || part.operator !== '||') return stateOf(part, names)
    const before = known.get(part)
    if (before) return before
    const [first, second] = [part.left, part.right].map((side) => filledWithin(facts, side, names, known))
    const isAsked = second === 'false' || (first === 'false' && isOfContent(facts, part.right, names))
    const answer = isAsked ? 'false' : 'either'
    known.set(part, answer)
    return answer
  })
}

function isOfContent(
  facts: FileFacts,
  test: TSESTree.Node,
  names: (part: TSESTree.Node) => boolean,
): boolean {
  let isOf = false
  walk(test, facts.sourceCode.visitorKeys, (part) => {
    isOf ||= names(part)
    return !isOf
  })
  return isOf
}

/**
 * Answers what a condition says, given what its parts say alone: `!a`, `a !== null`, `a && b`. `ofPart` is asked for
 * whatever is no such combination, and first for comparisons and alternatives as a whole.
 */
export function existenceIn(test: TSESTree.Node, ofPart: (part: TSESTree.Node) => Existence): Existence {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? negate(existenceIn(node.argument, ofPart)) : 'either'
    case 'BinaryExpression': {
      const whole = ofPart(node)
      return whole === 'either' ? ofComparison(node, ofPart) : whole
    }
    case 'LogicalExpression':
      if (node.operator !== '&&') return ofEither(node, ofPart)
      return ofBoth([node.left, node.right].map((side) => existenceIn(side, ofPart)))
    default:
      return ofPart(node)
  }
}

/** `error || !file`: where either says that there is nothing, there is nothing. */
function ofEither(node: TSESTree.LogicalExpression, ofPart: (part: TSESTree.Node) => Existence): Existence {
  const whole = ofPart(node)
  if (whole !== 'either' || node.operator !== '||') return whole
  const isNeither = [node.left, node.right].every((side) => existenceIn(side, ofPart) === 'false')
  return isNeither ? 'false' : 'either'
}

/** Where both hold, what either says holds: `error && error.code === 'EEXIST'` says that there is nothing. */
function ofBoth(sides: readonly Existence[]): Existence {
  if (sides.includes('true')) return 'true'
  return sides.includes('false') ? 'false' : 'either'
}

function ofComparison(
  node: TSESTree.BinaryExpression,
  ofPart: (part: TSESTree.Node) => Existence,
): Existence {
  if (isTypeof(node.left) && isNamedType(node.right)) {
    const exists = existenceIn(node.left.argument, ofPart)
    return node.operator.startsWith('=') ? exists : negate(exists)
  }
  const side = isNone(node.right) ? node.left : isNone(node.left) ? node.right : undefined
  if (!side || side.type === 'PrivateIdentifier') return 'either'
  const inner = unwrap(side)
  const subject = inner.type === 'UnaryExpression' && inner.operator === 'typeof' ? inner.argument : side
  const exists = existenceIn(subject, ofPart)
  switch (node.operator) {
    case '!=':
    case '!==':
    case '>=':
    case '>':
      return exists
    case '==':
    case '===':
      return negate(exists)
    default:
      return 'either'
  }
}

function isTypeof(node: TSESTree.Node): node is TSESTree.UnaryExpression {
  return node.type === 'UnaryExpression' && node.operator === 'typeof'
}

/** `typeof handle === 'number'`: what has a type is there. */
function isNamedType(node: TSESTree.Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'string' && node.value !== 'undefined'
}

/** `socket.destroyed`, `client.isOpen()`: what a member of what a variable holds says of its being open. */
export function openWhen(facts: FileFacts, part: TSESTree.Node, variable: Variable): Existence {
  return stateOf(part, (each) => each.type === 'Identifier' && facts.bindings.variableOf(each) === variable)
}

function stateOf(part: TSESTree.Node, names: (part: TSESTree.Node) => boolean): Existence {
  const node = unwrap(part)
  const member = unwrap(node.type === 'CallExpression' && node.arguments.length === 0 ? node.callee : node)
  if (member.type !== 'MemberExpression' || !names(unwrap(member.object))) return 'either'
  const name = memberName(member) ?? ''
  return SAYS_OPEN.test(name) ? 'true' : SAYS_OVER.test(name) ? 'false' : 'either'
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

/** `null`, `0`, `-1`, `'undefined'`: what a handle is compared with that is none. */
function isNone(node: TSESTree.Node): boolean {
  const inner = unwrap(node)
  if (inner.type === 'Literal')
    return inner.value === null || inner.value === 0 || inner.value === 'undefined'
  return (inner.type === 'Identifier' && inner.name === 'undefined') || inner.type === 'UnaryExpression'
}
