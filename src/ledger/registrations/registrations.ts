import type { TSESTree } from '@typescript-eslint/utils'

import { LISTENER_PROTOCOLS, type ListenerProtocol } from '../../protocols/listeners.js'
import { soleValue } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isExecutor,
  type FunctionNode,
} from '../../syntax/functions.js'
import { addTo, groupedBy } from '../../syntax/grouping.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { callsByOtherName } from '../../cells/aliased-calls.js'
import { neverRuns } from '../../frameworks/never-run.js'
import { eventOf } from './events.js'
import { boundMember, isDelegated, isFunctionLike, isThis, partsOf } from './parts.js'
import type { Registration, Removal } from './registration.js'
import { registrationsWithoutEvent, removalsWithoutEvent } from './without-events.js'

/** Answers the calls of a file that register a listener. */
export const registrations = perFile((facts): readonly Registration[] => {
  const others = registrationsWithoutEvent(facts)
  const found: Registration[] = []
  for (const protocol of LISTENER_PROTOCOLS) {
    for (const call of callsOf(facts, protocol.add)) {
      const registration = registrationOf(facts, call, protocol)
      if (registration) found.push(registration)
    }
  }
  return [...found, ...others]
})

/** The calls of a method, also by a name that it is bound to: `const onProcess = process.on.bind(process)`. */
function callsOf(facts: FileFacts, name: string): readonly TSESTree.CallExpression[] {
  const own = facts.nodes.calls.get(name) ?? NONE
  const bound = callsByOtherName(facts, name).filter(({ callee }) => boundMember(facts, callee))
  return bound.length === 0 ? own : [...own, ...bound]
}

/** Answers the registration that a call is. */
export function registrationAt(facts: FileFacts, call: TSESTree.Node): Registration | undefined {
  return registrationsByCall(facts).get(call)
}

const registrationsByCall = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Registration> =>
    new Map(registrations(facts).map((each) => [each.node, each])),
)

/** Answers the registration that an expression is the handler of. */
export const registrationByHandler = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Registration> =>
    new Map(registrations(facts).map((each) => [unwrap(each.handler), each])),
)

/** Most files call none of the names: that must cost nothing. */
const NONE: readonly never[] = []

const REMOVAL_NAMES = new Set(LISTENER_PROTOCOLS.flatMap((row) => [...row.remove, ...row.removeAll]))

/** Answers those of them that stand in a function itself, or outside of all functions. */
export function registrationsIn(facts: FileFacts, scope: FunctionNode | undefined): readonly Registration[] {
  return registrationsByFunction(facts).get(scope) ?? []
}

const registrationsByFunction = perFile((facts): ReadonlyMap<FunctionNode | undefined, Registration[]> =>
  groupedBy(registrations(facts), ({ node }) => enclosingFunction(node)),
)

/** Answers those of them that a promise registers, in its executor or in the functions within that. */
export function registrationsOfPromise(facts: FileFacts, executor: FunctionNode): readonly Registration[] {
  return registrationsByExecutor(facts).get(executor) ?? []
}

const registrationsByExecutor = perFile((facts): ReadonlyMap<FunctionNode, Registration[]> => {
  const executors = new Map<FunctionNode, Registration[]>()
  for (const each of registrations(facts)) {
    const executor = enclosingFunctions(each.node).find(isExecutor)
    if (executor) addTo(executors, executor, each)
  }
  return executors
})

/** Answers the calls of a file that take listeners out. */
export const removals = perFile((facts): readonly Removal[] => {
  const others = removalsWithoutEvent(facts).filter(({ node }) => !neverRuns(facts, node))
  const found: Removal[] = []
  for (const name of REMOVAL_NAMES) {
    for (const call of callsOf(facts, name)) {
      const removal = neverRuns(facts, call) ? undefined : removalOf(facts, call)
      if (removal) found.push(removal)
    }
  }
  return [...found, ...others]
})

/** Answers the removal that a call is. */
export function removalAt(facts: FileFacts, call: TSESTree.Node): Removal | undefined {
  return removalsByNode(facts).get(call)
}

const removalsByNode = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Removal> => new Map(removals(facts).map((each) => [each.node, each])),
)

function registrationOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  protocol: ListenerProtocol,
): Registration | undefined {
  const parts = partsOf(facts, node)
  if (!parts) return undefined
  const { target, rest } = parts
  const [first, second] = rest
  // A media query list takes the handler alone: `list.addListener(handler)`.
  if (first && !second && protocol.add === 'addListener' && isHandler(first)) {
    return {
      node,
      protocol,
      target,
      event: { name: 'change', text: "'change'" },
      handler: first,
      once: false,
      byComponent: false,
      signal: undefined,
      capture: undefined,
    }
  }
  if (!first || !second) return undefined
  // `$(document).on('click', '.item', show)`: for what is in it and fits the selector.
  const handler = isDelegated(node, second) ? rest[2] : second
  if (!handler || !isHandler(handler)) return undefined
  const given = protocol.takesOptions ? rest[2] : undefined
  const options = given && constantOptions(facts, given)
  return {
    node,
    protocol,
    target,
    event: eventOf(facts, first),
    handler,
    byComponent: isThis(node) && parts.rest.length < node.arguments.length,
    once: protocol.once || isTrue(optionOf(options, 'once')),
    signal: optionOf(options, 'signal') ?? opaqueOptions(facts, options),
    capture: protocol.takesOptions ? captureOf(facts, given) : undefined,
  }
}

function removalOf(facts: FileFacts, node: TSESTree.CallExpression): Removal | undefined {
  const parts = partsOf(facts, node)
  if (!parts) return undefined
  const [first, second] = parts.rest
  if (first && !second && isHandler(first) && mayBeHandlerAlone(facts, first)) {
    return {
      node,
      target: parts.target,
      event: { name: 'change', text: "'change'" },
      handler: first,
      capture: undefined,
    }
  }
  // An EventTarget takes nothing out without being told the function.
  if (first && !second && calleeName(node) === 'removeEventListener') return undefined
  const handler = second && isDelegated(node, second) ? parts.rest[2] : second
  return {
    node,
    target: parts.target,
    event: first && eventOf(facts, first),
    handler,
    capture: calleeName(node) === 'removeEventListener' ? captureOf(facts, parts.rest[2]) : undefined,
  }
}

/** An expression that may be a function: what is certainly something else is not a handler. */
function isHandler(node: TSESTree.Expression): boolean {
  switch (unwrap(node).type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'BinaryExpression':
      return false
    default:
      return true
  }
}

/** `list.removeListener(handler)`; not `emitter.off(Events.Closed)`, which takes out all that listen for it. */
function mayBeHandlerAlone(facts: FileFacts, node: TSESTree.Expression): boolean {
  const { name, constant } = eventOf(facts, node)
  return name === undefined && constant === undefined && isFunctionLike(node)
}

function optionOf(options: TSESTree.Node | undefined, name: string): TSESTree.Node | undefined {
  if (options?.type !== 'ObjectExpression') return undefined
  for (const property of options.properties) {
    if (property.type === 'Property' && keyName(property.key, property.computed) === name)
      return property.value
  }
  return undefined
}

function captureOf(facts: FileFacts, given: TSESTree.Expression | undefined): boolean | undefined {
  if (!given) return false
  const options = constantOptions(facts, given)
  if (options.type === 'ObjectExpression') {
    if (options.properties.some((property) => property.type === 'SpreadElement')) return undefined
    return flagOf(optionOf(options, 'capture'))
  }
  return flagOf(options)
}

/** `const options = { capture: true }`, for a variable that is only handed on: what it holds. */
function constantOptions(facts: FileFacts, options: TSESTree.Expression): TSESTree.Node {
  const variable = facts.bindings.variableOf(unwrap(options))
  const value = variable && soleValue(variable)
  const isChanged = variable?.references.some(
    ({ identifier }) =>
      identifier.parent.type === 'MemberExpression' && identifier.parent.object === identifier,
  )
  return value && isChanged === false ? value : unwrap(options)
}

function flagOf(node: TSESTree.Node | undefined): boolean | undefined {
  if (!node) return false
  return node.type === 'Literal' && typeof node.value === 'boolean' ? node.value : undefined
}

/** Options that are no literal may hold a signal; booleans and what is known to hold none do not. */
function opaqueOptions(facts: FileFacts, options: TSESTree.Node | undefined): TSESTree.Node | undefined {
  if (!options || options.type === 'Literal') return undefined
  if (options.type === 'ObjectExpression') {
    return options.properties.find((property) => property.type === 'SpreadElement')
  }
  return /passive|capture/i.test(facts.sourceCode.getText(options)) ? undefined : options
}

function isTrue(node: TSESTree.Node | undefined): boolean {
  return node !== undefined && !(node.type === 'Literal' && node.value === false)
}
