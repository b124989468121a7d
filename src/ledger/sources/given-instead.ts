import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import type { CallNode, FileFacts } from '../../cells/file-facts.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { unwrapAwait } from '../../syntax/unwrap.js'

/**
 * Answers the argument of a call that the function of this file answers instead of what it makes, where there is one:
 * `runnerOf(given)` of `function runnerOf(given) { return given ?? source.createQueryRunner() }`. What was given is
 * somebody else's to end.
 */
export function givenInstead(facts: FileFacts, site: CallNode): TSESTree.Node | undefined {
  const [target, ...others] = functionsMeantBy(facts, site.callee)
  if (!target || others.length > 0 || site.type === 'NewExpression') return undefined
  for (const value of facts.nodes.returns.get(target) ?? []) {
    for (const part of partsOfAnswer(value)) {
      const index = parameterIndex(facts, target, part)
      const argument = index < 0 ? undefined : site.arguments[index]
      if (argument && !isNothing(argument)) return argument
    }
  }
  return undefined
}

/** Answers what an expression may have for its value: both sides of `a ?? b`, both branches of `c ? a : b`. */
export function partsOfAnswer(value: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrapAwait(value)
  switch (node.type) {
    case 'LogicalExpression':
      return node.operator === '&&'
        ? partsOfAnswer(node.right)
        : [...partsOfAnswer(node.left), ...partsOfAnswer(node.right)]
    case 'ConditionalExpression':
      return [...partsOfAnswer(node.consequent), ...partsOfAnswer(node.alternate)]
    default:
      return [node]
  }
}

/** Answers which parameter of a function an expression is; -1 where it is none. */
export function parameterIndex(facts: FileFacts, target: FunctionNode, node: TSESTree.Node): number {
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable) return -1
  return target.params.findIndex((each) => {
    const name = each.type === 'AssignmentPattern' ? each.left : each
    return variable.identifiers[0] === name
  })
}
