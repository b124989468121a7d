import type { TSESTree } from '@typescript-eslint/utils'

import {
  COLLECTORS,
  COLLECTOR_LISTS,
  EFFECT_HOOKS,
  END_EVENTS,
  isTeardownName,
  OWN_END_EVENTS,
  RELEASING_NAME,
  RETURNS_CLEANUP,
  SCOPE_END_HOOKS,
} from '../protocols/teardowns.js'
import { importSource } from '../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  type FunctionNode,
} from '../syntax/functions.js'

import type { Place } from '../syntax/places.js'
import { calleeName, memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import {
  functionsMeantBy,
  functionsOfObject,
  functionsRunByAll,
  MAX_REACH,
  membersByHome,
  type Reach,
} from './call-targets.js'
import { perFile, perKey, type FileFacts } from './file-facts.js'

/** Code that runs when an owner ends. */
export interface Teardown {
  node: FunctionNode
  /** How a message names it: `dispose()`, `the cleanup of useEffect`. */
  name: string
}

/** Answers the teardowns of a class, object literal or prototype: methods by name, collected callbacks. */
export function teardownsOfHome(facts: FileFacts, home: Place): readonly Teardown[] {
  return teardownsByHome(facts).get(home) ?? []
}

const teardownsByHome = perFile((facts): ReadonlyMap<Place, Teardown[]> => {
  const homes = new Map<Place, Teardown[]>()
  for (const [home, members] of membersByHome(facts)) {
    const teardowns = members
      .filter((member) => isTeardownName(member.name, member.node.params.length, facts.settings.teardowns))
      .map((member) => ({ node: member.node, name: methodName(member.name) }))
    homes.set(home, teardowns)
  }
  for (const collected of collectedCallbacks(facts)) {
    if (!collected.ends) continue
    const home = facts.places.thisPlaceAt(collected.node)
    if (home === undefined) continue
    const teardowns = homes.get(home)
    if (teardowns) teardowns.push(collected)
    else homes.set(home, [collected])
  }
  return homes
})

function methodName(name: string): string {
  return name.startsWith('Symbol.') ? `[${name}]()` : `${name}()`
}

/**
 * Answers the functions that are handed to something which runs them at an end: a collector, a list of
 * disposers, an end event, a hook of the framework.
 */
const collectedCallbacks = perFile((facts): readonly CollectedCallback[] => {
  const found: CollectedCallback[] = []
  for (const [name, calls] of facts.nodes.calls) {
    const isCollector =
      COLLECTORS.has(name) || SCOPE_END_HOOKS.has(name) || facts.settings.collectors.has(name)
    for (const call of calls) {
      const collects = isCollector || (name === 'push' && pushesToCollector(call))
      const event = collects ? undefined : endEventOf(call)
      if (!collects && event === undefined) continue
      const ends = event === undefined || OWN_END_EVENTS.has(event)
      for (const node of call.arguments.flatMap((argument) => disposersIn(facts, argument))) {
        found.push({ node, name: `the callback given to ${name}()`, ends })
      }
    }
  }
  return found
})

interface CollectedCallback extends Teardown {
  /** Whether it runs at the end of what surrounds it, rather than at the end of something else. */
  ends: boolean
}

/** The function itself, or the teardown members of an object such as `{ dispose() { … } }`. */
function disposersIn(facts: FileFacts, argument: TSESTree.CallExpressionArgument): readonly FunctionNode[] {
  if (argument.type === 'ObjectExpression') return functionsOfObject(facts, argument, teardownFilter(facts))
  // `_register(source.onChange(listener))`: what is collected is the subscription, not the listener.
  if (argument.type === 'CallExpression' && SUBSCRIBES.test(calleeName(argument) ?? '')) return []
  return argument.type === 'SpreadElement' ? [] : functionsMeantBy(facts, argument)
}

const SUBSCRIBES = /^(?:on|once|add\w*Listener|subscribe|listen|watch|observe)(?![a-z])/

function teardownFilter(facts: FileFacts): (name: string) => boolean {
  return (name) => isTeardownName(name, 0, facts.settings.teardowns)
}

/** `this.disposables.push(…)`: a list that its owner goes through at the end, judged by its name. */
function pushesToCollector(call: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(call)
  const list = receiver && unwrap(receiver)
  if (list?.type === 'Identifier') return COLLECTOR_LISTS.test(list.name)
  return list?.type === 'MemberExpression' && COLLECTOR_LISTS.test(memberName(list) ?? '')
}

/** `x.once('close', …)`, `signal.addEventListener('abort', …)`: answers the end event that is listened for. */
function endEventOf(call: TSESTree.CallExpression): string | undefined {
  if (!receiverOf(call)) return undefined
  for (const argument of call.arguments) {
    if (argument.type === 'Literal' && typeof argument.value === 'string' && END_EVENTS.has(argument.value)) {
      return argument.value
    }
  }
  return undefined
}

/** Answers every function that runs at an end which the handed-over callbacks name. */
export function isInCollectedCallback(facts: FileFacts, node: TSESTree.Node): boolean {
  return liesIn(node, runByCollectedCallbacks(facts))
}

const runByCollectedCallbacks = perFile((facts) =>
  functionsRunByAll(
    facts,
    collectedCallbacks(facts).map((teardown) => teardown.node),
  ),
)

/** Answers the functions that some teardowns are. */
export const functionsOfTeardowns = perKey(
  (_facts: FileFacts, teardowns: readonly Teardown[]): ReadonlySet<FunctionNode> =>
    new Set(teardowns.map((teardown) => teardown.node)),
)

/**
 * Whether a node runs when any of some teardowns runs: it lies in one, or in a function of this file that one
 * runs. "Yes" where they run too much to follow.
 */
export function runsWithin(facts: FileFacts, node: TSESTree.Node, teardowns: readonly Teardown[]): boolean {
  return liesIn(node, runByTeardowns(facts, teardowns))
}

const runByTeardowns = perKey((facts: FileFacts, teardowns: readonly Teardown[]) =>
  functionsRunByAll(facts, functionsOfTeardowns(facts, teardowns), teardowns.length * MAX_REACH),
)

function liesIn(node: TSESTree.Node, { functions, isComplete }: Reach): boolean {
  if (!isComplete) return true
  if (isFunction(node) && functions.has(node)) return true
  return enclosingFunctions(node).some((scope) => functions.has(scope))
}

/** Answers the cleanups an effect's callback returns. */
export const cleanupsOfEffect = perKey((facts: FileFacts, effect: FunctionNode): readonly Teardown[] => {
  const hook = effectHooks(facts).get(effect) ?? 'the effect'
  return returnedFunctions(facts, effect).map((node) => ({ node, name: `the cleanup of ${hook}` }))
})

/** Answers the functions of this file that a function may return. */
function returnedFunctions(facts: FileFacts, node: FunctionNode): FunctionNode[] {
  return (facts.nodes.returns.get(node) ?? []).flatMap((value) => functionsIn(facts, value))
}

function functionsIn(facts: FileFacts, value: TSESTree.Node): readonly FunctionNode[] {
  const expression = unwrap(value)
  switch (expression.type) {
    case 'ConditionalExpression':
      return [...functionsIn(facts, expression.consequent), ...functionsIn(facts, expression.alternate)]
    case 'LogicalExpression':
      return [...functionsIn(facts, expression.left), ...functionsIn(facts, expression.right)]
    default:
      return functionsMeantBy(facts, expression)
  }
}

/**
 * Answers what ends the life of a function's own scope: functions it returns, teardown members of an
 * object it returns, callbacks it hands to hooks of its framework, cleanups of the effects within.
 */
export const teardownsOfScope = perKey((facts: FileFacts, scope: FunctionNode): readonly Teardown[] => {
  const found: Teardown[] = []
  for (const value of facts.nodes.returns.get(scope) ?? []) {
    for (const node of functionsIn(facts, value)) {
      if (releasesSomething(facts, node)) found.push({ node, name: 'the function it returns' })
    }
    const object = objectMeantBy(facts, value)
    if (object) {
      for (const node of functionsOfObject(facts, object, teardownFilter(facts))) {
        found.push({ node, name: `${functionName(node) ?? 'the teardown'}() of what it returns` })
      }
    }
  }
  return [...found, ...(teardownsWithin(facts).get(scope) ?? [])]
})

/** The cleanups of effects, and the callbacks handed to collectors, by each of the functions around them. */
const teardownsWithin = perFile((facts): ReadonlyMap<FunctionNode, Teardown[]> => {
  const within = new Map<FunctionNode, Teardown[]>()
  const add = (scope: FunctionNode, teardown: Teardown): void => {
    const known = within.get(scope)
    if (known) known.push(teardown)
    else within.set(scope, [teardown])
  }
  for (const effect of effectHooks(facts).keys()) {
    for (const scope of enclosingFunctions(effect)) {
      for (const cleanup of cleanupsOfEffect(facts, effect)) add(scope, cleanup)
    }
  }
  for (const teardown of collectedCallbacks(facts)) {
    if (!teardown.ends) continue
    for (const scope of [teardown.node, ...enclosingFunctions(teardown.node)]) {
      add(scope, teardown)
      // What a member collects, its instance runs: the function around the class does not end with it.
      if (facts.places.memberOf(scope)) break
    }
  }
  return within
})

/** A returned function is a disposer when it releases something; otherwise it may be anything. */
const releasesSomething = perKey((facts: FileFacts, node: FunctionNode): boolean => {
  let releases = false
  walk(node.body, facts.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'CallExpression' && RELEASING_NAME.test(calleeName(inner) ?? '')) releases = true
    return !releases
  })
  return releases
})

function objectMeantBy(facts: FileFacts, value: TSESTree.Node): TSESTree.ObjectExpression | undefined {
  const expression = unwrap(value)
  if (expression.type === 'ObjectExpression') return expression
  if (expression.type !== 'Identifier') return undefined
  const variable = facts.bindings.variableOf(expression)
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined
  if (definition?.type !== 'VariableDeclarator' || !definition.init) return undefined
  const init = unwrap(definition.init)
  return init.type === 'ObjectExpression' ? init : undefined
}

/** Answers the functions that are given to effects as what they run, each with the name of the hook. */
export const effectHooks = perFile((facts): ReadonlyMap<FunctionNode, string> => {
  const found = new Map<FunctionNode, string>()
  for (const name of EFFECT_HOOKS) {
    for (const call of facts.nodes.calls.get(name) ?? []) {
      const [first] = call.arguments
      if (!first) continue
      for (const node of functionsMeantBy(facts, first)) found.set(node, name)
    }
  }
  return found
})

/** Whether an effect is given to a hook that certainly runs what the effect returns, when the effect ends. */
export function runsCleanup(facts: FileFacts, effect: FunctionNode): boolean {
  const modules = RETURNS_CLEANUP.get(effectHooks(facts).get(effect) ?? '')
  if (!modules || modules.length === 0) return modules !== undefined
  const { parent } = effect
  const variable = parent.type === 'CallExpression' ? facts.bindings.variableOf(parent.callee) : undefined
  return variable !== undefined && modules.includes(importSource(variable) ?? '')
}

/** Whether a function calls hooks: it is a component, a custom hook or a composable. */
export function callsHooks(facts: FileFacts, node: FunctionNode): boolean {
  return functionsThatCallHooks(facts).has(node)
}

const HOOK_NAME = /^use[A-Z]/

const functionsThatCallHooks = perFile((facts): ReadonlySet<FunctionNode> => {
  const found = new Set<FunctionNode>()
  for (const [name, calls] of facts.nodes.calls) {
    if (!HOOK_NAME.test(name) && !SCOPE_END_HOOKS.has(name)) continue
    for (const call of calls) {
      const node = enclosingFunction(call)
      if (node) found.add(node)
    }
  }
  return found
})
