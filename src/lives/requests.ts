import type { TSESTree } from '@typescript-eslint/utils'

import {
  CONNECTION_EVENTS,
  REQUEST_END_EVENTS,
  REQUEST_NAME,
  RESPONSE_NAME,
  ROUTE_METHODS,
  SERVER_FACTORIES,
  SERVER_NAME,
} from '../protocols/requests.js'
import type { Variable } from '../syntax/bindings.js'
import type { FunctionNode } from '../syntax/functions.js'
import { memberName } from '../syntax/property-name.js'
import { rootOf, unwrap } from '../syntax/unwrap.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { registrations } from '../ledger/registrations/registrations.js'

/** A function that a server runs once for each request or connection. */
export interface RequestScope {
  node: FunctionNode
  /** What ends with the request: the parameters for it, its response, its connection. */
  subjects: readonly Variable[]
  /** The one of them whose `'close'` says that it is over, as a message names it. */
  subject: string
}

/** Answers what a function serves; undefined where it is not known to serve requests or connections. */
export function requestScopeOf(facts: FileFacts, node: FunctionNode): RequestScope | undefined {
  return requestScopes(facts).get(node)
}

/** Answers the functions that run when what a function serves is over: `res.on('close', stop)`. */
export function endsOfRequest(facts: FileFacts, scope: RequestScope): readonly FunctionNode[] {
  return scope.subjects.flatMap((subject) => endHandlers(facts).get(subject) ?? [])
}

/** The handlers of end events, by the variable that the events are of: `res.on('close', stop)`. */
const endHandlers = perFile((facts): ReadonlyMap<Variable, FunctionNode[]> => {
  const found = new Map<Variable, FunctionNode[]>()
  for (const { target, event, handler } of registrations(facts)) {
    if (event.name === undefined || !REQUEST_END_EVENTS.has(event.name)) continue
    const root = rootOf(target.node)
    const variable = facts.bindings.variableOf(root)
    if (!variable) continue
    found.set(variable, [...(found.get(variable) ?? []), ...functionsMeantBy(facts, handler)])
  }
  return found
})

const requestScopes = perFile((facts): ReadonlyMap<FunctionNode, RequestScope> => {
  const found = new Map<FunctionNode, RequestScope>()
  const add = (node: FunctionNode): void => {
    const subjects = node.params.flatMap((parameter) =>
      parameter.type === 'Identifier' ? (facts.bindings.variableOf(parameter) ?? []) : [],
    )
    const subject = subjects.find(({ name }) => RESPONSE_NAME.test(name)) ?? subjects[0]
    if (subject) found.set(node, { node, subjects, subject: subject.name })
  }
  for (const node of facts.nodes.functions) if (hasRequestParameters(node)) add(node)
  for (const call of callsNamed(facts, ROUTE_METHODS)) if (hasPath(call)) handlersOf(facts, call).forEach(add)
  for (const call of callsNamed(facts, SERVER_FACTORIES)) handlersOf(facts, call).forEach(add)
  for (const { target, event, handler } of registrations(facts)) {
    if (!CONNECTION_EVENTS.has(event.name ?? '') || !isServer(target.node)) continue
    functionsMeantBy(facts, handler).forEach(add)
  }
  return found
})

function callsNamed(facts: FileFacts, names: ReadonlySet<string>): TSESTree.CallExpression[] {
  return [...names].flatMap((name) => facts.nodes.calls.get(name) ?? [])
}

function handlersOf(facts: FileFacts, call: TSESTree.CallExpression): FunctionNode[] {
  return call.arguments.flatMap((argument) =>
    argument.type === 'SpreadElement' ? [] : functionsMeantBy(facts, argument),
  )
}

/** Whether a function takes a request and its response, by what such parameters are called everywhere. */
export function hasRequestParameters({ params: [first, second] }: FunctionNode): boolean {
  return (
    first?.type === 'Identifier' &&
    second?.type === 'Identifier' &&
    REQUEST_NAME.test(first.name) &&
    RESPONSE_NAME.test(second.name)
  )
}

/** `app.get('/path', handler)`; not `map.get(key)`. */
function hasPath({ arguments: given }: TSESTree.CallExpression): boolean {
  const [path] = given
  return (
    given.length > 1 && path?.type === 'Literal' && typeof path.value === 'string' && /^[/*]/.test(path.value)
  )
}

function isServer(target: TSESTree.Node): boolean {
  const node = unwrap(target)
  if (node.type === 'Identifier') return SERVER_NAME.test(node.name)
  if (node.type === 'MemberExpression') return SERVER_NAME.test(memberName(node) ?? '')
  // `io.of('/admin')`
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false
  return memberName(node.callee) === 'of' && isServer(node.callee.object)
}
