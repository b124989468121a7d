import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import { calleesMeant, callsByOtherName } from '../../../cells/aliased-calls.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { importsOneOf, localNamesOf, localNamesOfDefault } from '../../../cells/definitions/imported-names.js'
import { nodesNamed } from '../../../cells/named-nodes.js'
import { nodesAtPlace, nodesOfVariable, useOf } from '../../../cells/uses/uses.js'
import {
  GIVEN_FETCH,
  LISTENING,
  RESPONSE_MARKS,
  RESPONSE_PROTOCOLS,
  type ResponseProtocol,
} from '../../../protocols/responses.js'
import { soleValue } from '../../../syntax/bindings.js'
import {
  enclosingFunction,
  functionName,
  isFunction,
  isWithin,
  type FunctionNode,
} from '../../../syntax/functions.js'
import { addTo } from '../../../syntax/grouping.js'
import { moduleOf } from '../../../syntax/module-origin.js'
import { calleeName, memberName, receiverOf } from '../../../syntax/property-name.js'
import { outermost, unwrap, unwrapAwait, wrapped } from '../../../syntax/unwrap.js'
import { optionText } from './request-options.js'

/** A request that a file sends, and the functions of this file that are called with its response. */
export interface SentRequest {
  readonly node: TSESTree.CallExpression
  readonly protocol: ResponseProtocol
  readonly callbacks: readonly FunctionNode[]
  /** The method that its options name; undefined where they name none. */
  readonly method: string | undefined
  /** Whether what is called may be something else as well: `options.fetch ?? fetch`. */
  readonly isReplaceable: boolean
  /** The call that sends it, where that is in a function that answers the response. */
  readonly inner: TSESTree.CallExpression
}

/** Answers the requests that a file sends and whose response is known, those that a function of it sends for others too. */
export const sentRequests = perFile((facts): readonly SentRequest[] => {
  const found = new Map<TSESTree.CallExpression, SentRequest>()
  const add = (node: TSESTree.CallExpression, protocol: ResponseProtocol, isReplaceable: boolean): void => {
    if (found.has(node)) return
    const [callbacks, method] = [callbacksOf(facts, node, protocol), methodOf(facts, node)]
    found.set(node, { node, protocol, callbacks, method, isReplaceable, inner: node })
  }
  for (const protocol of RESPONSE_PROTOCOLS) {
    if (!mayBeSent(facts, protocol)) continue
    for (const node of candidatesOf(facts, protocol)) {
      if (protocol.asks && !asksFor(facts, node, protocol.asks)) continue
      if (isRequest(facts, node, protocol)) add(node, protocol, false)
      // `this.client.get(url, { responseType: 'stream' })`
      else if (protocol.asks && node.callee.type === 'MemberExpression') add(node, protocol, true)
    }
    for (const node of replaceableCalls(facts, protocol)) add(node, protocol, true)
  }
  const pending = [...found.values()]
  for (let request = pending.pop(); request; request = pending.pop()) {
    for (const node of callsThatGet(facts, request)) {
      if (found.has(node)) continue
      const outer = { ...request, node, callbacks: [] }
      found.set(node, outer)
      pending.push(outer)
    }
  }
  return [...found.values()]
})

/** Whether a file may send such requests, at a glance: it is known by an option, is a global, or is of a module. */
function mayBeSent(
  facts: FileFacts,
  { asks, acquire: { modules = NONE, global } }: ResponseProtocol,
): boolean {
  return asks
    ? facts.sourceCode.text.includes(asks.name)
    : global !== undefined || importsOneOf(facts, modules)
}

/** The calls of a function of this file that answers the response of a request on all of its ways. */
function callsThatGet(facts: FileFacts, { node, protocol }: SentRequest): readonly TSESTree.CallExpression[] {
  const scope = enclosingFunction(node)
  const name = scope && functionName(scope)
  const calls = name === undefined ? undefined : facts.nodes.calls.get(name)
  if (!scope || !calls || protocol.arrives !== 'promise' || scope.generator) return []
  const use = useOf(facts, node)
  const values = facts.nodes.returns.get(scope) ?? []
  const isAnswered = values.every((value) => {
    const answer = unwrapAwait(value)
    if (answer === node) return true
    return use.kind === 'alias' && facts.bindings.variableOf(answer) === use.variable
  })
  if (values.length === 0 || !isAnswered) return []
  return calls.filter((call) => {
    const [target, ...others] = functionsMeantBy(facts, call.callee)
    return target === scope && others.length === 0 && !isWithin(call, scope)
  })
}

function candidatesOf(
  facts: FileFacts,
  { acquire: { name, modules = NONE, isDefault } }: ResponseProtocol,
): readonly TSESTree.CallExpression[] {
  const { calls } = facts.nodes
  const own = [...(calls.get(name) ?? NONE), ...callsByOtherName(facts, name)]
  const named = localNamesOf(facts, name, modules)
  const whole = isDefault ? localNamesOfDefault(facts, modules) : NONE
  if (named.length + whole.length === 0) return own
  const locals = [...named, ...whole].filter((local) => local !== name)
  if (locals.length === 0) return own
  return [
    ...own,
    ...locals.flatMap((each) => [...(calls.get(each) ?? NONE), ...callsByOtherName(facts, each)]),
  ]
}

/** Most protocols have nothing in most files: that must cost nothing. */
const NONE: readonly never[] = []

function isRequest(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  { acquire: { name, modules = NONE, global } }: ResponseProtocol,
): boolean {
  const callee = unwrap(node.callee)
  if (global !== undefined && facts.places.placeOf(callee) === `g:${name}`) return true
  const sources = modulesOf(facts, callee)
  return sources.length > 0 && sources.every((source) => modules.includes(source))
}

/** The modules that a callee may come from: `(secure ? https : http).get` comes from either. */
function modulesOf(facts: FileFacts, callee: TSESTree.Node): string[] {
  const sources = calleesMeant(facts, callee).map((each) => moduleOf(each, facts.bindings))
  const known = sources.filter((each) => each !== undefined)
  if (known.length === sources.length) return known
  if (callee.type !== 'MemberExpression') return []
  const object = unwrap(callee.object)
  const variable = object.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
  const value = variable ? soleValue(variable) : object
  const made = value?.type === 'NewExpression' ? moduleOf(value.callee, facts.bindings) : undefined
  return made === undefined ? [] : [made]
}

/** `(options.fetch ?? fetch)(url)`, `const load = options.fetch ?? fetch`, a parameter that is `fetch` by default. */
function replaceableCalls(facts: FileFacts, protocol: ResponseProtocol): TSESTree.CallExpression[] {
  const { acquire } = protocol
  if (acquire.global === undefined) return []
  const globals = [
    ...facts.bindings.globalsNamed(acquire.name),
    ...(facts.nodes.members.get(acquire.name) ?? []).filter((member) =>
      member.type === 'MemberExpression' ? facts.places.placeOf(member) === `g:${acquire.name}` : false,
    ),
  ]
  return [...globals.flatMap((node) => callsThrough(facts, node)), ...callsOfGiven(facts)]
}

/** `this.fetch(url)`, `fetchFn(url)`: what is given in place of `fetch` is called like it, and answers what it does. */
const callsOfGiven = perFile((facts): readonly TSESTree.CallExpression[] => {
  const found: TSESTree.CallExpression[] = []
  for (const [, calls] of callsNamedAsFetch(facts)) {
    for (const call of calls) {
      if (moduleOf(call.callee, facts.bindings) !== undefined) continue
      if (functionsMeantBy(facts, call.callee).length === 0 && isUsedAsResponse(facts, call)) found.push(call)
    }
  }
  return found
})

const callsNamedAsFetch = nodesNamed('calls', (name) => GIVEN_FETCH.test(name))

function isUsedAsResponse(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const use = useOf(facts, call)
  if (use.kind !== 'alias' || wrapped(call) === call) return false
  return nodesOfVariable(use.variable).some((node) => {
    const each = useOf(facts, node)
    const name =
      each.kind === 'receiver' ? each.method : each.kind === 'property' ? memberName(each.member) : undefined
    return RESPONSE_MARKS.has(name ?? '')
  })
}

function callsThrough(facts: FileFacts, global: TSESTree.Node): TSESTree.CallExpression[] {
  let node = outermost(global)
  while (isOneOfTwo(node)) node = outermost(node.parent ?? node)
  const { parent } = node
  if (parent?.type === 'CallExpression') return parent.callee === node && node !== global ? [parent] : []
  const target =
    parent?.type === 'VariableDeclarator' && parent.init === node
      ? parent.id
      : parent?.type === 'AssignmentPattern' && parent.right === node
        ? parent.left
        : undefined
  const variable = target?.type === 'Identifier' ? facts.bindings.variableOf(target) : undefined
  return (variable ? nodesOfVariable(variable) : []).flatMap((each) => {
    const callee = outermost(each)
    return callee.parent?.type === 'CallExpression' && callee.parent.callee === callee ? [callee.parent] : []
  })
}

function isOneOfTwo(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type === 'LogicalExpression') return parent.operator !== '&&'
  return parent?.type === 'ConditionalExpression' && parent.test !== node
}

function asksFor(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  { name, value }: NonNullable<ResponseProtocol['asks']>,
): boolean {
  return optionText(facts, node, name) === value
}

function methodOf(facts: FileFacts, node: TSESTree.CallExpression): string | undefined {
  return optionText(facts, node, 'method')?.toUpperCase()
}

/** Of several handlers each may leave the reading to another one, so that none of them is answered. */
function callbacksOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  { arrives }: ResponseProtocol,
): readonly FunctionNode[] {
  if (arrives === 'promise') return []
  const last = node.arguments.at(-1)
  const handlers = [
    ...(last && last.type !== 'CallExpression' ? functionsMeantBy(facts, last) : []),
    ...(responseListeners(facts).get(node) ?? []),
  ]
  return handlers.length === 1 ? handlers : []
}

/** The functions that listen to `'response'`, by the request's call. */
const responseListeners = perFile((facts): ReadonlyMap<TSESTree.Node, FunctionNode[]> => {
  const listeners = new Map<TSESTree.Node, FunctionNode[]>()
  for (const method of LISTENING) {
    for (const call of facts.nodes.calls.get(method) ?? []) {
      const [event, handler] = call.arguments
      if (event?.type !== 'Literal' || event.value !== 'response' || !handler) continue
      const request = makerOfReceiver(facts, call)
      if (!request) continue
      for (const each of functionsMeantBy(facts, handler)) addTo(listeners, request, each)
    }
  }
  return listeners
})

/**
 * Answers the call that made what a method is called on: through variables, fields that are written once, and
 * methods that answer it again.
 */
export function makerOfReceiver(facts: FileFacts, call: TSESTree.CallExpression): TSESTree.Node | undefined {
  let current: TSESTree.Node | undefined = receiverOf(call)
  for (let i = 0; i < MAX_STEPS && current; i++) {
    const node: TSESTree.Node = unwrap(current)
    if (node.type === 'CallExpression' && isFluent(node)) {
      current = receiverOf(node)
    } else if (node.type === 'Identifier') {
      const variable = facts.bindings.variableOf(node)
      current = variable && soleValue(variable)
      if (!current || isFunction(current) || unwrap(current).type === 'Identifier') return undefined
    } else if (node.type === 'MemberExpression') {
      current = soleWriteOf(facts, node)
    } else {
      return node
    }
  }
  return undefined
}

const MAX_STEPS = 40

function isFluent(node: TSESTree.CallExpression): boolean {
  const name = calleeName(node) ?? ''
  return LISTENING.has(name) || name === 'setTimeout'
}

/** `this.request = http.get(url)`, where nothing else is written there but that there is none. */
function soleWriteOf(facts: FileFacts, member: TSESTree.MemberExpression): TSESTree.Node | undefined {
  const place = facts.places.placeOf(member)
  if (place === undefined) return undefined
  const values = nodesAtPlace(facts, place).flatMap((node) => {
    const use = useOf(facts, node)
    return use.kind === 'assigned' && use.value.type !== 'Literal' ? [use.value] : []
  })
  return values.length === 1 ? values[0] : undefined
}
