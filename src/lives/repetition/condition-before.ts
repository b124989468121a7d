import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, useOf } from '../../cells/uses.js'
import { isParameter } from '../../syntax/bindings.js'
import { enclosingFunctions, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { rootOf } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import { isConstructor } from './runs.js'

/**
 * Whether a condition turns a second run of a function away before it comes to a node: `flag` where what the
 * condition asks is written again somewhere, `state` where it asks something else of the instance.
 */
export function conditionBefore(
  facts: FileFacts,
  node: TSESTree.Node,
  member: FunctionNode,
): 'flag' | 'state' | undefined {
  let found: 'state' | undefined
  for (const test of testsBefore(facts, node, member)) {
    const parts: TSESTree.Node[] = []
    walk(test, facts.sourceCode.visitorKeys, (part) => {
      if (asksWhetherChanged(facts, part, member)) return false
      parts.push(part)
      return undefined
    })
    if (parts.some((part) => isFlagOf(facts, part, member))) return 'flag'
    if (parts.some(({ type }) => type === 'ThisExpression')) found = 'state'
  }
  return found
}

/** Answers the condition before a node that asks whether what a function is given has changed; undefined where none does. */
export function changeTestBefore(
  facts: FileFacts,
  node: TSESTree.Node,
  member: FunctionNode,
): TSESTree.Node | undefined {
  return testsBefore(facts, node, member).find((test) => asksWhetherChanged(facts, test, member))
}

/** The conditions around a node, and those under which its functions end before it. */
function testsBefore(facts: FileFacts, node: TSESTree.Node, member: FunctionNode): TSESTree.Node[] {
  const tests: TSESTree.Node[] = []
  const addAround = (inner: TSESTree.Node, outermost: TSESTree.Node): void => {
    for (let current = inner.parent; current && current !== outermost; current = current.parent) {
      if (current.type === 'LogicalExpression') tests.push(current.left)
      else if ('test' in current && current.test) tests.push(current.test)
    }
  }
  addAround(node, member)
  for (const scope of enclosingFunctions(node).filter((each) => isWithin(each, member))) {
    for (const exit of facts.nodes.exits.get(scope) ?? []) {
      if (exit.range[0] < node.range[0] && !isWithin(node, exit)) addAround(exit, scope)
    }
  }
  return tests
}

/** `if (this.url === url) return`: what is given anew lets it through once more. */
function asksWhetherChanged(facts: FileFacts, part: TSESTree.Node, member: FunctionNode): boolean {
  if (part.type !== 'BinaryExpression' || !/^[!=]==?$/.test(part.operator)) return false
  return (
    [part.left, part.right].some((side) => {
      const root = rootOf(side)
      const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
      const declared = variable?.identifiers[0]
      return (
        variable !== undefined &&
        isParameter(variable) &&
        declared !== undefined &&
        isWithin(declared, member)
      )
    }) && [part.left, part.right].some((side) => isFlagOf(facts, side, member))
  )
}

/** Whether a name in a condition is written after its owner was made, outside of what asks for it or within. */
function isFlagOf(facts: FileFacts, part: TSESTree.Node, member: FunctionNode): boolean {
  if (part.type === 'Identifier') {
    const variable = facts.bindings.variableOf(part)
    const declared = variable?.identifiers[0]
    if (!variable || !declared || isWithin(declared, member)) return false
    return variable.references.some((reference) => reference.isWrite() && reference.init !== true)
  }
  if (part.type !== 'MemberExpression') return false
  const place = facts.places.placeOf(part)
  const home = facts.places.memberOf(member)?.home
  if (place === undefined || home === undefined || !place.startsWith(`${home}.`)) return false
  return nodesAtPlace(facts, place).some((each) => {
    const isWritten = useOf(facts, each).kind === 'assigned' || each.parent?.type === 'UpdateExpression'
    return isWritten && !enclosingFunctions(each).some(isConstructor)
  })
}
