import type { TSESTree } from '@typescript-eslint/utils'

import { END_HOOKS } from '../protocols/frameworks.js'
import {
  COLLECTOR_LISTS,
  COLLECTORS,
  DISPOSABLE_OF_FUNCTION,
  END_EVENTS,
  isTeardownName,
  LIST_ADDERS,
  OWN_END_EVENTS,
} from '../protocols/teardowns.js'
import type { FunctionNode } from '../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { functionsMeantBy, functionsOfObject } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { effects } from '../frameworks/hooks.js'
import { registersForCollection } from './ends/finalization.js'
import { eventOf } from '../ledger/registrations/events.js'

/** A function that is handed to something which runs it at an end. */
export interface CollectedCallback {
  node: FunctionNode
  /** The call that is given the function. */
  call: TSESTree.CallExpression
  /** How a message names it. */
  name: string
  /** Whether it runs at the end of what surrounds it, rather than at the end of something else. */
  ends: boolean
}

/**
 * Answers the functions that are handed to something which runs them at an end: a collector, a list of
 * disposers, an end event, a hook of the framework, the parameter of an effect that takes its cleanup.
 */
export const collectedCallbacks = perFile((facts): readonly CollectedCallback[] => {
  const found: CollectedCallback[] = []
  const add = (call: TSESTree.CallExpression, name: string, ends: boolean): void => {
    for (const node of call.arguments.flatMap((argument) => disposersIn(facts, argument))) {
      // `dispatcher.register((action) => …)`: what is told something is called for that, and at no end.
      if (name === 'register' && node.params.length > 0) continue
      found.push({ node, call, name: `the callback given to ${name}()`, ends })
    }
  }
  for (const [name, calls] of facts.nodes.calls) {
    const isCollector = COLLECTORS.has(name) || END_HOOKS.has(name) || facts.settings.collectors.has(name)
    for (const call of calls) {
      if (name === 'register' && registersForCollection(facts, call)) continue
      const collects = isCollector || (LIST_ADDERS.has(name) && addsToCollector(facts, call))
      const event = collects ? undefined : endEventOf(facts, call)
      if (collects || event !== undefined) add(call, name, event === undefined || OWN_END_EVENTS.has(event))
    }
  }
  for (const call of registrarCalls(facts)) add(call, calleeName(call) ?? 'it', true)
  return found
})

/** `watch(source, (value, former, onCleanup) => { onCleanup(() => { … }) })` */
function registrarCalls(facts: FileFacts): TSESTree.CallExpression[] {
  const found: TSESTree.CallExpression[] = []
  for (const [node, { hook }] of effects(facts)) {
    const parameter = hook.registrar === undefined ? undefined : node.params[hook.registrar]
    if (parameter?.type !== 'Identifier' || END_HOOKS.has(parameter.name) || COLLECTORS.has(parameter.name))
      continue
    for (const { identifier } of facts.bindings.variableOf(parameter)?.references ?? []) {
      const { parent } = identifier as TSESTree.Identifier
      if (parent.type === 'CallExpression' && parent.callee === identifier) found.push(parent)
    }
  }
  return found
}

/** The function itself, or the teardown members of an object such as `{ dispose() { … } }`. */
function disposersIn(facts: FileFacts, argument: TSESTree.CallExpressionArgument): readonly FunctionNode[] {
  if (argument.type === 'ObjectExpression') {
    // What is detached or disabled is handed over or rests.
    return functionsOfObject(
      facts,
      argument,
      (name) => !RESTS.test(name) && isTeardownName(name, 0, facts.settings.teardowns),
    )
  }
  // `_register(source.onChange(listener))`: what is collected is the subscription, not the listener.
  if (argument.type === 'CallExpression' && SUBSCRIBES.test(calleeName(argument) ?? '')) return []
  if (argument.type === 'NewExpression') {
    const [first] = DISPOSABLE_OF_FUNCTION.test(calleeName(argument) ?? '') ? argument.arguments : []
    return first ? disposersIn(facts, first) : []
  }
  return argument.type === 'SpreadElement' ? [] : functionsMeantBy(facts, argument)
}

const RESTS = /^[_#$]*(?:disable|detach)$/

const SUBSCRIBES = /^(?:on|once|add\w*Listener|subscribe|listen|watch|observe)(?![a-z])/

/**
 * `this.disposables.push(…)`: a list that its owner goes through at the end, judged by its name. A function that wants to be
 * told something is no end: `this.listeners.push((event) => { … })`.
 */
function addsToCollector(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const given = call.arguments.flatMap((argument) => disposersIn(facts, argument))
  if (given.some(({ params }) => params.some(({ type }) => type === 'Identifier'))) return false
  const receiver = receiverOf(call)
  const list = receiver && unwrap(receiver)
  if (list?.type === 'Identifier') return COLLECTOR_LISTS.test(list.name)
  return list?.type === 'MemberExpression' && COLLECTOR_LISTS.test(memberName(list) ?? '')
}

/** `x.once('close', …)`, `tab.on(Tab.Events.Close, …)`: answers the end event that is listened for. */
function endEventOf(facts: FileFacts, call: TSESTree.CallExpression): string | undefined {
  if (!receiverOf(call)) return undefined
  for (const argument of call.arguments) {
    const event = argument.type === 'SpreadElement' ? undefined : eventIn(facts, argument)
    if (event !== undefined && END_EVENTS.has(event)) return event
  }
  return undefined
}

/** A text, or a member of an object of constants, which is called as the event is. */
function eventIn(facts: FileFacts, argument: TSESTree.Expression): string | undefined {
  if (argument.type === 'Literal') return typeof argument.value === 'string' ? argument.value : undefined
  if (argument.type !== 'MemberExpression' && argument.type !== 'Identifier') return undefined
  const { name, constant } = eventOf(facts, argument)
  return name ?? constant?.name.toLowerCase()
}
