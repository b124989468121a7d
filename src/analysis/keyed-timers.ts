import type { TSESTree } from '@typescript-eslint/utils'

import type { Place } from '../syntax/places.js'
import { unwrap } from '../syntax/unwrap.js'
import type { FileFacts } from '../cells/file-facts.js'
import { runsAtAnyEnd } from '../lives/owner.js'
import type { Timer } from './timer-starts.js'
import { nodesAtPlace, nodesOfVariable, useOf } from '../cells/uses.js'

/** A collection of handles by their keys. */
export interface KeyedHandles {
  place: Place
  text: string
  node: TSESTree.Node
}

/** Answers the map or record that the handle of a timer is put into: `timers.set(id, …)`, `timers[id] = …`. */
export function keyedHandlesOf(facts: FileFacts, { node }: Timer): KeyedHandles | undefined {
  const outer = chainEnd(node)
  const use = useOf(facts, outer)
  if (use.kind === 'argument' && use.index === 1 && use.call.type === 'CallExpression') {
    const { callee } = use.call
    const isSet = callee.type === 'MemberExpression' && !callee.computed && isNamed(callee.property, 'set')
    return isSet ? keyedAt(facts, callee.object) : undefined
  }
  if (use.kind !== 'stored') return undefined
  const target = unwrap(use.target)
  const isElement =
    target.type === 'MemberExpression' && target.computed && target.property.type !== 'Literal'
  return isElement ? keyedAt(facts, target.object) : undefined
}

/** `setTimeout(…).unref()` answers the handle too. */
function chainEnd(node: TSESTree.Node): TSESTree.Node {
  const member = node.parent
  const call = member?.type === 'MemberExpression' && member.object === node ? member.parent : undefined
  return call?.type === 'CallExpression' && call.callee === member ? call : node
}

function isNamed(node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name
}

/** A field of the instance, or a variable: what is reached otherwise may be gone through anywhere. */
function keyedAt(facts: FileFacts, object: TSESTree.Node): KeyedHandles | undefined {
  const node = unwrap(object)
  const place = facts.places.placeOf(node)
  const isField = node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression'
  if (place === undefined || !(isField || node.type === 'Identifier')) return undefined
  return { place, text: facts.sourceCode.getText(node), node }
}

/** Answers where the end of its owner goes through a collection of handles, or looks one up in it. */
export function endOfKeyed(
  facts: FileFacts,
  { node, place }: KeyedHandles,
  { owners }: Timer,
): TSESTree.Node | undefined {
  return nodesOf(facts, node, place).find((each) => runsAtAnyEnd(facts, each, owners))
}

/** Whether a collection is given to other code, which may clear what is in it. */
export function isHandedAround(facts: FileFacts, { node, place }: KeyedHandles): boolean {
  return nodesOf(facts, node, place).some((each) =>
    ['argument', 'returned', 'stored', 'alias', 'other'].includes(useOf(facts, each).kind),
  )
}

function nodesOf(facts: FileFacts, node: TSESTree.Node, place: Place): readonly TSESTree.Node[] {
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable) return nodesAtPlace(facts, place)
  const declared = variable.identifiers as readonly TSESTree.Node[]
  return nodesOfVariable(variable).filter((each) => !declared.includes(each))
}
