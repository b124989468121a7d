import type { TSESTree } from '@typescript-eslint/utils'

import { isWindowName, TIMER_PROTOCOLS, type TimerProtocol } from '../protocols/timers.js'
import { importSource } from '../syntax/bindings.js'
import { constantNumber } from '../syntax/constants.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Handle } from './handle.js'
import { ownersOf, type Owner } from '../lives/owner.js'
import { reschedules, type Rescheduling } from './rescheduling.js'
import { handleOfTimer } from './timer-handles.js'
import type { FunctionNode } from '../syntax/functions.js'

/** A timer, with what its judgement depends on. */
export interface Timer {
  node: TSESTree.CallExpression
  protocol: TimerProtocol
  rescheduling: Rescheduling
  /** Whether it runs again and again, so that it never ends by itself. */
  perpetual: boolean
  /** In milliseconds, where it is a constant. */
  delay: number | undefined
  handle: Handle
  /** Those of the place where its handle is kept, innermost first. */
  owners: readonly Owner[]
  owner: Owner | undefined
}

/** Answers the timers that a file starts. */
export const timersOf = perFile((facts): readonly Timer[] =>
  TIMER_PROTOCOLS.flatMap((protocol) =>
    (facts.nodes.calls.get(protocol.start) ?? [])
      .filter((call) => startsTimer(facts, call, protocol))
      .map((call) => timerOf(facts, call, protocol)),
  ),
)

/** Answers the functions of this file that a timer may run when it fires. */
export function callbacksOf(facts: FileFacts, { node }: Timer): readonly FunctionNode[] {
  const [callback] = node.arguments
  return callback ? functionsMeantBy(facts, callback) : []
}

/** Whether a call is the platform's timer: the global, a window's method, or node:timers. */
function startsTimer(facts: FileFacts, call: TSESTree.CallExpression, protocol: TimerProtocol): boolean {
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
  return source === 'timers' || source === 'node:timers'
}

function timerOf(facts: FileFacts, node: TSESTree.CallExpression, protocol: TimerProtocol): Timer {
  const rescheduling = protocol.kind === 'interval' ? 'no' : reschedules(facts, node)
  const { handle, keeper } = handleOfTimer(facts, node)
  const own = ownersOf(facts, node)
  const owners = own.length > 0 ? own : ownersOf(facts, keeper)
  return {
    node,
    protocol,
    rescheduling,
    perpetual: protocol.kind === 'interval' || rescheduling === 'always',
    delay: delayOf(facts, node, protocol),
    handle,
    owners,
    owner: owners[0],
  }
}

/** Names of numbers that no arithmetic on constants leads to. */
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['g:Infinity', Number.POSITIVE_INFINITY],
  ['g:Number.POSITIVE_INFINITY', Number.POSITIVE_INFINITY],
  ['g:Number.MAX_VALUE', Number.MAX_VALUE],
  ['g:Number.MAX_SAFE_INTEGER', Number.MAX_SAFE_INTEGER],
])

function delayOf(
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
