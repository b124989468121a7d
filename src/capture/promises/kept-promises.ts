import type { TSESTree } from '@typescript-eslint/utils'

import { outermost } from '../../syntax/unwrap.js'
import { DEFERRED_CLASS, DEFERRED_FUNCTION, PROMISE_MEMBERS } from '../../protocols/promises.js'
import { isModuleVariable, type Variable } from '../../syntax/bindings.js'
import { isExported } from '../../syntax/exported.js'
import { enclosingFunctions, isFunction, type FunctionNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import type { Place } from '../../syntax/places.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { derivedFrom } from '../../cells/values/derived-promises.js'
import { eventWaits, type EventWait } from './event-waits.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { fieldKey, valuesByPlace } from '../../cells/values/written-values.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { nodesAtPlace, nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/** A promise that the file makes, and keeps in one variable or field for all its life. */
export interface KeptPromise {
  /** What makes it. */
  node: CallNode
  home: Home
  /** How a message names it. */
  name: string
  /** Where it is used, or what is derived from it by `then`, `catch` and `finally`. */
  uses: readonly TSESTree.Node[]
  /** What settles it: by the names that do so, or by an event. */
  settledBy: { names: readonly TSESTree.Node[] } | { emitter: TSESTree.Node; event: TSESTree.Node }
  executor: FunctionNode | undefined
}

/** The variable or field that a value is kept in. */
export type Home =
  | { kind: 'variable'; variable: Variable; name: string }
  | { kind: 'field'; place: Place; name: string; isStatic: boolean }

/** Answers the promises of a file that are kept under one name and can be settled from outside of their making. */
export const keptPromises = perFile((facts): readonly KeptPromise[] => [
  ...(facts.nodes.constructions.get('Promise') ?? []).flatMap((node) => executedPromise(facts, node) ?? []),
  ...deferredMakers(facts).flatMap((node) => deferredPromise(facts, node) ?? []),
  ...eventWaits(facts).flatMap((wait) => eventPromise(facts, wait) ?? []),
])

/** `const closed = new Promise((resolve) => { … })` */
function executedPromise(facts: FileFacts, node: TSESTree.NewExpression): KeptPromise | undefined {
  const [executor] = node.arguments
  if (!isFunction(executor) || !facts.bindings.isGlobal(node.callee)) return undefined
  if (!executor.params.every(({ type }) => type === 'Identifier')) return undefined
  const home = homeOf(facts, derivedFrom(node))
  if (!home) return undefined
  const settlers = executor.params.slice(0, 2).flatMap((parameter) => {
    const variable = facts.bindings.variableOf(parameter)
    return variable ? nodesOfVariable(variable) : []
  })
  return { node, home, name: home.name, uses: usesAt(facts, home), settledBy: { names: settlers }, executor }
}

/** `Promise.withResolvers()`, `new Deferred()`, `defer()` */
function deferredMakers(facts: FileFacts): CallNode[] {
  const found: CallNode[] = []
  for (const [, constructions] of deferredConstructions(facts)) found.push(...constructions)
  for (const [, calls] of deferringCalls(facts)) found.push(...calls)
  return found
}

const deferredConstructions = nodesNamed('constructions', (name) => DEFERRED_CLASS.test(name))
const deferringCalls = nodesNamed('calls', (name) => DEFERRED_FUNCTION.test(name))

function deferredPromise(facts: FileFacts, node: CallNode): KeptPromise | undefined {
  const { parent } = node
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern') {
    return destructuredPromise(facts, node, parent.id)
  }
  const home = homeOf(facts, node)
  if (!home || (home.kind === 'variable' && isExported(home.variable))) return undefined
  const uses: TSESTree.Node[] = []
  const names: TSESTree.Node[] = []
  for (const use of usesAt(facts, home).map((each) => useOf(facts, each))) {
    // `stop.resolve()` reads a member as well, and so does `stop.promise.then()`.
    const member =
      use.kind === 'receiver' ? use.call.callee : use.kind === 'property' ? use.member : undefined
    // Who is given the whole may settle it at any time.
    if (member?.type !== 'MemberExpression') return undefined
    const name = memberName(member)
    if (name !== undefined && PROMISE_MEMBERS.has(name)) uses.push(member)
    else names.push(member)
  }
  if (uses.length === 0 || (names.length === 0 && isOpenField(home, node))) return undefined
  return { node, home, name: `${home.name}.promise`, uses, settledBy: { names }, executor: undefined }
}

/** Whether other files may reach a field, and settle what it holds. */
function isOpenField(home: Home, { parent }: CallNode): boolean {
  if (home.kind === 'variable') return false
  const isPrivate = parent.type === 'PropertyDefinition' && parent.accessibility === 'private'
  return !isPrivate && !/\.[#_][^.]*$/.test(home.name)
}

/** `const { promise, resolve } = Promise.withResolvers()` */
function destructuredPromise(
  facts: FileFacts,
  node: CallNode,
  { properties }: TSESTree.ObjectPattern,
): KeptPromise | undefined {
  let promise: Variable | undefined
  const names: TSESTree.Node[] = []
  for (const property of properties) {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined
    if (property.type !== 'Property' || name === undefined) return undefined
    const variable = facts.bindings.variableOf(property.value)
    if (!variable || isWrittenAgain(variable)) return undefined
    if (!PROMISE_MEMBERS.has(name) && isExported(variable)) return undefined
    if (PROMISE_MEMBERS.has(name)) promise = variable
    else names.push(...readsOf(variable))
  }
  if (!promise) return undefined
  const home: Home = { kind: 'variable', variable: promise, name: promise.name }
  return { node, home, name: home.name, uses: usesAt(facts, home), settledBy: { names }, executor: undefined }
}

/** `const closed = once(server, 'close')` */
function eventPromise(facts: FileFacts, { node, emitter, event }: EventWait): KeptPromise | undefined {
  const home = homeOf(facts, derivedFrom(node))
  if (!home) return undefined
  const uses = usesAt(facts, home)
  return { node, home, name: home.name, uses, settledBy: { emitter, event }, executor: undefined }
}

/** The one variable or field that holds a value, where nothing else is ever written to it. */
function homeOf(facts: FileFacts, value: TSESTree.Node): Home | undefined {
  const { parent } = value
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.init === value ? variableHome(facts, parent.id) : undefined
    case 'AssignmentExpression': {
      if (parent.operator !== '=' || parent.right !== value) return undefined
      if (parent.left.type !== 'MemberExpression') return variableHome(facts, parent.left)
      const place = facts.places.placeOf(parent.left)
      return fieldHome(facts, place, facts.sourceCode.getText(parent.left), false)
    }
    case 'PropertyDefinition': {
      if (parent.value !== value) return undefined
      const key = fieldKey(facts, parent)
      const { id } = parent.parent.parent
      const home = parent.static ? id && facts.places.placeOf(id) : facts.places.thisPlaceAt(value)
      if (typeof home !== 'string' || key === undefined) return undefined
      const owner = parent.static ? (id?.name ?? '') : 'this'
      return fieldHome(facts, `${home}.${key}`, `${owner}.${key}`, parent.static)
    }
    default:
      return undefined
  }
}

function variableHome(facts: FileFacts, target: TSESTree.Node): Home | undefined {
  const variable = target.type === 'Identifier' ? facts.bindings.variableOf(target) : undefined
  if (!variable || isWrittenAgain(variable)) return undefined
  return { kind: 'variable', variable, name: variable.name }
}

/** Whether a variable is written more than once: a promise that another one takes the place of is let go. */
function isWrittenAgain(variable: Variable): boolean {
  const values = variable.references.filter(
    (reference) =>
      reference.isWrite() &&
      !(reference.init === true && reference.writeExpr && isNothing(reference.writeExpr)),
  )
  return values.length !== 1
}

function fieldHome(
  facts: FileFacts,
  place: Place | undefined,
  name: string,
  isStatic: boolean,
): Home | undefined {
  if (place === undefined) return undefined
  const written = valuesByPlace(facts).get(place)?.length ?? 0
  // A static field is not among the values, since its place is that of no instance.
  if (isStatic ? written > 0 : written !== 1) return undefined
  if (nodesAtPlace(facts, place).some((node) => isEmptied(node))) return undefined
  return { kind: 'field', place, name, isStatic }
}

/** `this.closed = undefined`, other than where the instance is made. */
function isEmptied(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type !== 'AssignmentExpression' || parent.left !== node) return false
  return isNothing(parent.right) && !enclosingFunctions(parent).some(isConstructor)
}

/** Where a variable or field is read, by itself or by another name that a function gives it. */
function usesAt(facts: FileFacts, home: Home): TSESTree.Node[] {
  const nodes = home.kind === 'variable' ? readsOf(home.variable) : fieldReads(facts, home.place)
  return nodes.flatMap((node) => {
    const { parent } = outermost(node)
    if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return [node]
    const alias = facts.bindings.variableOf(parent.id)
    return alias && !isWrittenAgain(alias) && !isModuleVariable(alias) ? readsOf(alias) : [node]
  })
}

function fieldReads(facts: FileFacts, place: Place): TSESTree.Node[] {
  return nodesAtPlace(facts, place).filter((node) => {
    const { parent } = node
    return !(parent?.type === 'AssignmentExpression' && parent.left === node)
  })
}

function readsOf(variable: Variable): TSESTree.Node[] {
  return variable.references.flatMap((reference) =>
    reference.isRead() ? [reference.identifier as TSESTree.Node] : [],
  )
}
