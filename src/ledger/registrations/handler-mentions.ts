import type { TSESTree } from '@typescript-eslint/utils'

import { FUNCTION_MAKERS, RUNS_LATER } from '../../protocols/removals.js'
import { isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import { isFunction } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import { isNothing } from '../../syntax/nothing.js'
import type { Place } from '../../syntax/places.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { isDependencyList } from '../../syntax/dependency-lists.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { isPlainName } from './events.js'
import { registrations, removals } from './registrations.js'
import type { EventName, Registration, Removal } from './registration.js'
import { nodesAtPlace, nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/** Answers where a handler lives: its own place, or that of what it is assigned to where it is given. */
export function handlerPlace(facts: FileFacts, handler: TSESTree.Node): Place | undefined {
  const node = unwrap(handler)
  if (node.type === 'AssignmentExpression' && node.operator === '=') return handlerPlace(facts, node.left)
  // `on('x', function handle() { off('x', handle) })`: the name by which a function knows itself.
  if (node.type === 'FunctionExpression') return node.id ? facts.places.placeOf(node.id) : undefined
  return facts.places.placeOf(node)
}

/** Answers the registrations of the handler at a place. */
export function registrationsOfHandler(facts: FileFacts, place: Place): readonly Registration[] {
  return registrationsByHandler(facts).get(place) ?? NONE
}

const NONE: readonly never[] = []

/**
 * Answers those of the registrations of the handler at a place that may be for an event: one handler of n events is not
 * compared with n removals, event by event. All that are left out are for another event for certain.
 */
export function registrationsOfEvent(
  facts: FileFacts,
  place: Place,
  event: EventName | undefined,
): readonly Registration[] {
  const all = registrationsOfHandler(facts, place)
  const name = event?.name
  if (name === undefined || all.length < FEW || !isPlainName(name)) return all
  const names = eventsOf(facts, all)
  const found = [...(names.get(name.toLowerCase()) ?? []), ...(names.get('') ?? [])]
  return found.sort((a, b) => a - b).map((index) => all[index] as Registration)
}

const FEW = 8

/** Where in a list the registrations for each event stand; under no name those whose event may be any. */
const eventsOf = perKey((_facts: FileFacts, all: readonly Registration[]): ReadonlyMap<string, number[]> => {
  const names = new Map<string, number[]>()
  for (const [index, { event }] of all.entries()) {
    addTo(names, event.name !== undefined && isPlainName(event.name) ? event.name.toLowerCase() : '', index)
  }
  return names
})

const registrationsByHandler = perFile((facts) => byHandler(facts, registrations(facts)))
const removalsByHandler = perFile((facts) => byHandler(facts, removals(facts)))

/** Answers the removals of the handler at a place. */
export function removalsOfHandlerAt(facts: FileFacts, place: Place): readonly Removal[] {
  return removalsByHandler(facts).get(place) ?? []
}

function byHandler<T extends { handler: TSESTree.Expression | undefined }>(
  facts: FileFacts,
  all: readonly T[],
): ReadonlyMap<Place, T[]> {
  const places = new Map<Place, T[]>()
  for (const each of all) {
    const place = each.handler && handlerPlace(facts, each.handler)
    if (place === undefined) continue
    addTo(places, place, each)
  }
  return places
}

/**
 * Whether this file shows all that becomes of a handler: each mention registers it, takes it out, calls it, or makes
 * another function of it. Nobody else can have registered it then.
 */
export function isFollowed(facts: FileFacts, handler: TSESTree.Node, place: Place): boolean {
  const known = followed(facts).get(place)
  if (known !== undefined) return known
  const root = rootVariable(facts, handler)
  const variable = root && facts.places.variablePlace(root) === place ? root : undefined
  const nodes = variable ? nodesOfVariable(variable) : nodesAtPlace(facts, place)
  const answer =
    !(variable && isExported(variable)) && nodes.every((node) => isPlainMention(facts, node, MAX_ALIASES))
  followed(facts).set(place, answer)
  return answer
}

const followed = perFile(() => new Map<Place, boolean>())
const MAX_ALIASES = 4

/** Whether a handler is certainly a function of this file, under this name only. */
export function isOwnHandler(facts: FileFacts, handler: TSESTree.Node): boolean {
  return functionsMeantBy(facts, handler).length > 0
}

/** The variable that a name stands for, through other names of it; undefined for members. */
function rootVariable(facts: FileFacts, handler: TSESTree.Node): Variable | undefined {
  let node = unwrap(handler)
  for (let depth = 0; depth < MAX_ALIASES && node.type === 'Identifier'; depth++) {
    const variable = facts.bindings.variableOf(node)
    const value = variable && soleValue(variable)
    if (!variable || !value || (value.type !== 'Identifier' && value.type !== 'MemberExpression'))
      return variable
    node = value
  }
  return undefined
}

function isExported(variable: Variable): boolean {
  // The node of a parameter is its function.
  if (isParameter(variable)) return false
  return variable.defs.some((definition) => {
    const node = definition.node as TSESTree.Node
    const statement = node.type === 'VariableDeclarator' ? node.parent : node
    return statement.parent?.type.startsWith('Export') === true
  })
}

function isPlainMention(facts: FileFacts, mention: TSESTree.Node, depth: number): boolean {
  const node = wrapped(mention)
  const { parent } = node
  switch (parent?.type) {
    case 'CallExpression':
      return parent.callee === node || isPlainArgument(facts, parent, node)
    case 'MemberExpression':
      // `f.bind(this)`, `f.call(this)`, `f.cancel()`; an emitter may know a function again by `f.id = …`.
      return parent.object === node && useOf(facts, node).kind === 'receiver'
    case 'JSXExpressionContainer':
      return true
    case 'ArrayExpression':
      return isDependencyList(parent)
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return true
    case 'Property':
      // A name that something is destructured into.
      return parent.parent.type === 'ObjectPattern'
    case 'VariableDeclarator':
      return parent.id === node || isPlainAlias(facts, parent.id, depth)
    case 'AssignmentExpression':
      if (parent.left === node) return isPlainValue(facts, parent.right)
      return parent.parent.type === 'ExpressionStatement' && isPlainAlias(facts, parent.left, depth)
    default:
      return useOf(facts, mention).kind === 'tested'
  }
}

function isPlainArgument(facts: FileFacts, call: TSESTree.CallExpression, node: TSESTree.Node): boolean {
  const name = calleeName(call) ?? ''
  return RUNS_LATER.has(name) || FUNCTION_MAKERS.has(name) || handlerNodes(facts).has(node)
}

/** The handlers of all registrations and removals. */
const handlerNodes = perFile(
  (facts): ReadonlySet<TSESTree.Node> =>
    new Set(
      [...registrations(facts), ...removals(facts)].flatMap(({ handler }) => (handler ? [handler] : [])),
    ),
)

/** `const { onKey } = this`, `const onKey = this.onKey`: what becomes of the other name. */
function isPlainAlias(facts: FileFacts, name: TSESTree.Node, depth: number): boolean {
  if (depth === 0 || name.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(name)
  if (!variable || !soleValue(variable) || isExported(variable)) return false
  return variable.references.every(
    ({ init, identifier }) => init === true || isPlainMention(facts, identifier as TSESTree.Node, depth - 1),
  )
}

/** What is assigned is a function made here, or nothing. */
function isPlainValue(facts: FileFacts, value: TSESTree.Node): boolean {
  const node = unwrap(value)
  if (isFunction(node) || isNothing(node)) return true
  if (node.type === 'AssignmentExpression') return isPlainValue(facts, node.right)
  return node.type === 'CallExpression' && FUNCTION_MAKERS.has(calleeName(node) ?? '')
}
