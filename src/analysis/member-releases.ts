import type { TSESTree } from '@typescript-eslint/utils'

import { COMBINES, OTHER_ENDS, SENDS, TAKES_OVER } from '../protocols/ownership.js'
import { CLOSING_METHODS, COLLECTORS, RELEASING_NAME } from '../protocols/teardowns.js'
import { enclosingFunction, isClass, type ClassNode } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { usesOfHandle } from './handle.js'
import { areRelated } from '../cells/inherited-fields.js'
import { isInstance, type MemberWrite } from '../cells/member-writes.js'
import { runsWithin, teardownsOfHome } from '../lives/teardown.js'
import { nodesAtPlace, nodesOfProperty, useOf, type Use } from '../cells/uses.js'

/** What becomes of a field of an instance, as far as it can be told. */
export interface MemberFate {
  /** Where it is released. */
  releases: readonly TSESTree.Node[]
  /** Whether one of these runs at the end of the instance. */
  isReleasedAtEnd: boolean
  /** Whether something else may release it: it is handed on in a way that is not understood. */
  mayBeTaken: boolean
  /** Whether it is handed out to whoever asks: returned by a method. */
  isHandedOut: boolean
}

/** Answers what becomes of a field after it is written; the same for all that write it. */
export const fateOf = perKey((facts: FileFacts, write: MemberWrite): MemberFate => {
  const { place, text, target, made } = write
  const uses = usesOfHandle(facts, { kind: 'member', place, text, node: target }, made)
  const releases = uses.filter((use) => isRelease(use)).map(({ node }) => node)
  const teardowns = teardownsOfHome(facts, write.home)
  return {
    releases,
    isReleasedAtEnd: releases.some(
      (node) => runsWithin(facts, node, teardowns) || runsWhereNobodySees(facts, node),
    ),
    mayBeTaken:
      uses.some(
        (use) =>
          !isRelease(use) &&
          (isTaken(facts, use) || (runsWithin(facts, use.node, teardowns) && isOpaque(use))),
      ) || isReleasedByAnother(facts, write),
    isHandedOut: uses.some((use) => use.kind === 'returned') || isReturnedWhenMade(facts, write),
  }
})

/** `return (this.socket ??= open())` */
function isReturnedWhenMade(facts: FileFacts, { target }: MemberWrite): boolean {
  const whole = target.type === 'MemberExpression' ? target.parent : undefined
  return whole?.type === 'AssignmentExpression' && useOf(facts, whole).kind === 'returned'
}

/** Whether a use of a field releases what is in it, by the name of what is called. */
function isRelease(use: Use): boolean {
  switch (use.kind) {
    case 'receiver':
      return use.method !== undefined && isReleasingMethod(use.method)
    case 'argument': {
      const name = calleeName(use.call)
      return name !== undefined && (RELEASING_NAME.test(name) || COLLECTORS.has(name))
    }
    default:
      return false
  }
}

/** Methods that end what they are called on. `remove` and `delete` take something else out of it, mostly. */
function isReleasingMethod(method: string): boolean {
  if (OTHER_ENDS.has(method) || CLOSING_METHODS.includes(method)) return true
  return RELEASING_NAME.test(method) && !/^(?:remove|delete|clear|off|un)/.test(method)
}

/** A use by which something else becomes the owner, or may. */
function isTaken(facts: FileFacts, use: Use): boolean {
  switch (use.kind) {
    case 'argument':
      return isTakenByCall(facts, use.call)
    case 'receiver':
      // `this.worker[method]()`
      return use.method === undefined
    case 'stored': {
      // `const { state } = this.view` takes something out of it.
      if (use.target.type === 'ObjectPattern') return false
      const call = callGivenOptions(use.target)
      return call ? isTakenByCall(facts, call) : true
    }
    case 'other':
      // `<Player media={this.media} />`: a component does not own what it is given.
      return wrapped(use.node).parent?.type !== 'JSXExpressionContainer'
    default:
      return false
  }
}

/** `run({ view: this.view })`: answers the call that is given an object with the field in it. */
function callGivenOptions(property: TSESTree.Node): TSESTree.CallExpression | undefined {
  const object = property.type === 'Property' ? property.parent : undefined
  const call = object?.parent
  return call?.type === 'CallExpression' && call.callee !== object ? call : undefined
}

/** Whether a call keeps what it is given, as far as names tell, or makes something that may release it. */
function isTakenByCall(facts: FileFacts, call: CallNode): boolean {
  const name = calleeName(call)
  if (call.type === 'NewExpression' || name === undefined || TAKES_OVER.test(name)) return true
  // `this.all = combine(this.a, this.b)`: what is kept may be what releases them.
  const use = useOf(facts, call)
  if (use.kind === 'stored') return COMBINES.test(name) || isReleasedSomewhere(facts, use.target)
  return use.kind === 'argument' || (use.kind !== 'tested' && COMBINES.test(name))
}

/** Whether anything in the file releases what is put into a field. Yes for what is put elsewhere. */
function isReleasedSomewhere(facts: FileFacts, target: TSESTree.Node): boolean {
  const place = target.type === 'MemberExpression' ? facts.places.placeOf(target) : undefined
  return place === undefined || nodesAtPlace(facts, place).some((node) => isRelease(useOf(facts, node)))
}

/** A use in a teardown of which it cannot be told whether it releases: a message may ask it to end itself. */
function isOpaque(use: Use): boolean {
  if (use.kind === 'receiver') return use.method === undefined || SENDS.test(use.method)
  return !['tested', 'assigned', 'alias'].includes(use.kind)
}

/** A property that more code reads than this, as the short names of a bundle are, is not followed. */
const MAX_READERS = 200

/** Whether code that is not of this instance releases the field: a class it extends or is extended by, a friend. */
function isReleasedByAnother(facts: FileFacts, write: MemberWrite): boolean {
  const nodes = nodesOfProperty(facts, write.place)
  if (nodes.length > MAX_READERS) return true
  const own = classOf(write.target)
  return nodes.some((node) => {
    if (node.type !== 'MemberExpression' || !isRelease(useOf(facts, node))) return false
    const home = facts.places.placeOf(node.object)
    if (home === write.home) return false
    if (unwrap(node.object).type !== 'ThisExpression') return home === undefined || !isInstance(home)
    const other = classOf(node)
    return own !== undefined && other !== undefined && areRelated(facts, own, other)
  })
}

function classOf(node: TSESTree.Node): ClassNode | undefined {
  for (let current = node.parent; current; current = current.parent) if (isClass(current)) return current
  return undefined
}

/** Whether the teardowns of an instance go through its fields without naming them: `Object.values(this)`. */
export function releasesInBulk(facts: FileFacts, home: Place): boolean {
  const teardowns = teardownsOfHome(facts, home)
  return (bulkUses(facts).get(home) ?? []).some((node) => runsWithin(facts, node, teardowns))
}

const bulkUses = perFile((facts): ReadonlyMap<Place, readonly TSESTree.Node[]> => {
  const homes = new Map<Place, TSESTree.Node[]>()
  for (const node of facts.nodes.thisExpressions) {
    if (!standsForAllFields(node)) continue
    const home = facts.places.placeOf(node)
    if (home !== undefined) homes.set(home, [...(homes.get(home) ?? []), node])
  }
  return homes
})

/** `this[key].close()`, `for (const key in this)`, `const { ...all } = this`, `Object.values(this)`, `disposeAll(this)` */
function standsForAllFields({ parent }: TSESTree.ThisExpression): boolean {
  switch (parent.type) {
    case 'MemberExpression':
      return parent.computed && memberName(parent) === undefined
    case 'ForInStatement':
    case 'AssignmentPattern':
      return true
    case 'VariableDeclarator':
      return parent.id.type === 'ObjectPattern' && !parent.id.properties.every((each) => isPlain(each))
    case 'AssignmentExpression':
      return parent.left.type === 'ObjectPattern'
    case 'CallExpression':
      // `free(this, 'socket')`
      if (parent.callee.type === 'Identifier' && parent.arguments.some(({ type }) => type === 'Literal')) {
        return true
      }
      return BULK_RELEASE.test(calleeName(parent) ?? '')
    default:
      return false
  }
}

const BULK_RELEASE =
  /^(?:values|entries|keys)$|dispos|destroy|clean|release|teardown|close|terminate|shutdown|kill|free|stop/i

/** `{ a }` and `{ a: b }` of a destructuring, of which the places know. */
function isPlain(property: TSESTree.Property | TSESTree.RestElement): boolean {
  return property.type === 'Property' && !property.computed && property.value.type === 'Identifier'
}

/** A release in a function that is kept in an object, or given to a call that is not known. */
function runsWhereNobodySees(facts: FileFacts, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope) return false
  const { parent } = scope
  if (parent.type === 'AssignmentExpression' || parent.type === 'Property') {
    return enclosingFunction(scope) !== undefined
  }
  if (parent.type !== 'CallExpression' || parent.callee === scope) return false
  return (
    functionsMeantBy(facts, parent.callee).length === 0 &&
    !/^(?:on|once|then|catch)$/.test(calleeName(parent) ?? '')
  )
}
