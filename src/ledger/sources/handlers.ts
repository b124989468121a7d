import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import type { Cell } from '../../cells/cell.js'
import { cellOfParameter } from '../../cells/cell-of.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { HANDLER_ROWS, type HandlerRow } from '../../protocols/handlers.js'
import { LISTENING } from '../../protocols/responses.js'
import { soleValue } from '../../syntax/bindings.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { makerOfReceiver, sentRequests } from './bodies/sent-requests.js'
import { usesArguments } from './bodies/body-releases.js'
import type { Arrival, Duty } from '../duty.js'
import { link, type Link } from '../link.js'

/** What a handler of an event takes over from the runtime, which would have ended it otherwise. */
export interface HandlerDuty extends Duty {
  readonly site: TSESTree.CallExpression
  readonly source: 'handler'
  readonly kind: HandlerRow
  /** The event's name, where the handler is registered. */
  readonly event: TSESTree.Node
  readonly handler: FunctionNode
  /** The parameter that is to be ended; undefined where the handler does not take it, or where it is the emitter. */
  readonly cell: Cell | undefined
  /** The emitter, where it is what has to be ended. */
  readonly emitter: TSESTree.Node | undefined
  /** Whether no other handler can be meant to end it. */
  readonly alone: Link
}

/** Answers what the handlers of a file take over from the runtime. */
export const handlerDuties = perFile((facts): readonly HandlerDuty[] => {
  const found = registered(facts).flatMap((registration) =>
    (rowsByEvent.get(registration.name) ?? []).flatMap((row) => dutyOf(facts, registration, row) ?? []),
  )
  return found
})

const rowsByEvent: ReadonlyMap<string, readonly HandlerRow[]> = groupedBy(HANDLER_ROWS, ({ event }) => event)

interface Registration {
  call: TSESTree.CallExpression
  event: TSESTree.Node
  name: string
  handler: TSESTree.Node
}

/** Registrations of the events that have rows; `request.setTimeout(9, f)` is one of `'timeout'`. */
const registered = perFile((facts): readonly Registration[] => {
  const listeners = [...LISTENING].flatMap((method) =>
    (facts.nodes.calls.get(method) ?? []).flatMap((call) => {
      const [event, handler] = call.arguments
      const name = event?.type === 'Literal' ? event.value : undefined
      if (!event || typeof name !== 'string' || !rowsByEvent.has(name) || !handler) return []
      return [{ call, event, name, handler }]
    }),
  )
  const timeouts = (facts.nodes.calls.get('setTimeout') ?? []).flatMap((call) => {
    const [, handler] = call.arguments
    return handler && receiverOf(call) ? [{ call, event: call.callee, name: 'timeout', handler }] : []
  })
  return [...listeners, ...timeouts]
})

function dutyOf(facts: FileFacts, registration: Registration, row: HandlerRow): HandlerDuty | undefined {
  const { call, event, handler } = registration
  const [target, ...others] = functionsMeantBy(facts, handler)
  if (!target || others.length > 0 || target.params.length < row.parameters) return undefined
  const isEmitter = row.emitter === 'server' ? isServer(facts, call) : isSentRequest(facts, call)
  if (!isEmitter || usesArguments(facts, target)) return undefined
  const { parameter } = row
  const given = parameter === undefined ? undefined : target.params[parameter]
  if (target.params.some(({ type }) => type === 'RestElement') || (given && given.type !== 'Identifier')) {
    return undefined
  }
  const receiver = receiverOf(call)
  const arrival: Arrival | undefined =
    parameter !== undefined
      ? { as: 'parameter', callback: target, index: parameter }
      : receiver && { as: 'receiver', receiver }
  return (
    arrival && {
      site: call,
      kind: row,
      source: 'handler',
      arrival,
      owed: link('yes', `with a handler of '${row.event}' the runtime leaves the ${row.noun} to it`, event),
      event,
      handler: target,
      cell: parameter === undefined ? undefined : cellOfParameter(facts, target, parameter),
      emitter: parameter === undefined ? receiver : undefined,
      alone: aloneOf(facts, registration, row),
    }
  )
}

/**
 * Each of several handlers of `'upgrade'` may serve a path of its own; others may be added where the server is known,
 * which is nowhere else for one that this file makes and keeps.
 */
function aloneOf(facts: FileFacts, { call, name, event }: Registration, row: HandlerRow): Link {
  if (!row.isShared) return link('yes', 'every handler is given it, and the runtime ends nothing', event)
  const others = registered(facts).filter((each) => each.name === name && each.call !== call)
  if (others.length > 0) return link('unknown', 'another handler may end it', others[0]?.event)
  const maker = makerOfReceiver(facts, call)
  return maker?.type === 'CallExpression' || maker?.type === 'NewExpression'
    ? link('yes', 'the server is made here, and has this handler only', maker)
    : link('unknown', 'other files may have handlers for the same server', receiverOf(call))
}

/** Whether the emitter is called a server, or made as one. */
function isServer(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(call)
  const object = receiver && unwrap(receiver)
  if (!object) return false
  const name =
    object.type === 'Identifier'
      ? object.name
      : object.type === 'MemberExpression'
        ? memberName(object)
        : object.type === 'CallExpression'
          ? calleeName(object)
          : undefined
  if (/server/i.test(name ?? '')) return true
  const variable = object.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
  const value = variable && soleValue(variable)
  return value?.type === 'CallExpression' && /server|^listen$/i.test(calleeName(value) ?? '')
}

/** Whether the emitter is a request of node:http that this file sends. */
function isSentRequest(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const maker = makerOfReceiver(facts, call)
  return maker !== undefined && !isFunction(maker) && httpRequests(facts).has(maker)
}

const httpRequests = perFile(
  (facts): ReadonlySet<TSESTree.Node> =>
    new Set(
      sentRequests(facts)
        .filter(({ protocol }) => protocol.arrives === 'callback')
        .map(({ node }) => node),
    ),
)
