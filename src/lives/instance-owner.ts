import type { TSESTree } from '@typescript-eslint/utils'

import type { Framework } from '../protocols/frameworks/framework.js'
import { COMMON_LIFECYCLES, DISPOSABLE_BASE, SHOWN_BASE, undoesStart } from '../protocols/teardowns.js'
import {
  enclosingFunctions,
  isClass,
  isFunction,
  runsAtModuleLoad,
  type ClassNode,
} from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { membersByHome } from '../cells/call-targets.js'
import { componentOfClass, componentOfHome } from '../frameworks/component-homes.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { misspelledTeardownOf } from '../frameworks/misspelled-teardowns.js'
import type { Owner } from './owner.js'
import { isStatic, teardownsOfHome, teardownsOfStatics } from './ends/teardown.js'

/** Answers the class, object or prototype whose members share a place of `this`, as the owner of a node. */
export function instanceOwner(facts: FileFacts, home: Place, node: TSESTree.Node): Owner {
  const classNode = enclosingClass(node)
  const isOfStatics = isStaticCode(node)
  const teardowns = isOfStatics ? teardownsOfStatics(facts, home) : teardownsOfHome(facts, home)
  const component = classNode ? componentOfClass(facts, classNode) : componentOfHome(facts, home)
  const endsInstance = teardowns.some((teardown) => !undoesStart(teardown.name)) || !isConstructed(node)
  const isKept = classNode === undefined && !component && isSingleton(node)
  const ends =
    (teardowns.length > 0 && endsInstance && !isKept) ||
    (!isOfStatics &&
      (component?.ends === true || (classNode !== undefined && isDisposable(facts, classNode))))
  const name = classNode?.id?.name ?? (classNode ? 'the class' : component ? 'this component' : 'the object')
  return {
    kind: 'instance',
    node: classNode ?? node,
    name,
    teardowns,
    ends: ends ? 'yes' : 'unknown',
    home,
    missing: missingTeardown(facts, home, name, component?.framework),
  }
}

/** The member that the framework calls at the end of an instance; one that was meant to be it has another name. */
function missingTeardown(
  facts: FileFacts,
  home: Place,
  name: string,
  framework: Framework | undefined,
): string {
  const misspelled = misspelledTeardownOf(facts, home)
  if (misspelled) return `${misspelled.meant}(), which is misspelled as ${misspelled.name}()`
  const [, end] = framework?.lifecycles[0] ?? []
  return end === undefined ? `a teardown of ${name}` : `${end}()`
}

/** Whether code runs for a class rather than for an instance of it. */
function isStaticCode(node: TSESTree.Node): boolean {
  const functions = [...(isFunction(node) ? [node] : []), ...enclosingFunctions(node)]
  const member = functions.find(({ parent }) => isClass(parent.parent?.parent))
  return member !== undefined && isStatic(member)
}

/** Whether a class is disposed of by somebody, by its base or by the name of a member that begins its life. */
function isDisposable(facts: FileFacts, node: ClassNode): boolean {
  return inheritsDisposal(node) || classesWithLifecycle(facts).has(node)
}

const classesWithLifecycle = perFile((facts): ReadonlySet<ClassNode> => {
  const found = new Set<ClassNode>()
  for (const members of membersByHome(facts).values()) {
    for (const { name, node } of members) {
      const holder = COMMON_LIFECYCLES.has(name) ? node.parent.parent?.parent : undefined
      if (holder && isClass(holder)) found.add(holder)
    }
  }
  return found
})

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
      parent.type === 'ReturnStatement' ||
      (parent.type === 'AssignmentExpression' && !isPrototype(parent.left))
    return isKept && runsAtModuleLoad(current)
  }
  return false
}

function isPrototype(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression' && memberName(node) === 'prototype'
}

/** Answers the class that a node stands in, as a part of its instances. */
export function enclosingClass(node: TSESTree.Node): ClassNode | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isClass(current)) return current
    if (current.type === 'FunctionDeclaration' || current.type === 'ObjectExpression') return undefined
  }
  return undefined
}

/** Whether a class inherits its disposal, by the name of its base: `extends Disposable`. */
function inheritsDisposal(node: ClassNode): boolean {
  return DISPOSABLE_BASE.test(baseName(node)) || isShown(node)
}

/** Whether instances of a class are shown for a while, by the name of its base: `extends TreeWidget`. */
export function isShown(node: ClassNode): boolean {
  return SHOWN_BASE.test(baseName(node))
}

function baseName({ superClass }: ClassNode): string {
  const base = superClass && unwrap(superClass)
  if (base?.type === 'Identifier') return base.name
  return (base?.type === 'CallExpression' && calleeName(base)) || ''
}
