import type { FileFacts } from '../cells/file-facts.js'
import type { Registration } from '../ledger/registrations/registration.js'
import { registrationByHandler } from '../ledger/registrations/registrations.js'
import { REUSED_MEMBERS } from '../protocols/requests.js'
import { isParameter } from '../syntax/bindings.js'
import { enclosingFunctions, type FunctionNode } from '../syntax/functions.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { hasRequestParameters, requestScopeOf } from './requests.js'

/* Connections that outlive the request which is served or sent by them. */

/** Whether a listener is on the connection of a request, `req.socket.on('close', …)`: the connection outlives the request where it is kept alive. */
export function isOnSharedConnection(facts: FileFacts, { node, target }: Registration): boolean {
  const member = unwrap(target.node)
  if (member.type !== 'MemberExpression' || !REUSED_MEMBERS.has(memberName(member) ?? '')) return false
  const variable = facts.bindings.variableOf(unwrap(member.object))
  return enclosingFunctions(node).some((each) => {
    const request = requestScopeOf(facts, each)
    return (
      variable !== undefined &&
      request?.subjects.includes(variable) === true &&
      !streamsEvents(facts, request.node) &&
      hasRequestParameters(request.node)
    )
  })
}

/**
 * `request.on('socket', (socket) => socket.on(…))`, `client.on('request', (request) => request.socket.on(…))`: a socket
 * that an agent may give to the next request as well.
 */
export function isOnPooledSocket(facts: FileFacts, { node, target }: Registration): boolean {
  const root = unwrap(target.node)
  const isMember = root.type === 'MemberExpression' && REUSED_MEMBERS.has(memberName(root) ?? '')
  const variable = facts.bindings.variableOf(isMember ? unwrap(root.object) : root)
  if (!variable || !isParameter(variable)) return false
  const given = isMember ? 'request' : 'socket'
  return enclosingFunctions(node).some(
    (scope) =>
      scope.params.some((each) => facts.bindings.variableOf(each) === variable) &&
      registrationByHandler(facts).get(scope)?.event.name === given &&
      !hasRequestParameters(scope),
  )
}

/** A stream of events lasts as long as its connection, which serves nothing after it. */
function streamsEvents({ sourceCode }: FileFacts, scope: FunctionNode): boolean {
  return sourceCode.getText(scope).includes('text/event-stream')
}
