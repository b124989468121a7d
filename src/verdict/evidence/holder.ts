import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, nodesOfVariable } from '../../cells/uses/uses.js'
import { runsWithin } from '../../lives/ends/teardown.js'
import type { Loss } from '../../losses/loss.js'
import { ENDS_ITSELF } from '../../protocols/listeners.js'
import { REMOVING_METHODS } from '../../protocols/removals.js'
import { RELEASING_NAME } from '../../protocols/teardowns.js'
import { fieldOfParameter } from '../../syntax/aliases.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import { shown, type Shown } from './shown.js'

/** An owner that takes itself out of what holds its listener leaves it there: `this.server.sessions.delete(this.id)`. */
export function leavesHolder(facts: FileFacts, loss: Loss): Shown | undefined {
  const use = usesAtEnd(facts, loss).find(
    ({ method, call }) =>
      RELEASING_NAME.test(method) && (REMOVING_METHODS.includes(method) || isOfItself(call)),
  )
  return shown('the end of the owner leaves what holds the listener', use?.node)
}

/** `classList.remove('shown')` takes out a text, and no owner. */
function isOfItself({ arguments: given }: TSESTree.CallExpression): boolean {
  return (
    given.length === 0 || given.some((each) => each.type !== 'Literal' && each.type !== 'TemplateLiteral')
  )
}

/** What an owner still uses when it ends is there then. */
export function usesHolder(facts: FileFacts, loss: Loss): Shown | undefined {
  return shown('the end of the owner still uses what holds the listener', usesAtEnd(facts, loss)[0]?.node)
}

interface UseAtEnd {
  readonly node: TSESTree.Node
  readonly method: string
  readonly call: TSESTree.CallExpression
}

/** What the end of an owner calls on a holder, or on a part of it, other than to end it. */
function usesAtEnd(facts: FileFacts, { listener, owner }: Loss): UseAtEnd[] {
  if (!listener || !owner || owner.teardowns.length === 0) return []
  const { target } = listener.registration
  const variable = facts.bindings.variableOf(target.node)
  const field = variable && fieldOfParameter(variable)
  const place = field ? facts.places.placeOf(field) : target.place
  const nodes = [
    ...(place?.includes('.') === true ? nodesAtPlace(facts, place) : []),
    ...(variable ? nodesOfVariable(variable) : []),
    ...(variable ? owner.teardowns.flatMap(({ node }) => givenToEnd(facts, variable.name, node)) : []),
  ]
  return nodes
    .filter((node) => runsWithin(facts, node, owner.teardowns))
    .flatMap((node) => {
      const use = callOn(node)
      return use === undefined || ENDS_ITSELF.test(use.method) ? [] : [{ node, ...use }]
    })
}

/** `onAdd(map)`, `onRemove(map)`: the uses of what the end is given by the same name as the start. */
function givenToEnd(
  { bindings }: FileFacts,
  name: string,
  { params }: FunctionNode,
): readonly TSESTree.Node[] {
  const parameter = params.find((each) => each.type === 'Identifier' && each.name === name)
  const variable = parameter && bindings.variableOf(parameter)
  return variable ? nodesOfVariable(variable) : []
}

/** The call of a method on something, or on a part of it. */
function callOn(start: TSESTree.Node): Omit<UseAtEnd, 'node'> | undefined {
  let node = wrapped(start)
  while (node.parent?.type === 'MemberExpression' && node.parent.object === node) {
    const member = node.parent
    node = wrapped(member)
    const call = node.parent
    if (call?.type === 'CallExpression' && call.callee === node)
      return { method: memberName(member) ?? '', call }
  }
  return undefined
}
