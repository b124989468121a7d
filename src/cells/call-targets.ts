import type { TSESTree } from '@typescript-eslint/utils'

import { RELEASING_NAME } from '../protocols/teardowns.js'
import { soleValue, type Variable } from '../syntax/bindings.js'
import { isClass, isFunction, type ClassNode, type FunctionNode } from '../syntax/functions.js'
import { addTo } from '../syntax/grouping.js'
import type { Member, Place } from '../syntax/places.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import { membersOfFamily, membersOfSuper } from './definitions/class-families.js'
import { perFile, perKey, type FileFacts } from './file-facts.js'

/** Answers the members of every class, object literal and prototype of a file, by their shared `this`. */
export const membersByHome = perFile((facts): ReadonlyMap<Place, Member[]> => {
  const homes = new Map<Place, Member[]>()
  for (const node of facts.nodes.functions) {
    const member = facts.places.memberOf(node)
    if (!member) continue
    addTo(homes, member.home, member)
  }
  return homes
})

/** Aliases may go in circles: `const a = { f: a.f }`. */
const MAX_ALIAS_DEPTH = 8

/** The same by name. A class, or the table of modules in a bundle, may have thousands of members. */
const functionsByHome = perFile((facts): ReadonlyMap<Place, ReadonlyMap<string, FunctionNode[]>> => {
  const homes = new Map<Place, Map<string, FunctionNode[]>>()
  for (const [home, members] of membersByHome(facts)) {
    const names = new Map<string, FunctionNode[]>()
    for (const { name, node } of members) {
      addTo(names, name, node)
    }
    homes.set(home, names)
  }
  return homes
})

/** The names of all members: most that a file calls are none of its own. */
const memberNames = perFile((facts): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const members of functionsByHome(facts).values()) for (const name of members.keys()) names.add(name)
  return names
})

const NONE: readonly never[] = []

/**
 * Answers the functions of this file that an expression may stand for: a function itself, a variable that
 * is one, a member of `this`, a property of an object literal, a bound or debounced version of these.
 */
export function functionsMeantBy(
  facts: FileFacts,
  expression: TSESTree.Node,
  depth = 0,
): readonly FunctionNode[] {
  if (depth > MAX_ALIAS_DEPTH) return NONE
  const { type } = expression
  const node = type === 'Identifier' || type === 'MemberExpression' ? expression : unwrap(expression)
  if (node.type === 'Identifier') {
    const variable = facts.bindings.variableOf(node)
    if (!variable) return NONE
    const value = soleValue(variable)
    if (value) return isNameOf(value) ? functionsMeantBy(facts, value, depth + 1) : NONE
    return functionsWrittenTo(facts, variable)
  }
  if (node.type === 'MemberExpression') return membersMeantBy(facts, node, depth)
  if (isFunction(node)) return [node]
  // `const stop = signal ? () => client.end() : null`
  if (node.type === 'ConditionalExpression') {
    return [
      ...functionsMeantBy(facts, node.consequent, depth + 1),
      ...functionsMeantBy(facts, node.alternate, depth + 1),
    ]
  }
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee)
    if (callee.type === 'MemberExpression' && memberName(callee) === 'bind') {
      return functionsMeantBy(facts, callee.object, depth + 1)
    }
    // A wrapper such as useCallback(fn), throttle(fn, 100) or once(fn) runs what it is given.
    const [first] = node.arguments
    if (first && isFunction(first)) return [first]
  }
  return NONE
}

/** A variable that is assigned functions in several places may stand for each of them. */
const functionsWrittenTo = perKey((_facts: FileFacts, { references }: Variable): readonly FunctionNode[] => {
  let found: FunctionNode[] | undefined
  for (const { writeExpr } of references)
    if (writeExpr && isFunction(writeExpr)) (found ??= []).push(writeExpr)
  return found ?? NONE
})

function isNameOf(value: TSESTree.Node): boolean {
  return (
    isFunction(value) ||
    value.type === 'Identifier' ||
    value.type === 'MemberExpression' ||
    value.type === 'CallExpression' ||
    value.type === 'ConditionalExpression'
  )
}

function membersMeantBy(
  facts: FileFacts,
  node: TSESTree.MemberExpression,
  depth: number,
): readonly FunctionNode[] {
  const name = memberName(node)
  if (name === undefined) return computedMembers(facts).get(facts.places.placeOf(node) ?? '') ?? []
  const object = unwrap(node.object)
  if (object.type === 'Super') return membersOfSuper(facts, functionsByHome(facts), node, name)
  const home = memberNames(facts).has(name) ? facts.places.placeOf(object) : undefined
  const found = home === undefined ? NONE : membersOfFamily(facts, functionsByHome(facts), home, name)
  if (found.length > 0) return found
  const variable = object.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
  const value = variable && soleValue(variable)
  if (isClass(value)) return staticMembers(value, name)
  return value?.type === 'ObjectExpression' ? functionsOfObject(facts, value, name, depth + 1) : []
}

/** `Worker.delay` */
function staticMembers({ body }: ClassNode, name: string): readonly FunctionNode[] {
  return body.body.flatMap((element) => {
    if (element.type !== 'MethodDefinition' && element.type !== 'PropertyDefinition') return []
    const isMeant = element.static && keyName(element.key, element.computed) === name
    return isMeant && isFunction(element.value) ? [element.value] : []
  })
}

/** The functions that a class or an assignment puts under a symbol: `[kClose]() { … }`, `this[kOnEnd] = () => { … }`. */
const computedMembers = perFile((facts): ReadonlyMap<Place, FunctionNode[]> => {
  const members = new Map<Place, FunctionNode[]>()
  for (const node of facts.nodes.functions) {
    const place = computedPlaceOf(facts, node)
    if (place === undefined) continue
    const known = members.get(place)
    if (known) known.push(node)
    else members.set(place, [node])
  }
  return members
})

function computedPlaceOf(facts: FileFacts, node: FunctionNode): Place | undefined {
  const { parent } = node
  if (parent.type === 'AssignmentExpression') {
    const { left } = parent
    const isComputed = left.type === 'MemberExpression' && left.computed && memberName(left) === undefined
    return isComputed && parent.right === node ? facts.places.placeOf(left) : undefined
  }
  const isMember = parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition'
  if (!isMember || !parent.computed || parent.key.type !== 'Identifier') return undefined
  const home = facts.places.thisPlaceAt(node.body)
  const key = facts.bindings.variableOf(parent.key)
  return home === undefined || !key ? undefined : `${home}.[${facts.places.variablePlace(key)}]`
}

/** Answers the functions that an object literal holds under a name, or under any name that `accepts` takes. */
export function functionsOfObject(
  facts: FileFacts,
  object: TSESTree.ObjectExpression,
  name: string | ((name: string, node: FunctionNode) => boolean),
  depth = 0,
): FunctionNode[] {
  return object.properties.flatMap((property) => {
    if (property.type !== 'Property') return []
    const key = keyName(property.key, property.computed)
    if (key === undefined || (typeof name === 'string' && key !== name)) return []
    const meant = functionsMeantBy(facts, property.value, depth)
    return typeof name === 'string' ? meant : meant.filter((node) => name(key, node))
  })
}

/** The functions that run when one runs. */
export interface Reach {
  functions: ReadonlySet<FunctionNode>
  /** Whether these are all of them. */
  isComplete: boolean
}

/** In a bundle one function may run thousands of others, which is too much to follow for each function. */
export const MAX_REACH = 1000

/**
 * Answers the functions of this file that run when one runs, itself included: what it calls or hands to a
 * call, directly and through others. Errs on the side of too many.
 */
export const functionsRunBy = perKey((facts: FileFacts, start: FunctionNode): Reach =>
  functionsRunByAll(facts, [start], MAX_REACH),
)

/** Answers the functions of this file that run when any of some functions runs, those included. */
export function functionsRunByAll(
  facts: FileFacts,
  starts: Iterable<FunctionNode>,
  limit = Number.POSITIVE_INFINITY,
): Reach {
  const functions = new Set(starts)
  for (const current of functions) {
    if (functions.size > limit) return { functions, isComplete: false }
    for (const mentioned of functionsMentionedIn(facts, current)) functions.add(mentioned)
  }
  return { functions, isComplete: true }
}

const functionsMentionedIn = perKey((facts: FileFacts, root: FunctionNode): ReadonlySet<FunctionNode> => {
  const found = new Set<FunctionNode>()
  walk(root.body, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'Identifier' || node.type === 'MemberExpression') {
      if (isTakenOut(node)) return false
      if (isReceiver(node)) return undefined
      for (const target of functionsMeantBy(facts, node)) found.add(target)
    }
    return undefined
  })
  return found
})

/** `server.close()` runs nothing that the server was made with; `f.call(this)` runs `f`. */
function isReceiver(node: TSESTree.Node): boolean {
  const { parent } = node
  return (
    parent?.type === 'MemberExpression' &&
    parent.object === node &&
    !RUNS_RECEIVER.has(memberName(parent) ?? '')
  )
}

const RUNS_RECEIVER: ReadonlySet<string> = new Set(['call', 'apply', 'bind', 'flush'])

/** `target.off('x', handler)`: the handler is named to be taken out, not to be run. */
function isTakenOut(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type !== 'CallExpression' || parent.callee === node) return false
  return RELEASING_NAME.test(calleeName(parent) ?? '')
}
