import type { TSESTree } from '@typescript-eslint/utils'

import { functionsRunBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, useOf } from '../../cells/uses/uses.js'
import { isParameter } from '../../syntax/bindings.js'
import { enclosingFunctions, isWithin, type FunctionNode } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { rootOf } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import { ownersOf, runsAtAnyEnd } from '../owner.js'
import { isConstructor } from './runs.js'

export type ConditionBefore = 'flag' | 'elsewhere' | 'state'

/**
 * Whether a condition turns a second run of a function away before it comes to a node: `flag` where the first run itself,
 * or what it has run, writes what the condition asks; `elsewhere` where others write it, in turn with it or not; `state` where it
 * asks something else of the instance. What asks for the cell at a place itself, who walks over its states understands.
 */
export function conditionBefore(
  facts: FileFacts,
  node: TSESTree.Node,
  member: FunctionNode,
  own?: Place,
): ConditionBefore | undefined {
  let found: ConditionBefore | undefined
  for (const test of testsBefore(facts, node, member)) {
    const parts: TSESTree.Node[] = []
    walk(test, facts.sourceCode.visitorKeys, (part) => {
      if (asksWhetherChanged(facts, part, member)) return false
      if (own !== undefined && facts.places.placeOf(part) === own) return false
      parts.push(part)
      return undefined
    })
    const writes = parts
      .flatMap((part) => writesOf(facts, part, member))
      // `if (!isMounted) return`: what its end alone writes lets any number of runs through until then.
      .filter((write) => !runsAtAnyEnd(facts, write, ownersOf(facts, member)))
    if (writes.some((write) => runsWith(facts, member, write))) return 'flag'
    if (writes.length > 0) found = 'elsewhere'
    else if (parts.some(({ type }) => type === 'ThisExpression')) found ??= 'state'
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

/** `if (this.url === url) return`: turns the same argument away, and lets the next one through. */
function asksWhetherChanged(facts: FileFacts, part: TSESTree.Node, member: FunctionNode): boolean {
  if (part.type !== 'BinaryExpression' || !/^[!=]==?$/.test(part.operator)) return false
  const sides = [part.left, part.right]
  return (
    sides.some((side) => isGiven(facts, side, member)) &&
    sides.some((side) => writesOf(facts, side, member).length > 0)
  )
}

/** Whether a value is a parameter of a function, or a part of one. */
function isGiven(facts: FileFacts, value: TSESTree.Node, member: FunctionNode): boolean {
  const root = rootOf(value)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const declared = variable?.identifiers[0]
  return (
    variable !== undefined && isParameter(variable) && declared !== undefined && isWithin(declared, member)
  )
}

/** Where a name in a condition is written after its owner was made. */
function writesOf(facts: FileFacts, part: TSESTree.Node, member: FunctionNode): readonly TSESTree.Node[] {
  if (part.type === 'Identifier') {
    const variable = facts.bindings.variableOf(part)
    const declared = variable?.identifiers[0]
    if (!variable || !declared || isWithin(declared, member)) return []
    return variable.references
      .filter((reference) => reference.isWrite() && reference.init !== true)
      .map(({ identifier }) => identifier)
  }
  const place = part.type === 'MemberExpression' ? facts.places.placeOf(part) : undefined
  const home = facts.places.memberOf(member)?.home
  if (place === undefined || home === undefined || !place.startsWith(`${home}.`)) return []
  return nodesAtPlace(facts, place).filter((each) => {
    const isWritten = useOf(facts, each).kind === 'assigned' || each.parent?.type === 'UpdateExpression'
    return isWritten && !enclosingFunctions(each).some(isConstructor)
  })
}

/** Whether a node runs when a function does, then or in what that leaves behind. */
function runsWith(facts: FileFacts, member: FunctionNode, node: TSESTree.Node): boolean {
  const { functions, isComplete } = functionsRunBy(facts, member)
  return !isComplete || enclosingFunctions(node).some((each) => functions.has(each))
}
