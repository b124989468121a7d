import type { TSESTree } from '@typescript-eslint/utils'

import {
  LISTENING,
  RESPONSE_PROTOCOLS,
  SERVER_MODULES,
  type ResponseProtocol,
} from '../protocols/responses.js'
import { soleValue } from '../syntax/bindings.js'
import { constantString } from '../syntax/constants.js'
import { isFunction, isWithin, runsAtModuleLoad, type FunctionNode } from '../syntax/functions.js'
import { moduleOf } from '../syntax/module-origin.js'
import { calleeName, keyName, receiverOf } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { importsOneOf, localNamesOf, localNamesOfDefault } from '../cells/imported-names.js'

/** A request, and the functions of this file that are called with its response. */
export interface ResponseSource {
  node: TSESTree.CallExpression
  protocol: ResponseProtocol
  callbacks: readonly FunctionNode[]
  /** Whether it asks for something to be done, so that the answer is short. */
  isCommand: boolean
}

/** Answers the requests of a file whose response is known, those that run once as the module loads left out. */
export const responseSources = perFile((facts): readonly ResponseSource[] => {
  const found = new Map<TSESTree.CallExpression, ResponseSource>()
  for (const protocol of RESPONSE_PROTOCOLS) {
    for (const node of candidatesOf(facts, protocol)) {
      if (found.has(node) || runsAtModuleLoad(node) || !isRequest(facts, node, protocol)) continue
      const method = methodOf(facts, node)
      const isCommand = method !== undefined && method !== 'GET'
      if (protocol.arrives === 'promise' && (method === 'HEAD' || isTimed(facts, node))) continue
      found.set(node, { node, protocol, callbacks: callbacksOf(facts, node, protocol), isCommand })
    }
  }
  return [...found.values()]
})

function candidatesOf(
  facts: FileFacts,
  { name, modules, isDefault }: ResponseProtocol,
): readonly TSESTree.CallExpression[] {
  const { calls } = facts.nodes
  const own = calls.get(name) ?? NONE
  const locals = [
    ...localNamesOf(facts, name, modules),
    ...(isDefault ? localNamesOfDefault(facts, modules) : NONE),
  ].filter((local) => local !== name)
  return locals.length === 0 ? own : [...own, ...locals.flatMap((each) => calls.get(each) ?? NONE)]
}

/** Most protocols have nothing in most files: that must cost nothing. */
const NONE: readonly never[] = []

function isRequest(facts: FileFacts, node: TSESTree.CallExpression, protocol: ResponseProtocol): boolean {
  const callee = unwrap(node.callee)
  if (protocol.isGlobal && facts.places.placeOf(callee) === `g:${protocol.name}`) {
    return importsOneOf(facts, SERVER_MODULES)
  }
  const sources = modulesOf(facts, callee)
  return sources.length > 0 && sources.every((source) => protocol.modules.includes(source))
}

/** The modules that a callee may come from: `(secure ? https : http).get` comes from either. */
function modulesOf(facts: FileFacts, callee: TSESTree.Node): string[] {
  const source = moduleOf(callee, facts.bindings)
  if (source !== undefined) return [source]
  if (callee.type !== 'MemberExpression') return []
  const object = unwrap(callee.object)
  const variable = object.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
  const value = variable ? soleValue(variable) : object
  if (value?.type === 'ConditionalExpression') {
    const [one, other] = [value.consequent, value.alternate].map((each) => moduleOf(each, facts.bindings))
    return one === undefined || other === undefined ? [] : [one, other]
  }
  const made = value?.type === 'NewExpression' ? moduleOf(value.callee, facts.bindings) : undefined
  return made === undefined ? [] : [made]
}

/** Whether a signal aborts the request after a while, its body included. */
function isTimed(facts: FileFacts, node: TSESTree.CallExpression): boolean {
  return (facts.nodes.calls.get('timeout') ?? []).some(
    (call) => isWithin(call, node) && facts.places.placeOf(call.callee) === 'g:AbortSignal.timeout',
  )
}

/** Answers the method that the options of a request name; undefined where they name none, or not as a literal. */
function methodOf(facts: FileFacts, node: TSESTree.CallExpression): string | undefined {
  for (const argument of node.arguments) {
    const variable = argument.type === 'Identifier' ? facts.bindings.variableOf(argument) : undefined
    const options = variable ? soleValue(variable) : argument
    if (options?.type !== 'ObjectExpression') continue
    for (const property of options.properties) {
      if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'method') continue
      const method = constantString(property.value, facts.bindings)
      if (method !== undefined) return method.toUpperCase()
    }
  }
  return undefined
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
      const request = requestOf(facts, call)
      if (!request) continue
      listeners.set(request, [...(listeners.get(request) ?? []), ...functionsMeantBy(facts, handler)])
    }
  }
  return listeners
})

/** The call that made what a method is called on: through variables, and through methods that answer it again. */
function requestOf(facts: FileFacts, call: TSESTree.CallExpression): TSESTree.Node | undefined {
  let current: TSESTree.Node | undefined = receiverOf(call)
  for (;;) {
    const node: TSESTree.Node | undefined = current && unwrap(current)
    if (node?.type === 'CallExpression' && LISTENING.has(calleeName(node) ?? '')) {
      current = receiverOf(node)
    } else if (node?.type === 'Identifier') {
      const variable = facts.bindings.variableOf(node)
      current = variable && soleValue(variable)
      if (!current || isFunction(current) || unwrap(current).type === 'Identifier') return undefined
    } else {
      return node
    }
  }
}
