import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import {
  ADDS_BY_NAME,
  HANDLER_ALONE,
  ENDS_SIGNALS,
  NAMES_A_SIGNAL,
  removalByName,
  type HandlerAlone,
} from '../../protocols/listeners.js'
import { isFunction } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { subscriptionsByRow } from '../subscriptions/by-row.js'
import type { EventName, Registration, Removal } from './registration.js'

/**
 * Answers the listeners that are put on what tells of one thing, so that no event is named: `signal.connect(update, this)`,
 * `channel.subscribe(print)`, `store.addChangeListener(render)`. Verbs that are said of much else count where the receiver
 * is called like something that has happened, or where the file takes the same function out by the inverse.
 */
export const registrationsWithoutEvent = perFile((facts): readonly Registration[] =>
  protocolsIn(facts).flatMap((protocol) =>
    (facts.nodes.calls.get(protocol.add) ?? []).flatMap((node) => {
      const [handler] = node.arguments
      const receiver = receiverOf(node)
      if (!receiver || !handler || !isHandlerAlone(node) || !isMeant(facts, node, protocol)) return []
      const target = targetOf(facts, receiver)
      const event = eventOf(protocol)
      return {
        ...{ node, protocol, target, event, handler },
        ...{ once: false, byComponent: false, signal: undefined, capture: undefined },
      } as Registration
    }),
  ),
)

/** Answers the calls that take such listeners out. */
export const removalsWithoutEvent = perFile((facts): readonly Removal[] =>
  protocolsIn(facts).flatMap((protocol) =>
    protocol.remove
      .flatMap((name) => facts.nodes.calls.get(name) ?? [])
      .flatMap((node) => {
        const [handler] = node.arguments
        const receiver = receiverOf(node)
        if (!receiver || !handler || !isHandlerAlone(node) || !isCalledLike(protocol, receiver)) return []
        return {
          node,
          target: targetOf(facts, receiver),
          event: eventOf(protocol),
          handler,
          capture: undefined,
        } as Removal
      }),
  ),
)

const protocolsIn = perFile((facts): readonly HandlerAlone[] => {
  const { calls } = facts.nodes
  const byName = callsNamedAsAdding(facts).map(([add]) => ({
    ...{ add, remove: [removalByName(add)], removeAll: [] },
    ...{ once: false, takesOptions: false, tells: toldByName(add) },
  }))
  return [...HANDLER_ALONE.filter(({ add }) => calls.has(add)), ...byName]
})

const callsNamedAsAdding = nodesNamed('calls', (name) => ADDS_BY_NAME.test(name))

/** A function, or a name of one, and nothing else but what it is to be called on. */
function isHandlerAlone({ arguments: [first, second, ...others] }: TSESTree.CallExpression): boolean {
  if (!first || first.type === 'SpreadElement' || others.length > 0) return false
  if (second && unwrap(second).type !== 'ThisExpression') return false
  const handler = unwrap(first)
  if (handler.type === 'CallExpression') return calleeName(handler) === 'bind'
  return isFunction(handler) || handler.type === 'Identifier' || handler.type === 'MemberExpression'
}

function isMeant(facts: FileFacts, node: TSESTree.CallExpression, protocol: HandlerAlone): boolean {
  const { add, remove } = protocol
  if (ADDS_BY_NAME.test(add)) return !rows(facts).has(node)
  const receiver = receiverOf(node)
  if (protocol.receiver) return receiver !== undefined && isCalledLike(protocol, receiver)
  const name = receiver && lastName(receiver)
  // A signal of its own goes with it, and one that tells of the end goes with what ends.
  if (add === 'connect' && (!receiver || isOwn(facts, receiver) || ENDS_SIGNALS.test(name ?? '')))
    return false
  if (add === 'connect' && name !== undefined && NAMES_A_SIGNAL.test(name)) return true
  return remove.some((each) => isUndone(facts, add, each))
}

/** Whether a receiver is called what a row says that it is called. */
function isCalledLike({ receiver }: HandlerAlone, node: TSESTree.Node): boolean {
  return !receiver || receiver.test(lastName(node) ?? '')
}

/** `this.changed`, which nobody gives it. */
function isOwn(facts: FileFacts, receiver: TSESTree.Node): boolean {
  const node = unwrap(receiver)
  if (node.type !== 'MemberExpression' || unwrap(node.object).type !== 'ThisExpression') return false
  const place = facts.places.placeOf(node)
  return place === undefined || !valuesByPlace(facts).has(place)
}

/** Whether the file gives a function to a verb, and the same one to its inverse. */
function isUndone(facts: FileFacts, add: string, remove: string): boolean {
  const known = undoneVerbs(facts)
  const key = `${add} ${remove}`
  const found = known.get(key) ?? isSameGiven(facts, add, remove)
  known.set(key, found)
  return found
}

const undoneVerbs = perFile(() => new Map<string, boolean>())

function isSameGiven({ nodes: { calls }, sourceCode }: FileFacts, add: string, remove: string): boolean {
  const given = (name: string): string[] =>
    (calls.get(name) ?? []).flatMap((call) => {
      const [handler] = call.arguments
      return handler && isHandlerAlone(call) ? [sourceCode.getText(handler)] : []
    })
  const added = new Set(given(add))
  return given(remove).some((text) => added.has(text))
}

/** What a row of the protocols knows is ended by what the call answers. */
const rows = perFile((facts) => new Set(subscriptionsByRow(facts).map(({ node }) => node)))

function lastName(node: TSESTree.Node): string | undefined {
  const inner = unwrap(node)
  return inner.type === 'MemberExpression'
    ? memberName(inner)
    : inner.type === 'Identifier'
      ? inner.name
      : undefined
}

function targetOf(facts: FileFacts, node: TSESTree.Node): Registration['target'] {
  return { node, place: facts.places.placeOf(node), text: facts.sourceCode.getText(unwrap(node)) }
}

function eventOf({ tells }: HandlerAlone): EventName {
  return { name: tells, text: `'${tells}'` }
}

/** `addChangeListener` is of a change; of what tells of one thing only, that is a change as well. */
function toldByName(add: string): string {
  const middle = ADDS_BY_NAME.exec(add)?.[1] ?? ''
  return middle === '' ? 'change' : middle.charAt(0).toLowerCase() + middle.slice(1)
}
