import type { TSESTree } from '@typescript-eslint/utils'

import { CLOSED_BY_ERROR, IDLE_SOCKET_MEMBERS, LISTENING, type BodyHolder } from '../protocols/responses.js'
import { soleValue, type Variable } from '../syntax/bindings.js'
import { isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { mayRead, readsOfVariable } from './body-uses.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { openExits } from '../flow/exits.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { usesArguments } from './response-bodies.js'
import { existsWhen, negate, type Existence } from '../flow/exists-when.js'
import { ofLogical } from './response-tests.js'

/** A handler of `'clientError'` that does not end the socket, which the server leaves to it. */
export interface OpenSocket {
  certainty: Certainty
  /** The event's name, where the handler is registered, or the way out on which the socket stays open. */
  node: TSESTree.Node
  handler: FunctionNode
  socket: Variable | undefined
  isExit: boolean
}

/** Answers the sockets that handlers of `'clientError'` leave open. */
export const openSockets = perFile((facts): readonly OpenSocket[] =>
  [...LISTENING].flatMap((method) =>
    (facts.nodes.calls.get(method) ?? []).flatMap((call) => {
      const [event, handler] = call.arguments
      if (event?.type !== 'Literal' || event.value !== 'clientError' || !handler) return []
      const [target, ...others] = functionsMeantBy(facts, handler)
      return target && others.length === 0 && isServer(facts, call) ? leftOpen(facts, event, target) : []
    }),
  ),
)

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

const SOCKET: BodyHolder = { idle: IDLE_SOCKET_MEMBERS, body: undefined }

function leftOpen(facts: FileFacts, event: TSESTree.Node, handler: FunctionNode): OpenSocket[] {
  if (usesArguments(facts, handler) || handler.params[0]?.type === 'RestElement') return []
  const parameter = handler.params[1]
  const found: OpenSocket = { certainty: 'known', node: event, handler, socket: undefined, isExit: false }
  if (!parameter) return [found]
  const socket = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  if (!socket) return []
  const uses = readsOfVariable(socket).filter((node) => mayRead(facts, node, SOCKET))
  if (uses.length === 0) return [{ ...found, socket }]
  const effects = new Set(uses.map((node) => ownPart(node, handler)))
  const exits = openExits(handler.body, {
    acquisition: undefined,
    effectOf: (node) => (effects.has(node) ? 'release' : 'none'),
    existsWhen: (test) => openWhen(facts, test, socket),
  })
  return (exits ?? [])
    .filter(({ kind }) => kind === 'return' || kind === 'end')
    .map(({ kind, node, open }) => ({
      ...found,
      socket,
      certainty: kind === 'end' && open === 'yes' ? 'known' : 'likely',
      node: kind === 'return' ? node : event,
      isExit: kind === 'return',
    }))
}

function ownPart(node: TSESTree.Node, handler: FunctionNode): TSESTree.Node {
  let result = node
  for (let current = node.parent; current && current !== handler; current = current.parent) {
    if (isFunction(current) && isWithin(current, handler)) result = current
  }
  return result
}

/** Whether the socket is still open where a condition holds, or where it does not. */
function openWhen(facts: FileFacts, test: TSESTree.Node, socket: Variable): Existence {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? negate(openWhen(facts, node.argument, socket)) : 'either'
    case 'LogicalExpression':
      return ofLogical(node, (part) => openWhen(facts, part, socket))
    case 'MemberExpression':
      return ofState(memberName(node))
    case 'BinaryExpression': {
      const isCode = [node.left, node.right].some(
        (side) => side.type === 'Literal' && CLOSED_BY_ERROR.has(side.value),
      )
      if (!isCode) return 'either'
      return node.operator.startsWith('!') ? 'true' : node.operator.startsWith('==') ? 'false' : 'either'
    }
    default:
      return existsWhen(facts, wrapped(test), socket, undefined)
  }
}

function ofState(name: string | undefined): Existence {
  if (name === 'writable' || name === 'readable') return 'true'
  return name === 'destroyed' || name === 'writableEnded' || name === 'closed' ? 'false' : 'either'
}
