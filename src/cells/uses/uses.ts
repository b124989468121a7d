import type { TSESTree } from '@typescript-eslint/utils'

import type { Variable } from '../../syntax/bindings.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import { memberName } from '../../syntax/property-name.js'
import type { Place } from '../../syntax/places.js'
import { wrapped } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../call-targets.js'
import { perFile, type CallNode, type FileFacts } from '../file-facts.js'

/** What a piece of code does with a value that it names. */
export type Use =
  | { kind: 'argument'; node: TSESTree.Node; call: CallNode; index: number }
  | { kind: 'receiver'; node: TSESTree.Node; call: TSESTree.CallExpression; method: string | undefined }
  | { kind: 'property'; node: TSESTree.Node; member: TSESTree.MemberExpression }
  | { kind: 'assigned'; node: TSESTree.Node; value: TSESTree.Expression }
  | { kind: 'stored'; node: TSESTree.Node; target: TSESTree.Node }
  | { kind: 'alias'; node: TSESTree.Node; variable: Variable }
  | { kind: 'returned'; node: TSESTree.Node }
  | { kind: 'tested'; node: TSESTree.Node }
  | { kind: 'other'; node: TSESTree.Node }

/**
 * Answers what becomes of the value of an expression, looking through assertions, `await`, `a ?? b`,
 * `a ? b : c` and the comma operator to where the value goes.
 */
export function useOf(facts: FileFacts, expression: TSESTree.Node): Use {
  const node = wrapped(expression)
  const { parent } = node
  if (!parent) return { kind: 'other', node: expression }
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
      if (parent.callee === node) return { kind: 'other', node: expression }
      return {
        kind: 'argument',
        node: expression,
        call: parent,
        index: parent.arguments.indexOf(node as TSESTree.CallExpressionArgument),
      }
    case 'MemberExpression':
      return parent.object === node ? memberUse(expression, parent) : { kind: 'other', node: expression }
    case 'AssignmentExpression':
      if (parent.left === node) return { kind: 'assigned', node: expression, value: parent.right }
      return storedIn(facts, expression, parent.left)
    case 'VariableDeclarator':
      return storedIn(facts, expression, parent.id)
    case 'PropertyDefinition':
    case 'AssignmentPattern':
      return { kind: 'stored', node: expression, target: parent }
    case 'Property':
    case 'ArrayExpression':
    case 'SpreadElement':
      return { kind: 'stored', node: expression, target: parent }
    case 'ReturnStatement':
    case 'YieldExpression':
      return { kind: 'returned', node: expression }
    case 'ArrowFunctionExpression':
      return { kind: parent.body === node ? 'returned' : 'other', node: expression }
    case 'LogicalExpression':
      if (parent.left === node && parent.operator === '&&') return { kind: 'tested', node: expression }
      return { ...useOf(facts, parent), node: expression }
    case 'ConditionalExpression':
      if (parent.test === node) return { kind: 'tested', node: expression }
      return { ...useOf(facts, parent), node: expression }
    case 'SequenceExpression':
      if (parent.expressions.at(-1) !== node) return { kind: 'tested', node: expression }
      return { ...useOf(facts, parent), node: expression }
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'ForInStatement':
    case 'SwitchStatement':
    case 'SwitchCase':
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'ExpressionStatement':
      return { kind: 'tested', node: expression }
    case 'TemplateLiteral':
      // A tag may keep what it is given.
      return {
        kind: parent.parent.type === 'TaggedTemplateExpression' ? 'other' : 'tested',
        node: expression,
      }
    default:
      return { kind: 'other', node: expression }
  }
}

function memberUse(expression: TSESTree.Node, member: TSESTree.MemberExpression): Use {
  const outer = wrapped(member)
  const { parent } = outer
  if (parent?.type === 'CallExpression' && parent.callee === outer) {
    return { kind: 'receiver', node: expression, call: parent, method: memberName(member) }
  }
  if (parent?.type === 'CallExpression' && parent.callee === member) {
    return { kind: 'receiver', node: expression, call: parent, method: memberName(member) }
  }
  return { kind: 'property', node: expression, member }
}

function storedIn(facts: FileFacts, expression: TSESTree.Node, target: TSESTree.Node): Use {
  if (target.type === 'Identifier') {
    const variable = facts.bindings.variableOf(target)
    if (variable) return { kind: 'alias', node: expression, variable }
  }
  return { kind: 'stored', node: expression, target }
}

/**
 * Answers every node of the file that denotes a place, however it gets there: references of a variable,
 * member expressions, destructured properties, and what is an alias of them.
 */
export function nodesAtPlace(facts: FileFacts, place: Place): readonly TSESTree.Node[] {
  const name = lastName(place)
  if (name.startsWith('[')) return computedMembersByPlace(facts).get(place) ?? []
  const members = membersAtPlace(facts, place, name)
  return place === `g:${name}` ? [...facts.bindings.globalsNamed(name), ...members] : members
}

/** `this[kTable]`: the same place where the key is a variable that is written once. */
const computedMembersByPlace = perFile((facts): ReadonlyMap<Place | undefined, TSESTree.Node[]> =>
  groupedBy(facts.nodes.computedMembers, (member) => facts.places.placeOf(member)),
)

function membersAtPlace(facts: FileFacts, place: Place, name: string): readonly TSESTree.Node[] {
  const places = nodesByPlace(facts)
  const known = places.get(name)
  if (known) return known.get(place) ?? []
  const nodes = new Map<Place, TSESTree.Node[]>()
  for (const member of facts.nodes.members.get(name) ?? []) {
    const at = facts.places.placeOf(member.type === 'MemberExpression' ? member : member.value)
    if (at === undefined) continue
    const list = nodes.get(at) ?? []
    nodes.set(at, list)
    for (const reader of readersOf(facts, member)) list.push(reader)
  }
  const globals = facts.bindings.globalsNamed(name)
  if (globals.length > 0) nodes.set(`g:${name}`, [...(nodes.get(`g:${name}`) ?? []), ...globals])
  places.set(name, nodes)
  return nodes.get(place) ?? []
}

/** By property name, filled name by name: many classes of a file may have a field of the same name. */
const nodesByPlace = perFile(() => new Map<string, ReadonlyMap<Place, TSESTree.Node[]>>())

/** Answers every node that reads a property of the name a place ends in, of whatever object; a method of `this` is none. */
export function nodesOfProperty(facts: FileFacts, place: Place): readonly TSESTree.Node[] {
  const names = nodesByName(facts)
  const name = lastName(place)
  const nodes =
    names.get(name) ??
    (facts.nodes.members.get(name) ?? []).flatMap((member) =>
      isOwnMethod(facts, member) ? [] : readersOf(facts, member),
    )
  names.set(name, nodes)
  return nodes
}

const nodesByName = perFile(() => new Map<string, readonly TSESTree.Node[]>())

/** The property that a place ends in: `cache` of `g:cache` and of `v3.cache`. */
function lastName(place: Place): string {
  return place.replace(/^g:/, '').replace(/^.*\./, '')
}

/** A member expression itself, or the references of the variable that a property is destructured into. */
function readersOf(facts: FileFacts, member: TSESTree.MemberExpression | TSESTree.Property): TSESTree.Node[] {
  if (member.type === 'MemberExpression') return [member]
  if (member.value.type !== 'Identifier') return []
  const variable = facts.bindings.variableOf(member.value)
  return (variable?.references ?? [])
    .filter((reference) => reference.isRead())
    .map((reference) => reference.identifier as TSESTree.Node)
}

/** `this.close()`, where the class has a method of that name. */
function isOwnMethod(facts: FileFacts, member: TSESTree.MemberExpression | TSESTree.Property): boolean {
  if (member.type !== 'MemberExpression') return false
  return member.object.type === 'ThisExpression' && functionsMeantBy(facts, member).some(isMethod)
}

function isMethod({ parent }: FunctionNode): boolean {
  return parent.type === 'MethodDefinition' && parent.kind === 'method'
}

/** Answers the references of a variable. */
export function nodesOfVariable(variable: Variable): TSESTree.Node[] {
  return variable.references.map((reference) => reference.identifier as TSESTree.Node)
}
