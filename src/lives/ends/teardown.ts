import type { TSESTree } from '@typescript-eslint/utils'

import { hookText } from '../../protocols/frameworks/framework.js'
import { ENDS_ONE_OF_MANY, isTeardownName, letsGo } from '../../protocols/teardowns.js'
import { componentAround } from '../../syntax/component-scripts.js'
import { enclosingFunctions, functionName, isFunction, type FunctionNode } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { isNothing } from '../../syntax/nothing.js'
import { isModuleVariable, isParameter, soleValue } from '../../syntax/bindings.js'
import { rootOf, unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import {
  functionsMeantBy,
  functionsOfObject,
  functionsRunByAll,
  MAX_REACH,
  membersByHome,
  type Reach,
} from '../../cells/call-targets.js'
import { hasRequestParameters } from '../requests.js'
import { collectedCallbacks } from '../collected-callbacks.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { answersNobodyHears, effects } from '../../frameworks/hooks.js'

/** Code that runs when an owner ends. */
export interface Teardown {
  node: FunctionNode
  /** How a message names it: `dispose()`, `the cleanup of useEffect`. */
  name: string
  /** Whether it is the end of an effect within the owner, which may come more often than that of the owner. */
  isOfEffect?: boolean
}

/** Answers the teardowns of a class, object literal or prototype: methods by name, collected callbacks. */
export function teardownsOfHome(facts: FileFacts, home: Place): readonly Teardown[] {
  return teardownsByHome(facts).get(home) ?? NONE
}

/** The same for all that have none: what is asked of it is answered once. */
const NONE: readonly Teardown[] = []

const teardownsByHome = perFile((facts): ReadonlyMap<Place, Teardown[]> => {
  const homes = methodsByHome(facts, false)
  for (const collected of collectedCallbacks(facts)) {
    if (!collected.ends || isOfOneRun(facts, collected.call)) continue
    const home = facts.places.thisPlaceAt(collected.node)
    if (home === undefined) continue
    addTo(homes, home, collected)
  }
  return homes
})

/**
 * `const list = new Disposables(); list.push(() => …)`, `each.onDispose(() => …)` in a callback: what a function makes for one of its
 * runs, or a callback is given, ends by itself, unless it is handed to what outlives the run.
 */
function isOfOneRun(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(call)
  const variable = receiver && facts.bindings.variableOf(rootOf(receiver))
  if (!variable || isModuleVariable(variable)) return false
  if (isParameter(variable)) return (variable.scope.block as TSESTree.Node).parent?.type === 'CallExpression'
  const made = soleValue(variable)
  return (
    made?.type === 'NewExpression' &&
    variable.references.every(
      ({ identifier: { parent }, init }) =>
        init === true || parent.type === 'MemberExpression' || parent.type === 'ReturnStatement',
    )
  )
}

/** Answers the static teardowns of a class: they end what its static members begin, and no instance. */
export function teardownsOfStatics(facts: FileFacts, home: Place): readonly Teardown[] {
  return staticTeardowns(facts).get(home) ?? NONE
}

const staticTeardowns = perFile((facts) => methodsByHome(facts, true))

function methodsByHome(facts: FileFacts, isOfStatics: boolean): Map<Place, Teardown[]> {
  const homes = new Map<Place, Teardown[]>()
  for (const [home, members] of membersByHome(facts)) {
    const teardowns = members
      .filter(({ name, node }) => isStatic(node) === isOfStatics && isTeardownMember(facts, name, node))
      .map((member) => ({ node: member.node, name: methodName(member.name) }))
    if (teardowns.length > 0) homes.set(home, teardowns)
  }
  return homes
}

/**
 * Whether a member runs at the end of its owner, by its name. An accessor answers something: `get onUnload()` is an event.
 * One that is told what to end ends that: `stopServer(name)`. To disable or to detach is an end where it lets go of something: what
 * it does not let go of may as well be handed over.
 */
function isTeardownMember(facts: FileFacts, name: string, node: FunctionNode): boolean {
  const { parent } = node
  if (parent.type === 'MethodDefinition' && parent.kind !== 'method') return false
  if (/^[_#$]*on/.test(name) && isToldWhatToRun(node)) return false
  if (/^[_#$]*(?:disable|detach)$/.test(name)) return releasesSomething(facts, node)
  return (
    isTeardownName(name, node.params.length, facts.settings.teardowns) && !isForOneOfMany(name, node.params)
  )
}

/** `onClose(callback)` notes who wants to be told of the end, and ends nothing. */
function isToldWhatToRun({ params: [first] }: FunctionNode): boolean {
  if (first?.type !== 'Identifier') return false
  const type = first.typeAnnotation?.typeAnnotation.type
  return type === 'TSFunctionType' || /^_*(?:cb|callback|fn|func|handler|listener)$/i.test(first.name)
}

/** `stopServer(name)`, `stopAll(pids)`; not `closeServer(callback)`, `disposeAll(reason)`. */
function isForOneOfMany(name: string, [first]: FunctionNode['params']): boolean {
  if (first?.type !== 'Identifier' || !ENDS_ONE_OF_MANY.test(name)) return false
  return !/^_?(?:cb|callback|done|next|err|error|reason|code|signal|force|options?|opts|timeout\w*)$/i.test(
    first.name,
  )
}

/** Whether a function is a static member of a class. */
export function isStatic({ parent }: FunctionNode): boolean {
  return (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') && parent.static
}

function methodName(name: string): string {
  return name.startsWith('Symbol.') ? `[${name}]()` : `${name}()`
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

/** Answers the cleanups of an effect: what its callback returns, and what it gives to a hook for its end. */
export const cleanupsOfEffect = perKey((facts: FileFacts, effect: FunctionNode): readonly Teardown[] => {
  const hook = effects(facts).get(effect)?.hook
  const name = `the cleanup of ${hook ? hookText(hook) : 'the effect'}`
  const returned = hook?.cleanup === 'registered' ? [] : returnedFunctions(facts, effect)
  return [...returned.map((node) => ({ node, name })), ...(collectedWithin(facts).get(effect) ?? [])]
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
 * object it returns, callbacks it hands to hooks of its framework, cleanups of the effects within. Of a program,
 * what ends the component whose script it has.
 */
export const teardownsOfScope = perKey((facts: FileFacts, scope: TSESTree.Node): readonly Teardown[] => {
  const found: Teardown[] = []
  const isEnd = (name: string, node: FunctionNode): boolean => isTeardownMember(facts, name, node)
  for (const value of (isFunction(scope) &&
    !answersNobodyHears(facts).has(scope) &&
    facts.nodes.returns.get(scope)) ||
    []) {
    for (const node of elementsOf(value).flatMap((each) => functionsIn(facts, each))) {
      if (isDisposer(facts, node)) found.push({ node, name: 'the function it returns' })
    }
    const object = objectMeantBy(facts, value)
    if (object) {
      for (const node of functionsOfObject(facts, object, isEnd)) {
        found.push({ node, name: `${functionName(node) ?? 'the teardown'}() of what it returns` })
      }
    }
  }
  return [...found, ...(cleanupsWithin(facts).get(scope) ?? []), ...(collectedWithin(facts).get(scope) ?? [])]
})

/** What is returned, or its elements: `return [state, stop]`. */
function elementsOf(value: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(value)
  return node.type === 'ArrayExpression' ? node.elements.filter((each) => each !== null) : [value]
}

/**
 * Whether a function that is returned is there to end what its maker began: it takes nothing, answers nothing, and releases
 * something. What answers a value, or serves a request, is there for that.
 */
function isDisposer(facts: FileFacts, node: FunctionNode): boolean {
  if (node.params.length > 0 && hasRequestParameters(node)) return false
  const answers =
    node.body.type === 'BlockStatement' &&
    (facts.nodes.returns.get(node) ?? []).some((value) => !isReleasingCall(value))
  return !answers && releasesSomething(facts, node)
}

/** `return server.close()`, `return Promise.all([a.close(), b.close()])`, `return undefined` */
function isReleasingCall(value: TSESTree.Node): boolean {
  const node = unwrapAwait(value)
  return node.type === 'CallExpression' || isNothing(node)
}

/** The cleanups that effects return, by each of the functions and component scripts around them. */
const cleanupsWithin = perFile((facts): ReadonlyMap<TSESTree.Node, Teardown[]> => {
  const within = new Map<TSESTree.Node, Teardown[]>()
  for (const [effect, { call, hook }] of effects(facts)) {
    if (hook.cleanup === 'registered') continue
    for (const scope of new Set([...scopesAround(effect), ...scopesAround(call)])) {
      for (const node of returnedFunctions(facts, effect)) {
        addTo(within, scope, { node, name: `the cleanup of ${hookText(hook)}`, isOfEffect: true })
      }
    }
  }
  return within
})

/** The callbacks handed to collectors, by each of the functions and component scripts around them. */
const collectedWithin = perFile((facts): ReadonlyMap<TSESTree.Node, Teardown[]> => {
  const within = new Map<TSESTree.Node, Teardown[]>()
  for (const teardown of collectedCallbacks(facts)) {
    if (!teardown.ends) continue
    const scopes = [teardown.node, ...scopesAround(teardown.node)]
    for (const scope of new Set([
      ...untilMember(facts, scopes),
      ...untilMember(facts, scopesAround(teardown.call)),
    ]))
      addTo(within, scope, teardown)
  }
  return within
})

/** What a member collects, its instance runs: the function around the class does not end with it. */
function untilMember(facts: FileFacts, scopes: readonly TSESTree.Node[]): readonly TSESTree.Node[] {
  const member = scopes.findIndex((scope) => isFunction(scope) && facts.places.memberOf(scope))
  return member < 0 ? scopes : scopes.slice(0, member + 1)
}

function scopesAround(node: TSESTree.Node): TSESTree.Node[] {
  const component = componentAround(node)
  return component ? [...enclosingFunctions(node), component] : enclosingFunctions(node)
}

/** Whether a function calls anything by a name that says it releases: a returned one is a disposer then. */
export const releasesSomething = perKey((facts: FileFacts, node: FunctionNode): boolean => {
  let releases = false
  walk(node.body, facts.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'CallExpression' && letsGo(calleeName(inner) ?? '')) releases = true
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
