import type { TSESTree } from '@typescript-eslint/utils'

import { ARRAY } from '../../protocols/collections.js'
import { isModuleVariable, soleValue, type Variable } from '../../syntax/bindings.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/**
 * Answers the expressions whose values stay if the value of one does: it, what it chooses from, the members of a
 * literal, and what is written into a variable's literal after it was made.
 */
export const partsOfKept = perKey((facts: FileFacts, kept: TSESTree.Node): readonly TSESTree.Node[] => {
  const found: TSESTree.Node[] = []
  const seen = new Set<TSESTree.Node | Variable>()
  const pending = [kept]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = unwrapAwait(next)
    if (seen.has(node)) continue
    seen.add(node)
    const inner = innerOf(node)
    if (inner) {
      pending.push(...inner)
      continue
    }
    found.push(node)
    pending.push(...membersOf(node))
    const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
    if (!variable || seen.has(variable) || isModuleVariable(variable)) continue
    seen.add(variable)
    const literal = soleValue(variable)
    const inside = literal && membersOf(literal)
    if (inside && isLiteral(literal)) pending.push(...inside, ...writtenInto(facts, variable))
  }
  return found
})

/** What an expression answers one of, or hands on as it is. */
function innerOf(node: TSESTree.Node): readonly TSESTree.Node[] | undefined {
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate]
    case 'LogicalExpression':
      return [node.left, node.right]
    case 'SequenceExpression':
      return node.expressions.slice(-1)
    case 'AssignmentExpression':
      return [node.right]
    case 'CallExpression':
      return HANDS_ON.has(calleeName(node) ?? '') && isOfObject(node) ? node.arguments : undefined
    default:
      return undefined
  }
}

const HANDS_ON = new Set(['freeze', 'seal', 'assign', 'preventExtensions'])

function isOfObject({ callee }: TSESTree.CallExpression): boolean {
  const node = unwrap(callee)
  return (
    node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === 'Object'
  )
}

function isLiteral(node: TSESTree.Node): boolean {
  return node.type === 'ObjectExpression' || node.type === 'ArrayExpression'
}

function membersOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  if (node.type === 'ObjectExpression') {
    return node.properties.flatMap((property) =>
      property.type === 'SpreadElement' ? [property.argument] : [property.value],
    )
  }
  if (node.type !== 'ArrayExpression') return []
  return node.elements.flatMap((element) =>
    element ? [element.type === 'SpreadElement' ? element.argument : element] : [],
  )
}

/** `entry.head = …`, `parts.push(…)` */
const writtenInto = perKey((facts: FileFacts, variable: Variable): readonly TSESTree.Node[] =>
  nodesOfVariable(variable).flatMap((node) => {
    const use = useOf(facts, node)
    if (use.kind === 'receiver')
      return ARRAY.grow.has(use.method ?? '') ? use.call.arguments.map(argumentOf) : []
    if (use.kind !== 'property') return []
    const member = wrapped(use.member)
    const { parent } = member
    return parent?.type === 'AssignmentExpression' && unwrap(parent.left) === member ? [parent.right] : []
  }),
)

function argumentOf(node: TSESTree.Node): TSESTree.Node {
  return node.type === 'SpreadElement' ? node.argument : node
}
