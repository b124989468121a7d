import type { TSESTree } from '@typescript-eslint/utils'

import { CUTS_SHORT, LONG_DELAY_MS, WAITS_FOR_END } from '../../protocols/timers.js'
import { END_EVENTS, RELEASING_NAME } from '../../protocols/teardowns.js'
import { isModuleVariable, isParameter, type Variable } from '../../syntax/bindings.js'
import { enclosingFunction, functionName, isFunction, isWithin } from '../../syntax/functions.js'
import { mayFollow } from '../../syntax/may-follow.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { executionAround, roleInPromise } from '../../lives/execution.js'
import { raceOfTimer, type TimerRace } from './raced.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isInCollectedCallback } from '../../lives/ends/teardown.js'
import type { Timer } from './timer.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/** What a timeout cuts short, where that may well be over before it fires. */
export interface Guard {
  /** What may be over, as a message says it. */
  over: string
  /** Where the timeout is to be cleared, as a message says it. */
  where: string
}

/** Answers what a timer guards, in a race or otherwise, for a message. */
export function guardedBy(facts: FileFacts, timer: Timer): Guard | undefined {
  const guard = roleInPromise(facts, timer.node) === 'sleep' ? undefined : guardOf(facts, timer)
  if (guard) return guard
  const race = raceOfTimer(facts, timer.node, timer.delay)
  return race && guardOfRace(race)
}

/**
 * Answers what a long timeout guards, if that certainly can come to an end by itself: a promise that something
 * else settles too, a process or stream whose end is listened for, work that is waited for and may be aborted.
 */
export function guardOf(facts: FileFacts, timer: Timer): Guard | undefined {
  const { protocol, rescheduling, delay, node } = timer
  if (protocol.kind !== 'timeout' || rescheduling === 'always') return undefined
  // How long it waits is not known: it is long rather than short.
  if ((delay !== undefined && delay < LONG_DELAY_MS) || runsOnce(facts, node)) return undefined
  const guard =
    rescheduling === 'no' ? (guardOfPromise(facts, timer) ?? guardOfThing(facts, timer)) : undefined
  return guard ?? guardOfCleanup(facts, timer)
}

const PROMISE: Guard = {
  over: 'the promise is settled before',
  where: '`finally`',
}

const WORK: Guard = { over: 'what it may abort is done', where: '`finally`' }

function guardOfPromise(facts: FileFacts, { node }: Timer): Guard | undefined {
  if (roleInPromise(facts, node) !== 'guard') return undefined
  const execution = executionAround(facts, node)
  const promise = execution?.executor.parent
  if (!execution || !promise) return undefined
  const isSettledElsewhere =
    (execution.resolve && nodesOfVariable(execution.resolve).some((each) => mayFollow(each, node))) ===
      true || standsInRace(facts, promise)
  return isSettledElsewhere ? PROMISE : undefined
}

/** Answers what the promise of a timer guards in a race. */
function guardOfRace({ combinator }: TimerRace): Guard {
  return {
    over: `Promise.${calleeName(combinator) ?? 'race'}() is settled before`,
    where: '`finally`',
  }
}

/** `Promise.race([work, late])`, with the promise itself or a variable that holds it. */
function standsInRace(facts: FileFacts, promise: TSESTree.Node): boolean {
  const use = useOf(facts, promise)
  const nodes = use.kind === 'alias' ? nodesOfVariable(use.variable) : [promise]
  return nodes.some((node) => {
    const list = wrapped(node).parent
    const call = list?.type === 'ArrayExpression' ? list.parent : undefined
    return call?.type === 'CallExpression' && facts.places.placeOf(call.callee) === 'g:Promise.race'
  })
}

function guardOfThing(facts: FileFacts, timer: Timer): Guard | undefined {
  for (const { variable, method } of thingsCutShort(facts, timer)) {
    const nodes = nodesOfVariable(variable)
    const listening = nodes.flatMap((node) => endListenerOn(node) ?? [])
    const [first] = listening
    if (first) {
      return {
        over: `\`${variable.name}\` has ended`,
        where: `the handler of '${first.event}'`,
      }
    }
    if (nodes.some((node) => isWaitedFor(facts, node, timer.node, method))) return WORK
  }
  return undefined
}

/** The local variables on which the callback of a timer calls a method that ends them. */
function thingsCutShort(facts: FileFacts, timer: Timer): { variable: Variable; method: string }[] {
  const found: { variable: Variable; method: string }[] = []
  for (const callback of timer.callbacks) {
    walk(callback.body, facts.sourceCode.visitorKeys, (node) => {
      if (isFunction(node)) return false
      if (node.type !== 'CallExpression') return undefined
      const method = calleeName(node)
      const receiver = receiverOf(node)
      if (method === undefined || !receiver || !CUTS_SHORT.has(method)) return undefined
      const variable = facts.bindings.variableOf(unwrap(receiver))
      const isLocal =
        variable?.defs[0]?.node.type === 'VariableDeclarator' || (variable && isParameter(variable))
      if (variable && isLocal && !isModuleVariable(variable)) found.push({ variable, method })
      return undefined
    })
  }
  return found
}

/** `child.on('exit', …)`: answers the end event that is listened for on a node. */
function endListenerOn(node: TSESTree.Node): { call: TSESTree.CallExpression; event: string } | undefined {
  const member = node.parent
  if (member?.type !== 'MemberExpression' || member.object !== node) return undefined
  const call = member.parent
  if (call.type !== 'CallExpression' || call.callee !== member) return undefined
  if (!/^(?:on|once|addListener|addEventListener)$/.test(memberName(member) ?? '')) return undefined
  const [event, handler] = call.arguments
  if (!handler || event?.type !== 'Literal' || typeof event.value !== 'string') return undefined
  return END_EVENTS.has(event.value) ? { call, event: event.value } : undefined
}

/** Whether the function that starts a timer waits until what the timer would cut short is over. */
function isWaitedFor(facts: FileFacts, node: TSESTree.Node, timer: TSESTree.Node, method: string): boolean {
  const scope = enclosingFunction(timer)
  const { parent } = node
  if (parent?.type === 'AwaitExpression') return enclosingFunction(node) === scope
  let isHandedOver = false
  let child = node
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (current.type === 'CallExpression' && current.callee !== child) {
      isHandedOver ||= method === 'abort' || WAITS_FOR_END.test(calleeName(current) ?? '')
    }
    const waits =
      current.type === 'AwaitExpression' ||
      current.type === 'ReturnStatement' ||
      (current.type === 'VariableDeclarator' && isAwaitedLater(facts, current))
    if (waits && isHandedOver && enclosingFunction(current) === scope) return !isWithin(timer, current)
    child = current
  }
  return false
}

/** `const exited = waitForExit(child); …; await exited`: what is kept to be waited for. */
function isAwaitedLater(facts: FileFacts, { id }: TSESTree.VariableDeclarator): boolean {
  const variable = facts.bindings.variableOf(id)
  return (
    variable !== undefined &&
    nodesOfVariable(variable).some(
      ({ parent }) => parent?.type === 'AwaitExpression' || parent?.type === 'ReturnStatement',
    )
  )
}

/** `setTimeout(cleanUp, 30_000)`, where an end event runs the same function. */
function guardOfCleanup(facts: FileFacts, timer: Timer): Guard | undefined {
  for (const callback of timer.callbacks) {
    const name = functionName(callback)
    if (name === undefined || callback === timer.node.arguments[0]) continue
    if (RELEASING_NAME.test(name) && isInCollectedCallback(facts, callback)) {
      return {
        over: `${name}() has run already`,
        where: `${name}()`,
      }
    }
  }
  return undefined
}
