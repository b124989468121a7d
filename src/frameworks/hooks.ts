import type { TSESTree } from '@typescript-eslint/utils'

import { FRAMEWORKS } from '../protocols/frameworks.js'
import type { EffectHook, Framework } from '../protocols/frameworks/framework.js'
import { componentAround, componentFileOf } from '../syntax/component-scripts.js'
import { enclosingFunction, functionName, isFunction, type FunctionNode } from '../syntax/functions.js'
import { moduleOf } from '../syntax/module-origin.js'
import { receiverOf } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { nodesNamed } from '../cells/named-nodes.js'

/** A function that a framework runs as an effect: it has an end of its own. */
export interface Effect {
  hook: EffectHook
  /** The call that is given the function; the function itself where it is no call. */
  call: TSESTree.Node
  /** Whether its end certainly comes. */
  ends: boolean
}

/** Answers the functions that are given to effects as what they run. */
export const effects = perFile((facts): ReadonlyMap<FunctionNode, Effect> => {
  const found = new Map<FunctionNode, Effect>()
  for (const framework of effectCalls(facts).length > 0 ? FRAMEWORKS : NONE) {
    for (const hook of framework.effects) {
      for (const call of facts.nodes.calls.get(hook.name) ?? []) {
        const meant = meaningOf(facts, call, framework, hook.of)
        if (meant === 'no' || (meant === 'perhaps' && hook.otherwise === 'another')) continue
        const callback = call.arguments[hook.callback]
        if (!callback) continue
        const ends = hook.ends && (meant === 'yes' || hook.otherwise === 'same')
        for (const node of functionsMeantBy(facts, callback)) found.set(node, { hook, call, ends })
      }
    }
  }
  for (const node of refCallbacks(facts)) {
    if (!found.has(node)) found.set(node, { hook: REF_CALLBACK, call: node, ends: true })
  }
  return found
})

/** Most files call no hook: that must cost nothing. */
const NONE: readonly never[] = []

const EFFECTS = new Set(FRAMEWORKS.flatMap((framework) => framework.effects.map(({ name }) => name)))
const HOOKS = new Set(
  FRAMEWORKS.flatMap(({ startHooks, endHooks, otherHooks }) => [...startHooks, ...endHooks, ...otherHooks]),
)

const effectCalls = nodesNamed('calls', (name) => EFFECTS.has(name))
const frameworkCalls = nodesNamed('calls', (name) => HOOKS.has(name))

/** Whether a function is an effect whose framework certainly runs what it returns, when the effect ends. */
export function runsCleanup(facts: FileFacts, effect: FunctionNode): boolean {
  const found = effects(facts).get(effect)
  return found?.ends === true && found.hook.cleanup === 'returned'
}

/**
 * Answers the functions that are given to a hook which has no use for what they answer: `onMounted(() => { …; return stop })`, as an
 * effect of another framework would have it.
 */
export const answersNobodyHears = perFile((facts): ReadonlySet<FunctionNode> => {
  const found = new Set<FunctionNode>()
  for (const framework of frameworkCalls(facts).length > 0 ? FRAMEWORKS : NONE) {
    for (const name of framework.startHooks) {
      for (const call of facts.nodes.calls.get(name) ?? []) {
        const [callback] = call.arguments
        if (!callback || meaningOf(facts, call, framework) !== 'yes') continue
        for (const node of functionsMeantBy(facts, callback)) found.add(node)
      }
    }
  }
  return found
})

/** `ref={(node) => { …; return () => { … } }}`: what it returns is run when the element goes. */
const REF_CALLBACK: EffectHook = {
  name: 'ref',
  callback: 0,
  cleanup: 'returned',
  noun: 'callback',
  otherwise: 'same',
  ends: true,
}

/** Functions that return a function, and are given to the `ref` of an element, by themselves or by name. */
function refCallbacks(facts: FileFacts): FunctionNode[] {
  if (!/\bref=\{/.test(facts.sourceCode.text)) return []
  const found: FunctionNode[] = []
  for (const [node, values] of facts.nodes.returns) {
    if (node.params.length === 1 && values.some((value) => isFunction(unwrap(value))) && isRef(facts, node)) {
      found.push(node)
    }
  }
  return found
}

function isRef(facts: FileFacts, node: FunctionNode): boolean {
  const outer = wrapped(node)
  // `useCallback((node) => { … }, [])` answers the function that it is given.
  const { parent } = outer
  const value = parent?.type === 'CallExpression' && parent.arguments[0] === outer ? parent : outer
  if (isGivenToRef(value)) return true
  const name = value.parent?.type === 'VariableDeclarator' ? value.parent.id : node.id
  const variable = name && facts.bindings.variableOf(name)
  return variable?.references.some(({ identifier }) => isGivenToRef(identifier)) === true
}

function isGivenToRef({ parent }: TSESTree.Node): boolean {
  const attribute = parent?.type === 'JSXExpressionContainer' ? parent.parent : undefined
  return attribute?.type === 'JSXAttribute' && attribute.name.name === 'ref'
}

/**
 * Whether a call means a hook of a framework, or a method of one: it is imported from there, or stands in a file
 * where nothing else is meant. "No" for what another framework exports, and for methods of something else.
 */
function meaningOf(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  framework: Framework,
  object?: string,
): 'yes' | 'perhaps' | 'no' {
  const callee = unwrap(call.callee)
  const receiver = receiverOf(call)
  if (object !== undefined) {
    const base = receiver && unwrap(receiver)
    return base?.type === 'Identifier' && base.name === object && facts.bindings.isGlobal(base) ? 'yes' : 'no'
  }
  const source = moduleOf(callee, facts.bindings)
  if (source !== undefined && isOfFramework(source)) return framework.modules.test(source) ? 'yes' : 'no'
  if (receiver) return 'perhaps'
  const isOwnFile = componentFileOf(facts.sourceCode.ast)?.language === framework.files
  const isAmbient = facts.bindings.isGlobal(callee) && framework.isImportedByBuild === true
  return isAmbient || (framework.files !== undefined && isOwnFile && source !== undefined) ? 'yes' : 'perhaps'
}

function isOfFramework(source: string): boolean {
  return FRAMEWORKS.some(({ modules }) => modules.test(source))
}

/** What the hooks say that stand in a function, or in the script of a component. */
export interface ComponentScope {
  /** The framework that they are of; undefined where only their names say that they are hooks. */
  framework: Framework | undefined
  /** Whether it certainly ends: it is a component, or runs as a part of one. */
  ends: boolean
}

/**
 * Answers what is known of a function as a component, a custom hook or a composable: it calls hooks. Likewise of
 * a program with the script of a component. Undefined for all others.
 */
export function componentScopeOf(facts: FileFacts, scope: TSESTree.Node): ComponentScope | undefined {
  return componentScopes(facts).get(scope)
}

const hookCalls = nodesNamed('calls', (name) => /^use[A-Z]/.test(name))
const COMPONENT_NAME = /^(?:use)?[A-Z]/

const componentScopes = perFile((facts): ReadonlyMap<TSESTree.Node, ComponentScope> => {
  const found = new Map<TSESTree.Node, ComponentScope>()
  const add = (call: TSESTree.Node, framework: Framework | undefined, ends: boolean): void => {
    const scope = hookedScope(call)
    if (!scope) return
    const known = found.get(scope)
    found.set(scope, { framework: known?.framework ?? framework, ends: ends || known?.ends === true })
  }
  for (const framework of frameworkCalls(facts).length > 0 ? FRAMEWORKS : NONE) {
    for (const name of [...framework.startHooks, ...framework.endHooks]) {
      for (const call of facts.nodes.calls.get(name) ?? []) {
        const meant = meaningOf(facts, call, framework)
        if (meant !== 'no') add(call, framework, meant === 'yes' && framework.startHooks.includes(name))
      }
    }
    for (const name of framework.otherHooks) {
      for (const call of facts.nodes.calls.get(name) ?? []) {
        const scope = enclosingFunction(call)
        const name = scope && functionName(scope)
        // Such calls stand in stores and plain functions as well.
        if (COMPONENT_NAME.test(name ?? '') && meaningOf(facts, call, framework) === 'yes')
          add(call, framework, false)
      }
    }
  }
  for (const [, calls] of hookCalls(facts)) for (const call of calls) add(call, undefined, false)
  const program = facts.sourceCode.ast
  const language = componentFileOf(program)?.language
  if (language) {
    const framework = FRAMEWORKS.find(({ files }) => files === language)
    found.set(program, { framework, ends: true })
  }
  for (const scope of scopesWithUnseenEnd(facts)) {
    const known = scope && found.get(scope)
    if (known) found.set(scope, { ...known, ends: false })
  }
  return found
})

/** Scopes that give a hook something for their end which is not of this file: it may let go of anything. */
function scopesWithUnseenEnd(facts: FileFacts): (TSESTree.Node | undefined)[] {
  const calls = FRAMEWORKS.flatMap(({ endHooks }) => endHooks).flatMap(
    (name) => facts.nodes.calls.get(name) ?? [],
  )
  return calls
    .filter(({ arguments: [first] }) => first && functionsMeantBy(facts, first).length === 0)
    .map(hookedScope)
}

/** The function that a hook stands in, or the program whose component script it stands in. */
function hookedScope(call: TSESTree.Node): TSESTree.Node | undefined {
  return enclosingFunction(call) ?? componentAround(call)
}
