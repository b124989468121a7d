import type { TSESTree } from '@typescript-eslint/utils'

import { PAIRED_LIFECYCLES, REACT_COMPONENT_BASES, undoesStart } from '../protocols/teardowns.js'
import {
  functionName,
  enclosingFunctions,
  isClass,
  runsAtModuleLoad,
  type ClassNode,
  type FunctionNode,
} from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { membersByHome } from './call-targets.js'
import { perFile, perKey, type FileFacts } from './file-facts.js'
import {
  callsHooks,
  cleanupsOfEffect,
  effectHooks,
  isInCollectedCallback,
  runsCleanup,
  runsWithin,
  teardownsOfHome,
  teardownsOfScope,
  type Teardown,
} from './teardown.js'

/**
 * The scope whose end should release what is acquired in it.
 *
 * - `instance`: a class, an object literal or a prototype
 * - `effect`: the callback of an effect, which returns its cleanup
 * - `scope`: a function that ends through hooks or through what it returns: a component, a composable, a
 *   factory that hands back a disposer
 */
export interface Owner {
  kind: 'instance' | 'effect' | 'scope'
  node: TSESTree.Node
  /** How a message names it. */
  name: string
  /** The code that runs at its end; empty where it has none. */
  teardowns: readonly Teardown[]
  /**
   * Whether instances certainly come and go: the framework mounts and unmounts it, or it has a teardown.
   * A class without one may well live as long as the program.
   */
  ends: 'yes' | 'unknown'
  /** For an instance: the place of its `this`. */
  home: Place | undefined
}

/** Whether code runs when an instance is made: in a constructor or a field's initialiser. */
function isConstructed(node: TSESTree.Node): boolean {
  const { parent } = node
  return (
    parent?.type === 'PropertyDefinition' ||
    (parent?.type === 'MethodDefinition' && parent.kind === 'constructor')
  )
}

/** An object literal that a module makes once and keeps: it lives as long as the module. */
function isSingleton(node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type !== 'ObjectExpression') continue
    const { parent } = current
    const isKept =
      parent.type === 'VariableDeclarator' ||
      (parent.type === 'AssignmentExpression' && !isPrototype(parent.left)) ||
      parent.type === 'ExportDefaultDeclaration'
    return isKept && runsAtModuleLoad(current) && parent.type !== 'ExportDefaultDeclaration'
  }
  return false
}

function isPrototype(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression' && memberName(node) === 'prototype'
}

/** Answers the owners of the code at a node, innermost first: an effect, and the component around it. */
export const ownersOf = perKey((facts: FileFacts, node: TSESTree.Node): readonly Owner[] => {
  const found: Owner[] = []
  for (const scope of enclosingFunctions(node)) {
    const owner = ownerOfScope(facts, scope)
    if (owner) found.push(owner)
  }
  if (found.length > 0) return found
  // A field's initialiser runs in no function of its own.
  const home = enclosingClass(node) && facts.places.thisPlaceAt(node)
  return home === undefined ? [] : [instanceOwner(facts, home, node)]
})

const ownerOfScope = perKey((facts: FileFacts, scope: FunctionNode): Owner | undefined => {
  const hook = effectHooks(facts).get(scope)
  if (hook !== undefined) return effectOwner(facts, scope, hook)
  const member = facts.places.memberOf(scope)
  if (member) {
    const owner = instanceOwner(facts, member.home, scope)
    if (owner.teardowns.length > 0 || owner.ends === 'yes' || enclosingClass(scope)) return owner
  }
  const teardowns = teardownsOfScope(facts, scope)
  if (teardowns.length > 0 || callsHooks(facts, scope)) {
    return {
      kind: 'scope',
      node: scope,
      name: describeFunction(scope),
      teardowns,
      ends: teardowns.length > 0 ? 'yes' : 'unknown',
      home: undefined,
    }
  }
  return undefined
})

function effectOwner(facts: FileFacts, scope: FunctionNode, hook: string): Owner {
  return {
    kind: 'effect',
    node: scope,
    name: `the effect given to ${hook}()`,
    teardowns: cleanupsOfEffect(facts, scope),
    ends: runsCleanup(facts, scope) ? 'yes' : 'unknown',
    home: undefined,
  }
}

function instanceOwner(facts: FileFacts, home: Place, node: TSESTree.Node): Owner {
  const teardowns = teardownsOfHome(facts, home)
  const classNode = enclosingClass(node)
  const paired = homesWithLifecycle(facts).has(home)
  const endsInstance = teardowns.some((teardown) => !undoesStart(teardown.name)) || !isConstructed(node)
  const ends =
    (teardowns.length > 0 && endsInstance && (classNode !== undefined || !isSingleton(node))) ||
    (classNode !== undefined && (paired || isReactComponent(classNode) || isDisposable(classNode)))
  return {
    kind: 'instance',
    node: classNode ?? node,
    name: classNode?.id?.name ?? (classNode ? 'the class' : 'the object'),
    teardowns,
    ends: ends ? 'yes' : 'unknown',
    home,
  }
}

const homesWithLifecycle = perFile((facts): ReadonlySet<Place> => {
  const homes = new Set<Place>()
  for (const [home, members] of membersByHome(facts)) {
    if (members.some((member) => PAIRED_LIFECYCLES.has(member.name))) homes.add(home)
  }
  return homes
})

/**
 * Answers the teardown that a message should name: the one that runs for certain at the end, rather than a
 * callback collected somewhere.
 */
export function mainTeardown(owner: Owner): Teardown | undefined {
  return owner.teardowns.find((teardown) => teardown.name.endsWith('()')) ?? owner.teardowns[0]
}

/** Answers, for a message, where the code of an owner lets go of things; without an owner, that there is none. */
export function describeEnd(owner: Owner | undefined): string {
  if (!owner) return 'a function that ends this work'
  const teardown = mainTeardown(owner)
  if (teardown) return `${teardown.name} on line ${String(teardown.node.loc.start.line)}`
  if (owner.kind === 'effect') return 'a cleanup that the effect returns'
  if (owner.kind === 'scope') return 'a cleanup that runs when the component or scope ends'
  return `a teardown of ${owner.name}`
}

/** Whether a node runs when an owner ends: it lies in a teardown, or in what a teardown runs. */
function runsAtEnd(facts: FileFacts, node: TSESTree.Node, owner: Owner): boolean {
  return runsWithin(facts, node, owner.teardowns)
}

/** Whether a node runs at the end of any of the owners, or in a callback that some end will run. */
export function runsAtAnyEnd(facts: FileFacts, node: TSESTree.Node, owners: readonly Owner[]): boolean {
  return owners.some((owner) => runsAtEnd(facts, node, owner)) || isInCollectedCallback(facts, node)
}

function enclosingClass(node: TSESTree.Node): ClassNode | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isClass(current)) return current
    if (current.type === 'FunctionDeclaration' || current.type === 'ObjectExpression') return undefined
  }
  return undefined
}

/** Whether a class is a React component, by what it extends. */
function isReactComponent(node: ClassNode | undefined): boolean {
  if (!node?.superClass) return false
  const base = unwrap(node.superClass)
  if (base.type === 'Identifier') return REACT_COMPONENT_BASES.has(base.name)
  return (
    base.type === 'MemberExpression' &&
    base.property.type === 'Identifier' &&
    REACT_COMPONENT_BASES.has(base.property.name)
  )
}

/** Whether a class inherits its disposal, by the name of its base: `extends Disposable`. */
function isDisposable(node: ClassNode): boolean {
  const base = node.superClass && unwrap(node.superClass)
  if (base?.type === 'Identifier') return DISPOSABLE_BASE.test(base.name)
  return base?.type === 'CallExpression' && /Disposable/.test(calleeName(base) ?? '')
}

const DISPOSABLE_BASE = /Disposable|Destroyable|^LitElement$|^HTMLElement$/

function describeFunction(node: FunctionNode): string {
  const name = functionName(node)
  return name === undefined ? 'this function' : `${name}()`
}
