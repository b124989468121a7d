import type { TSESTree } from '@typescript-eslint/utils'

import type { ResourceProtocol } from '../../protocols/resources/protocol.js'
import { soleValue, writesOf, type Variable } from '../../syntax/bindings.js'
import { enclosingFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { addTo, groupedBy } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { isNothing } from '../../syntax/nothing.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { functionsMeantBy, membersByHome } from '../call-targets.js'
import { perFile, type CallNode, type FileFacts } from '../file-facts.js'
import { transferOf } from '../transfer-of.js'
import { useOf, type Use } from './uses.js'

/** A field of an instance that is given something which a call has just made. */
export interface MemberWrite {
  /** The instance whose field it is, as the place of its `this`. */
  home: Place
  place: Place
  name: string
  /** As the members of the instance name it: `this.socket`. */
  text: string
  /** The member expression or class field that is written. */
  target: TSESTree.MemberExpression | TSESTree.PropertyDefinition
  /** What stands on the right. */
  value: TSESTree.Expression
  /** The call that makes it, which may stand in another function of the file that returns it. */
  made: CallNode
  /** The function that writes it; undefined for a class field. */
  scope: FunctionNode | undefined
}

/** Answers the fields of all instances of a file that are given something newly made. */
export const memberWrites = perFile((facts): readonly MemberWrite[] => {
  const writes: MemberWrite[] = []
  for (const { left, right, operator } of facts.nodes.assignments) {
    if (left.type !== 'MemberExpression' || !STORES.has(operator)) continue
    const place = facts.places.placeOf(left)
    const home = facts.places.placeOf(left.object)
    const name = memberName(left)
    if (place === undefined || home === undefined || name === undefined || !isInstance(home)) continue
    const made = isSetter(facts, home, name) ? undefined : callThatMakes(facts, right)
    if (!made) continue
    const text = `this.${name}`
    writes.push({ home, place, name, text, target: left, value: right, made, scope: enclosingFunction(left) })
  }
  for (const element of facts.nodes.classes.flatMap(({ body }) => body.body)) {
    if (element.type !== 'PropertyDefinition' || !element.value || element.static) continue
    const home = facts.places.thisPlaceAt(element.value)
    const name = keyName(element.key, element.computed)
    const made = callThatMakes(facts, element.value)
    if (!made || home === undefined || name === undefined) continue
    const text = `this.${name}`
    const place = `${home}.${name}`
    writes.push({ home, place, name, text, target: element, value: element.value, made, scope: undefined })
  }
  return writes
})

/** Answers them by the instance they belong to. */
export const memberWritesByHome = perFile((facts): ReadonlyMap<Place, readonly MemberWrite[]> =>
  groupedBy(memberWrites(facts), ({ home }) => home),
)

/** Whether a place is an instance itself rather than something it has. */
export function isInstance(place: Place): boolean {
  return place.startsWith('this') && !place.includes('.')
}

/** Whether a write runs a setter, which does with the value what it likes. */
function isSetter(facts: FileFacts, home: Place, name: string): boolean {
  return setters(facts).get(home)?.includes(name) === true
}

/** The names of the setters of each instance: most have none. */
const setters = perFile((facts): ReadonlyMap<Place, readonly string[]> => {
  const found = new Map<Place, string[]>()
  for (const [home, members] of membersByHome(facts)) {
    for (const { name, node } of members) {
      const { parent } = node
      const isSetter =
        (parent.type === 'MethodDefinition' || parent.type === 'Property') && parent.kind === 'set'
      if (isSetter) addTo(found, home, name)
    }
  }
  return found
})

/**
 * Whether what a field is given goes to someone else in the same breath, who may release it:
 * `owned.push((this.a = make()))`, or a variable that is also an argument of a call.
 */
export function isSharedWhenMade(
  facts: FileFacts,
  { target, value, made, scope }: Pick<MemberWrite, 'value' | 'made' | 'scope'> & { target: TSESTree.Node },
  kind: ResourceProtocol,
): boolean {
  const whole = target.type === 'MemberExpression' ? target.parent : undefined
  if (whole?.type === 'AssignmentExpression' && isHandedOn(facts, useOf(facts, whole), made)) return true
  const inner = unwrap(value)
  const named = inner.type === 'Identifier' ? facts.bindings.variableOf(inner) : undefined
  const use = useOf(facts, made)
  // A function that returns what it makes has handed it out to no one but the field.
  const isElsewhere = enclosingFunction(made) !== scope
  return [named, use.kind === 'alias' ? use.variable : undefined].some((variable) =>
    (variable?.references ?? []).some(({ identifier }) => {
      if (identifier === inner || isWithin(identifier, made)) return false
      const each = useOf(facts, identifier)
      if (each.kind === 'stored') return !isOwnField(facts, each.target)
      if (each.kind === 'argument') return transferOf(facts, each, kind).effect !== 'borrows'
      return each.kind === 'returned' && !isElsewhere
    }),
  )
}

function isHandedOn(facts: FileFacts, use: Use, made: CallNode): boolean {
  switch (use.kind) {
    case 'argument':
    case 'stored':
      return true
    case 'alias':
      return use.variable.references.some(
        ({ identifier }) =>
          !isWithin(identifier, made) && ['argument', 'stored'].includes(useOf(facts, identifier).kind),
      )
    default:
      return false
  }
}

/** Whether a target is a field of an instance, as both are of `this.a = this.b = made`. */
function isOwnField(facts: FileFacts, target: TSESTree.Node): boolean {
  const home = target.type === 'MemberExpression' ? facts.places.placeOf(target.object) : undefined
  return home !== undefined && isInstance(home)
}

const STORES: ReadonlySet<string> = new Set(['=', '??=', '||='])

const MAX_FACTORY_DEPTH = 3

/**
 * Answers the call that makes the value of an expression: the construction or call itself, or the one that a
 * function of this file returns in each of its ways. Undefined for what was there before, and what cannot be told.
 */
export function callThatMakes(facts: FileFacts, expression: TSESTree.Node, depth = 0): CallNode | undefined {
  const node = unwrapAwait(expression)
  switch (node.type) {
    case 'NewExpression':
      return node
    case 'CallExpression': {
      const [factory, ...others] = functionsMeantBy(facts, node.callee)
      if (!factory) return node
      if (others.length > 0 || depth >= MAX_FACTORY_DEPTH) return undefined
      const returned = facts.nodes.returns.get(factory) ?? []
      const [made, ...rest] = returned.map((value) => callThatMakes(facts, value, depth + 1))
      return made && rest.every((each) => each === made) ? made : undefined
    }
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      const value = variable && (soleValue(variable) ?? latestValue(variable, node))
      return value && depth < MAX_FACTORY_DEPTH ? callThatMakes(facts, value, depth + 1) : undefined
    }
    case 'ConditionalExpression': {
      const values = [node.consequent, node.alternate].filter((value) => !isNothing(value))
      const made = values.map((value) => callThatMakes(facts, value, depth))
      return made.every(Boolean) ? made[0] : undefined
    }
    default:
      return undefined
  }
}

/**
 * Answers what a variable certainly holds at a node, of several values that it is given: the last of the statements before,
 * in a block around the node. `let socket = sockets.get(id); if (socket) return socket; socket = connect(); …`
 */
function latestValue(variable: Variable, node: TSESTree.Node): TSESTree.Node | undefined {
  const scope = enclosingFunction(node)
  const last = writesOf(variable).findLast(({ identifier }) => identifier.range[0] < node.range[0])
  const assignment = last?.identifier.parent
  if (!last?.writeExpr || assignment?.type !== 'AssignmentExpression') return undefined
  const block = assignment.parent.type === 'ExpressionStatement' ? assignment.parent.parent : undefined
  const isCertain = block?.type === 'BlockStatement' && isWithin(node, block)
  return isCertain && enclosingFunction(assignment) === scope ? last.writeExpr : undefined
}
