import type { TSESTree } from '@typescript-eslint/utils'

import { calleesMeant } from '../../cells/aliased-calls.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { LONG_LIVED_GLOBALS, WRAPS_TARGETS } from '../../protocols/holders.js'
import { FLUENT_METHODS } from '../../protocols/listeners.js'
import { soleValue } from '../../syntax/bindings.js'
import { isFunction } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { isEvent } from './events.js'
import type { Target } from './registration.js'

/** Answers the method that a constant is bound to: `const onProcess = process.on.bind(process)`. */
export function boundMember(facts: FileFacts, callee: TSESTree.Node): TSESTree.MemberExpression | undefined {
  const variable = callee.type === 'Identifier' ? facts.bindings.variableOf(callee) : undefined
  const value = variable && soleValue(variable)
  const [meant] =
    value?.type === 'CallExpression' || value?.type === 'ChainExpression' ? calleesMeant(facts, callee) : []
  return meant?.type === 'MemberExpression' ? meant : undefined
}

/** Whether a call of jQuery names what in its target an event has to come from: `$(document).on('click', '.item', show)`. */
export function isDelegated(node: TSESTree.CallExpression, second: TSESTree.Expression): boolean {
  const receiver = receiverOf(node)
  const wrapping = receiver && baseOf(receiver)
  return (
    second.type === 'Literal' &&
    wrapping?.type === 'CallExpression' &&
    WRAPS_TARGETS.has(calleeName(wrapping) ?? '')
  )
}

/** The target and the arguments after it: `target.on(…)`, `on(…)` of the window, `bus.on(target, …)`. */
export function partsOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
): { target: Target; rest: TSESTree.Expression[] } | undefined {
  const rest: TSESTree.Expression[] = []
  for (const argument of node.arguments) {
    if (argument.type === 'SpreadElement') return undefined
    rest.push(argument)
  }
  const receiver = receiverOf(node)
  if (!receiver) {
    const bound = boundMember(facts, node.callee)
    if (bound) return { target: targetOf(facts, bound.object), rest }
    if (node.callee.type !== 'Identifier' || !facts.bindings.isGlobal(node.callee)) return undefined
    return { target: { node: node.callee, place: 'g:window', text: 'window' }, rest }
  }
  const [first] = rest
  return first && isTargetFirst(facts, rest)
    ? { target: targetOf(facts, first), rest: rest.slice(1) }
    : { target: targetOf(facts, baseOf(receiver)), rest }
}

/** `bus.on(target, 'x', handler)`, `dom.addEventListener(target, event, handler, options)`: of a bus or a helper. */
function isTargetFirst(
  facts: FileFacts,
  [first, second, third, fourth]: readonly TSESTree.Expression[],
): boolean {
  if (!first || !second || !third || isEvent(facts, first)) return false
  return isEvent(facts, second) || (fourth !== undefined && !isFunction(second) && isFunctionLike(third))
}

/** Whether a call is of a method of `this`. */
export function isThis(node: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(node)
  return receiver !== undefined && unwrap(receiver).type === 'ThisExpression'
}

function targetOf(facts: FileFacts, node: TSESTree.Node): Target {
  const meant = wrappedTarget(facts, node) ?? node
  return { node, place: facts.places.placeOf(meant), text: facts.sourceCode.getText(unwrap(node)) }
}

/** `$(window)`, `jQuery(document)`: each call wraps the same thing, which is what listens. */
function wrappedTarget(facts: FileFacts, node: TSESTree.Node): TSESTree.Node | undefined {
  const call = unwrap(node)
  if (call.type !== 'CallExpression' || !WRAPS_TARGETS.has(calleeName(call) ?? '')) return undefined
  const [only, ...others] = call.arguments
  if (!only || others.length > 0) return undefined
  return LONG_LIVED_GLOBALS.has(facts.places.placeOf(only) ?? '') ? only : undefined
}

/** `a.on(…).once(…)`: each call of the chain is on `a`. */
function baseOf(receiver: TSESTree.Expression): TSESTree.Node {
  let current: TSESTree.Node = unwrap(receiver)
  while (
    current.type === 'CallExpression' &&
    current.callee.type === 'MemberExpression' &&
    FLUENT_METHODS.has(memberName(current.callee) ?? '')
  ) {
    current = unwrap(current.callee.object)
  }
  return current
}

/** Whether an expression is a function, or a name or member that may be one. */
export function isFunctionLike(node: TSESTree.Expression): boolean {
  const inner = unwrap(node)
  return isFunction(inner) || inner.type === 'Identifier' || inner.type === 'MemberExpression'
}
