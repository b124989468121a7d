import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { isWindowName, TIMER_MODULES, type TimerProtocol } from '../../protocols/timers.js'
import { importSource } from '../../syntax/bindings.js'
import { constantNumber } from '../../syntax/constants.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/** Whether a call is the platform's timer: the global, a window's method, or node:timers. */
export function startsTimer(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  protocol: TimerProtocol,
): boolean {
  const callee = unwrap(call.callee)
  if (callee.type === 'Identifier') return facts.bindings.isGlobal(callee) || isFromTimers(facts, callee)
  if (callee.type !== 'MemberExpression') return false
  if (facts.places.placeOf(callee) === `g:${protocol.start}`) return true
  const object = unwrap(callee.object)
  if (isFromTimers(facts, object)) return true
  const name = object.type === 'MemberExpression' ? memberName(object) : undefined
  return isWindowName(object.type === 'Identifier' ? object.name : (name ?? ''))
}

function isFromTimers(facts: FileFacts, node: TSESTree.Node): boolean {
  const variable = facts.bindings.variableOf(node)
  const source = variable && importSource(variable)
  return source !== undefined && TIMER_MODULES.includes(source)
}

/** Names of numbers that no arithmetic on constants leads to. */
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['g:Infinity', Number.POSITIVE_INFINITY],
  ['g:Number.POSITIVE_INFINITY', Number.POSITIVE_INFINITY],
  ['g:Number.MAX_VALUE', Number.MAX_VALUE],
  ['g:Number.MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
])

/** Answers the delay of a timer in milliseconds; undefined where it is no constant, and where it has none. */
export function delayOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  protocol: TimerProtocol,
): number | undefined {
  if (protocol.delay === undefined) return undefined
  const argument = node.arguments[protocol.delay]
  if (!argument) return node.arguments.some(({ type }) => type === 'SpreadElement') ? undefined : 0
  if (argument.type === 'SpreadElement') return undefined
  return constantNumber(argument, facts.bindings) ?? NUMBERS.get(facts.places.placeOf(argument) ?? '')
}
