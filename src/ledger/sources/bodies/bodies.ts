import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import type { Cell } from '../../../cells/cell.js'
import { cellOfVariable } from '../../../cells/cell-of.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { useOf } from '../../../cells/uses/uses.js'
import type { BodyHolder, ResponseProtocol } from '../../../protocols/responses.js'
import type { Variable } from '../../../syntax/bindings.js'
import type { FunctionNode } from '../../../syntax/functions.js'
import { keyName, memberName } from '../../../syntax/property-name.js'
import { wrapped } from '../../../syntax/unwrap.js'
import { leavesBody, usesArguments } from './body-releases.js'
import { sentRequests, type SentRequest } from './sent-requests.js'
import type { Arrival, Duty } from '../../duty.js'
import { link, type Link } from '../../link.js'

/** The body of a response, which has to be read or thrown away. */
export interface BodyDuty extends Duty {
  readonly site: TSESTree.CallExpression
  readonly source: 'body'
  readonly kind: ResponseProtocol
  readonly request: SentRequest
  /** Where the response is, or its body; undefined where nothing of it is kept. */
  readonly cell: Cell | undefined
  /** What of that leaves the body unread. */
  readonly holder: BodyHolder
  /** What fills the cell; undefined for a parameter, which is filled from the start. */
  readonly start: TSESTree.Node | undefined
  /** Where nothing is kept: what drops it. */
  readonly dropped: TSESTree.Node | undefined
}

/** Answers the bodies that a file is given and has to read, each handle of them once. */
export const bodies = perFile((facts): readonly BodyDuty[] => {
  const seen = new Set<FunctionNode>()
  return sentRequests(facts).flatMap((request) => {
    const owed = owedBy(request)
    if (request.protocol.arrives === 'promise') {
      return ofResult(facts, request, request.node).map((handle) => dutyOf(request, handle, owed, VALUE))
    }
    const callbacks = request.callbacks.filter((callback) => !seen.has(callback))
    for (const callback of callbacks) seen.add(callback)
    return callbacks.flatMap((callback) =>
      ofParameter(facts, request, callback).map((handle) =>
        dutyOf(request, handle, owed, { as: 'parameter', callback, index: 0 }),
      ),
    )
  })
})

type Handle = Pick<BodyDuty, 'cell' | 'holder' | 'start' | 'dropped'>

const VALUE: Arrival = { as: 'value' }

function dutyOf(request: SentRequest, handle: Handle, owed: Link, arrival: Arrival): BodyDuty {
  const { node: site, protocol: kind } = request
  const isBody = handle.cell !== undefined && handle.holder !== kind.response
  return {
    ...handle,
    site,
    kind,
    source: 'body',
    request,
    owed,
    arrival: isBody ? { as: 'member', path: [kind.response.bodyName] } : arrival,
  }
}

function owedBy({ node, protocol, method, isReplaceable }: SentRequest): Link {
  const { name } = protocol.acquire
  // The agent waits for the end of an empty answer as well.
  if (method === 'HEAD' && protocol.arrives === 'promise')
    return link('no', 'a HEAD request has no body', node)
  return isReplaceable
    ? link('yes', `${name}(), or what is given in its place, answers a body`, node)
    : link('yes', `${name}() answers a body`, node)
}

/** What becomes of a request's promise, or of what it answers. */
function ofResult(facts: FileFacts, request: SentRequest, node: TSESTree.Node): Handle[] {
  const use = useOf(facts, node)
  const { response } = request.protocol
  switch (use.kind) {
    case 'tested':
      return wrapped(node).parent?.type === 'ExpressionStatement' ? droppedAt(request, request.node) : []
    case 'property':
      return ofMember(facts, request, use.member)
    case 'receiver': {
      if (use.method === 'catch' || use.method === 'finally') return ofResult(facts, request, use.call)
      const [callback] = use.call.arguments
      if (use.method !== 'then' || !callback) return []
      return functionsMeantBy(facts, callback).flatMap((each) => ofParameter(facts, request, each))
    }
    case 'stored':
      return use.target.type === 'ObjectPattern' ? ofPattern(facts, request, use.target, wrapped(node)) : []
    case 'alias':
      return keptIn(facts, use.variable, response, wrapped(node))
    default:
      return []
  }
}

function keptIn(
  facts: FileFacts,
  variable: Variable,
  holder: BodyHolder,
  start: TSESTree.Node | undefined,
): Handle[] {
  const target = variable.identifiers[0]
  return target ? [{ cell: cellOfVariable(facts, variable, target), holder, start, dropped: undefined }] : []
}

function droppedAt({ protocol }: SentRequest, dropped: TSESTree.Node): Handle[] {
  return [{ cell: undefined, holder: protocol.response, start: undefined, dropped }]
}

/** `(await request(url)).statusCode`, `const body = (await request(url)).body` */
function ofMember(facts: FileFacts, request: SentRequest, member: TSESTree.MemberExpression): Handle[] {
  const { idle, body, bodyName } = request.protocol.response
  const name = memberName(member)
  // Before it is awaited, the response is still a promise, which has no such property.
  if (wrapped(request.node) === request.node) return []
  if (name !== undefined && idle.has(name)) return droppedAt(request, request.node)
  if (name !== bodyName || !body) return []
  const use = useOf(facts, member)
  return use.kind === 'alias' ? keptIn(facts, use.variable, body, wrapped(member)) : []
}

/** `const { statusCode, body } = await request(url)` */
function ofPattern(
  facts: FileFacts,
  request: SentRequest,
  pattern: TSESTree.ObjectPattern,
  start: TSESTree.Node | undefined,
): Handle[] {
  const { response } = request.protocol
  if (leavesBody(pattern, response)) return droppedAt(request, start ? request.node : pattern)
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return []
    const name = keyName(property.key, property.computed) ?? ''
    if (name === response.bodyName && response.body) {
      const variable = facts.bindings.variableOf(property.value)
      return variable ? keptIn(facts, variable, response.body, start) : []
    }
    if (!response.idle.has(name)) return []
  }
  return []
}

function ofParameter(facts: FileFacts, request: SentRequest, callback: FunctionNode): Handle[] {
  const [parameter] = callback.params
  if (!parameter) return usesArguments(facts, callback) ? [] : droppedAt(request, request.node.callee)
  if (parameter.type === 'ObjectPattern') return ofPattern(facts, request, parameter, undefined)
  const variable = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  return variable ? keptIn(facts, variable, request.protocol.response, undefined) : []
}
