import type { TSESTree } from '@typescript-eslint/utils'

import { FAILURE_EVENTS, SETTLING_EVENTS } from '../../protocols/listeners.js'
import { enclosingFunctions, isExecutor, isWithin, type FunctionNode } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { memberName } from '../../syntax/property-name.js'
import { functionsMeantBy, functionsRunByAll } from '../../cells/call-targets.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { walk } from '../../syntax/walk.js'
import type { FileFacts } from '../../cells/file-facts.js'

/** A function, or what stands for one, that an object calls when an event comes. */
interface Handler {
  target: Place
  event: string
  value: TSESTree.Node
}

/**
 * Answers the handler for the failure of an object that does not release what the handler of its success does:
 * `image.onload = () => URL.revokeObjectURL(url)` beside `image.onerror = reject`. Undefined where something
 * else may release it, too, and for `own`, the place of what is to be released.
 */
export function failureWithoutRelease(
  facts: FileFacts,
  releases: readonly TSESTree.Node[],
  own: Place,
): TSESTree.Node | undefined {
  const handlers = releases.map((release) => handlerAround(facts, release))
  const [first] = handlers
  // What fails itself is over, or has never begun.
  if (!first || first.target === own || handlers.some((handler) => handler?.target !== first.target))
    return undefined
  if (handlers.some((handler) => handler && SETTLING_EVENTS.has(handler.event))) return undefined
  const failing = failureHandlers(facts, first.target).find(({ value }) => !runsAny(facts, value, releases))
  return failing && !handsOn(facts, failing.value, [...releases, targetOf(failing)])
    ? failing.value
    : undefined
}

/** What a handler belongs to: `image` of `image.onerror = …`. */
function targetOf({ value }: Handler): TSESTree.Node {
  const { parent } = value
  if (parent?.type === 'AssignmentExpression') return parent.left
  return parent?.type === 'CallExpression' ? parent.callee : value
}

/** Whether a handler gives a call anything that goes by the same name as one of some nodes. */
function handsOn(facts: FileFacts, handler: TSESTree.Node, nodes: readonly TSESTree.Node[]): boolean {
  const names = new Set(nodes.map(rootName))
  return functionsMeantBy(facts, handler).some((scope) => {
    let hands = false
    walk(scope.body, facts.sourceCode.visitorKeys, (inner) => {
      if (inner.type === 'CallExpression') {
        hands ||= inner.arguments.some((argument) => {
          const name = rootName(argument)
          return name !== undefined && names.has(name)
        })
      }
      return !hands
    })
    return hands
  })
}

/** The variable that an expression begins with, or that a call of a release is given. */
function rootName(node: TSESTree.Node): string | undefined {
  let current: TSESTree.Node = node
  if (current.type === 'CallExpression' && current.arguments[0]) [current] = current.arguments
  while (current.type === 'MemberExpression') current = current.object
  return current.type === 'Identifier' ? current.name : undefined
}

/** The handler that the innermost function around a node is. */
function handlerAround(facts: FileFacts, node: TSESTree.Node): Handler | undefined {
  for (const scope of enclosingFunctions(node)) {
    const handler = handlerOf(facts, scope)
    if (handler) return handler
  }
  return undefined
}

function handlerOf(facts: FileFacts, scope: FunctionNode): Handler | undefined {
  const { parent } = scope
  if (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    return assignedHandler(facts, parent.left, scope)
  }
  return parent.type === 'CallExpression' ? addedHandler(facts, parent) : undefined
}

function assignedHandler(
  facts: FileFacts,
  left: TSESTree.MemberExpression,
  value: TSESTree.Node,
): Handler | undefined {
  const name = memberName(left)
  const target = facts.places.placeOf(left.object)
  return name?.startsWith('on') === true && target !== undefined
    ? { target, event: name.slice(2).toLowerCase(), value }
    : undefined
}

/** A function that a call adds as a listener. */
function addedHandler(facts: FileFacts, call: TSESTree.CallExpression): Handler | undefined {
  const added = registrations(facts).find(({ node }) => node === call)
  const { target, event, handler } = added ?? {}
  return target?.place !== undefined && event?.name !== undefined && handler
    ? { target: target.place, event: event.name, value: handler }
    : undefined
}

function failureHandlers(facts: FileFacts, target: Place): Handler[] {
  const assigned = facts.nodes.assignments.flatMap(({ left, right }) =>
    left.type === 'MemberExpression' ? (assignedHandler(facts, left, right) ?? []) : [],
  )
  const added = registrations(facts).flatMap(({ target: { place }, event: { name }, handler }) =>
    place === undefined || name === undefined ? [] : [{ target: place, event: name, value: handler }],
  )
  return [...assigned, ...added].filter(
    (handler) => handler.target === target && FAILURE_EVENTS.has(handler.event),
  )
}

/** Whether a handler runs any of some nodes. One of a name that is not known here, other than a parameter's, may. */
function runsAny(facts: FileFacts, handler: TSESTree.Node, nodes: readonly TSESTree.Node[]): boolean {
  const meant = functionsMeantBy(facts, handler)
  if (meant.length === 0) return !isRejection(facts, handler)
  const { functions, isComplete } = functionsRunByAll(facts, meant)
  return !isComplete || nodes.some((node) => [...functions].some((scope) => isWithin(node, scope)))
}

/** A parameter of the executor of a promise: it settles the promise and does nothing else. */
function isRejection(facts: FileFacts, node: TSESTree.Node): boolean {
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const scope = variable?.scope.block as TSESTree.Node | undefined
  return isExecutor(scope) && scope.params.some((parameter) => parameter === variable?.identifiers[0])
}
