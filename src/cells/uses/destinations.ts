import type { TSESTree } from '@typescript-eslint/utils'

import { memberName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import type { Cell } from '../cell.js'
import { cellOfTarget, entryOf } from '../cell-of.js'
import type { CallNode, FileFacts } from '../file-facts.js'
import { useOf } from './uses.js'

/** Where a fresh value goes. One value may go to several places: `const socket = (this.socket = connect())`. */
export type Destination =
  /** Nowhere: the statement is over and nobody has it. */
  | { readonly to: 'nowhere'; readonly node: TSESTree.Node }
  | { readonly to: 'cell'; readonly node: TSESTree.Node; readonly cell: Cell }
  /** Out of the function, by `return` or `yield`. */
  | { readonly to: 'caller'; readonly node: TSESTree.Node }
  | { readonly to: 'argument'; readonly node: TSESTree.Node; readonly call: CallNode; readonly index: number }
  /** It is the receiver of a call, whose result goes on: `connect().on('data', f)`. */
  | { readonly to: 'receiver'; readonly node: TSESTree.Node; readonly call: TSESTree.CallExpression }
  /** A part is taken out of it: `const { release } = await lock()`, `open().fd`. */
  | { readonly to: 'part'; readonly node: TSESTree.Node; readonly pattern: TSESTree.Node }
  /** Into an object or array literal, a default value, or what is not understood. */
  | { readonly to: 'elsewhere'; readonly node: TSESTree.Node }

/** Whether a method, in a call of it, answers what it is called on. */
export type Fluent = (method: string, call: TSESTree.CallExpression) => boolean

/**
 * Answers where the value of an expression goes, each place once, through `await`, assertions, `a ?? b`, chained
 * assignments, and fluent calls, for which `fluent` answers whether a method answers its receiver.
 */
export function destinationsOf(
  facts: FileFacts,
  expression: TSESTree.Node,
  fluent: Fluent = () => false,
): readonly Destination[] {
  const use = useOf(facts, expression)
  const node = expression
  switch (use.kind) {
    case 'alias':
    case 'stored': {
      const together = openedTogether(expression)
      const cell = together && cellOfTarget(facts, together.target)
      if (cell) return [{ to: 'cell', node, cell }]
      return storesOf(facts, expression, fluent)
    }
    case 'returned':
      return [{ to: 'caller', node }]
    case 'argument': {
      const cell = entryOf(facts, expression)
      return cell
        ? [{ to: 'cell', node, cell }]
        : [{ to: 'argument', node, call: use.call, index: use.index }]
    }
    case 'receiver':
      return use.method !== undefined && fluent(use.method, use.call)
        ? destinationsOf(facts, use.call, fluent)
        : [{ to: 'receiver', node, call: use.call }]
    case 'property':
      return [{ to: 'part', node, pattern: use.member }]
    case 'tested':
      return [{ to: isNumberOf(expression) ? 'elsewhere' : 'nowhere', node }]
    default:
      return [{ to: 'elsewhere', node }]
  }
}

/**
 * `const [a, b] = await Promise.all([open(x), open(y)])`: answers what waits for a value together with others, and what it is put
 * into then.
 */
export function openedTogether(
  expression: TSESTree.Node,
): { readonly wait: TSESTree.Node; readonly target: TSESTree.Node } | undefined {
  const element = wrapped(expression)
  const list = element.parent
  if (list?.type !== 'ArrayExpression' || list.parent.type !== 'CallExpression') return undefined
  const { callee } = list.parent
  const isAll =
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Promise' &&
    memberName(callee) === 'all'
  const wait = isAll ? wrapped(list.parent) : undefined
  const pattern = wait?.parent?.type === 'VariableDeclarator' ? wait.parent.id : undefined
  if (!wait || pattern?.type !== 'ArrayPattern') return undefined
  const target = pattern.elements[list.elements.indexOf(element as TSESTree.Expression)]
  return target?.type === 'Identifier' ? { wait, target } : undefined
}

/** `+setInterval(…)`: the number of a timer is its handle as well. */
function isNumberOf(expression: TSESTree.Node): boolean {
  const { parent } = wrapped(expression)
  return parent?.type === 'UnaryExpression' && parent.operator === '+'
}

function storesOf(facts: FileFacts, expression: TSESTree.Node, fluent: Fluent): Destination[] {
  const found: Destination[] = []
  let value: TSESTree.Node = expression
  for (;;) {
    const node = outermostValue(value)
    const { parent } = node
    const target =
      parent?.type === 'AssignmentExpression' && parent.right === node
        ? parent.left
        : parent?.type === 'VariableDeclarator' && parent.init === node
          ? parent.id
          : parent?.type === 'PropertyDefinition' || parent?.type === 'AccessorProperty'
            ? parent
            : undefined
    if (!target) return [...found, ...(found.length === 0 ? [{ to: 'elsewhere', node } as const] : [])]
    if (target.type === 'ObjectPattern' || target.type === 'ArrayPattern') {
      found.push({ to: 'part', node, pattern: target })
    } else {
      const cell = cellOfTarget(facts, target)
      found.push(cell ? { to: 'cell', node, cell } : { to: 'elsewhere', node })
    }
    if (parent?.type !== 'AssignmentExpression') return found
    // `a = b = open()`, `use((this.a = open()))`: an assignment is a value as well.
    const outer = useOf(facts, parent)
    if (outer.kind === 'tested') return found
    if (outer.kind !== 'alias' && outer.kind !== 'stored')
      return [...found, ...destinationsOf(facts, parent, fluent)]
    value = parent
  }
}

/** The node whose parent says where a value goes: `await x`, `x!`, `x ?? y`, `c ? x : y`, `(a, x)`. */
export function outermostValue(expression: TSESTree.Node): TSESTree.Node {
  let node = wrapped(expression)
  for (;;) {
    const { parent } = node
    const goesOn =
      (parent?.type === 'LogicalExpression' && !(parent.left === node && parent.operator === '&&')) ||
      (parent?.type === 'ConditionalExpression' && parent.test !== node) ||
      (parent?.type === 'SequenceExpression' && parent.expressions.at(-1) === node)
    if (!goesOn) return node
    node = wrapped(parent)
  }
}

/** Answers the members that a pattern or a member expression takes out of a value, each with what it is put into. */
export function partsTaken(
  pattern: TSESTree.Node,
): readonly { readonly name: string; readonly target: TSESTree.Node }[] {
  if (pattern.type === 'MemberExpression') {
    const name = memberName(pattern)
    return name === undefined ? [] : [{ name, target: pattern }]
  }
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap((property) => {
    if (property.type !== 'Property' || property.key.type !== 'Identifier' || property.computed) return []
    const { value } = property
    return [{ name: property.key.name, target: value.type === 'AssignmentPattern' ? value.left : value }]
  })
}
