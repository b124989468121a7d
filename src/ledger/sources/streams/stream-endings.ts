import type { TSESTree } from '@typescript-eslint/utils'

import {
  DONE_EVENTS,
  ENDING_EVENTS,
  ENDING_METHODS,
  LISTENER_METHODS,
  SETTLING_NAME,
  WATCHERS,
} from '../../../protocols/streams.js'
import { RELEASING_NAME } from '../../../protocols/teardowns.js'
import { isParameter } from '../../../syntax/bindings.js'
import { constantString } from '../../../syntax/constants.js'
import { isExecutor, isFunction, isWithin, type FunctionNode } from '../../../syntax/functions.js'
import { addTo } from '../../../syntax/grouping.js'
import { calleeName, keyName, memberName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { functionsMeantBy } from '../../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { nodesNamed } from '../../../cells/named-nodes.js'
import { madeBy, streamKeyOf, streamKindOf, type StreamKey } from './stream-kinds.js'

/** A listener of an event by which a stream ends other than by its end. */
interface EndingListener {
  event: string | undefined
  handler: TSESTree.Node | undefined
}

/** Answers the listeners of errors and closing, by the stream they listen to. */
const listenersOf = perFile((facts): ReadonlyMap<StreamKey, readonly EndingListener[]> => {
  const found = new Map<StreamKey, EndingListener[]>()
  const add = (stream: TSESTree.Node | undefined, call: TSESTree.CallExpression, index: number): void => {
    const name = call.arguments[index]
    const event = name && constantString(name, facts.bindings)
    if (!stream || (event !== undefined && !ENDING_EVENTS.has(event))) return
    addTo(found, streamKeyOf(facts, stream), { event, handler: call.arguments[index + 1] })
  }
  for (const method of LISTENER_METHODS) {
    for (const call of facts.nodes.calls.get(method) ?? []) {
      const receiver = receiverOf(call)
      if (receiver) add(receiver, call, 0)
      // `await once(file, 'finish')` of node:events fails where the stream does.
      if (call.arguments.length > 1) addEvent(facts, found, call)
    }
  }
  return found
})

function addEvent(
  facts: FileFacts,
  found: Map<StreamKey, EndingListener[]>,
  call: TSESTree.CallExpression,
): void {
  const [stream] = call.arguments
  const isStream = stream?.type === 'Identifier' || stream?.type === 'MemberExpression'
  if (calleeName(call) === 'once' && isStream) {
    addTo(found, streamKeyOf(facts, stream), { event: 'error', handler: undefined })
  }
}

/** Answers the places that close a stream, by the stream. */
const endingsOf = perFile((facts): ReadonlyMap<StreamKey, readonly TSESTree.Node[]> => {
  const found = new Map<StreamKey, TSESTree.Node[]>()
  for (const method of ENDING_METHODS) {
    for (const member of facts.nodes.members.get(method) ?? []) {
      if (member.type === 'MemberExpression') addTo(found, streamKeyOf(facts, member.object), member)
    }
  }
  for (const [, calls] of releasingCalls(facts)) {
    for (const call of calls)
      for (const argument of call.arguments) {
        const isNamed = argument.type === 'Identifier' || argument.type === 'MemberExpression'
        if (isNamed) addTo(found, streamKeyOf(facts, argument), call)
      }
  }
  return found
})

const releasingCalls = nodesNamed('calls', (name) => RELEASING_NAME.test(name))

/** Answers the streams that are given to `pipeline`, `finished` and their kind. */
const watchedStreams = perFile((facts): ReadonlySet<StreamKey> => {
  const found = new Set<StreamKey>()
  for (const name of WATCHERS) {
    for (const call of [
      ...(facts.nodes.calls.get(name) ?? []),
      ...(facts.nodes.constructions.get(name) ?? []),
    ]) {
      const streams = call.arguments.flatMap((each) =>
        each.type === 'ArrayExpression' ? each.elements : [each],
      )
      for (const each of streams) {
        if (each && each.type !== 'SpreadElement' && !isFunction(each)) found.add(streamKeyOf(facts, each))
      }
    }
  }
  return found
})

/** Whether something watches over a stream: `finished`, `pipeline`, a `signal` it was made with. */
export function isWatched(facts: FileFacts, node: TSESTree.Node): boolean {
  if (watchedStreams(facts).has(streamKeyOf(facts, node))) return true
  return (
    madeBy(facts, node)?.arguments.some(
      (argument) =>
        argument.type === 'ObjectExpression' &&
        argument.properties.some(
          (property) => property.type === 'Property' && keyName(property.key, property.computed) === 'signal',
        ),
    ) === true
  )
}

/** Whether anything listens to a stream's errors or closing. */
export function isHeard(facts: FileFacts, key: StreamKey): boolean {
  return listenersOf(facts).has(key)
}

/** Whether anything of which nobody can say what it does listens to a stream's errors or closing: it may close what it likes. */
export function isHeardByOthers(facts: FileFacts, key: StreamKey): boolean {
  return unknownlyHeard(facts).has(key)
}

/**
 * Whether a stream is closed when one of the others ends early. `partly`: something closes it, but not on all
 * such occasions, or when is not known. `pipe` is the code that ties them together; what a hand-written stream
 * does in its own methods is left out, since those run when all goes well.
 */
export function isTold(
  facts: FileFacts,
  key: StreamKey,
  others: ReadonlySet<StreamKey>,
  pipe: TSESTree.Node,
): 'fully' | 'partly' | 'no' {
  for (const other of others) if (unknownlyHeard(facts).has(other)) return 'fully'
  const endings = (endingsOf(facts).get(key) ?? []).filter(
    (ending) => pipe.type !== 'NewExpression' || !isWithin(ending, pipe),
  )
  if (endings.length > MAX_ENDINGS) return 'fully'
  const answers = endings.map((ending) => tells(facts, ending, key, others, pipe))
  if (answers.includes('fully')) return 'fully'
  return answers.includes('partly') ? 'partly' : 'no'
}

/** What is closed in more places than this is looked after, and too much to go through for each pipe. */
const MAX_ENDINGS = 50

/** The streams with a listener of which nobody can say what it does. */
const unknownlyHeard = perFile((facts): ReadonlySet<StreamKey> => {
  const found = new Set<StreamKey>()
  for (const [key, listeners] of listenersOf(facts)) {
    if (listeners.some((listener) => isUnknown(facts, listener))) found.add(key)
  }
  return found
})

/** A handler of another file, of which nobody can say what it does; other than one that settles a promise. */
function isUnknown(facts: FileFacts, { handler }: EndingListener): boolean {
  if (!handler || isFunction(handler)) return false
  const node = unwrap(handler)
  const name =
    node.type === 'Identifier'
      ? node.name
      : node.type === 'MemberExpression'
        ? memberName(node)
        : node.type === 'CallExpression'
          ? calleeName(node)
          : undefined
  if ((name !== undefined && SETTLING_NAME.test(name)) || isOfExecutor(facts, node)) return false
  if (node.type === 'MemberExpression' && CONSOLE.test(facts.sourceCode.getText(node))) return false
  if (isBoundEnding(node)) return false
  return functionsMeantBy(facts, node).length === 0
}

/** What a promise gives its executor settles it, whatever it is called there. */
function isOfExecutor(facts: FileFacts, node: TSESTree.Node): boolean {
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const definer = variable && isParameter(variable) ? (variable.defs[0]?.node as TSESTree.Node) : undefined
  return isFunction(definer) && isExecutor(definer)
}

const CONSOLE = /^(?:console|log|logger|this\.log|this\.logger)\./

/** `file.destroy.bind(file)`: known by its name. */
function isBoundEnding(node: TSESTree.Node): boolean {
  const bound = node.type === 'CallExpression' ? receiverOf(node) : node
  const member = bound && unwrap(bound)
  return member?.type === 'MemberExpression' && ENDING_METHODS.has(memberName(member) ?? '')
}

/** On what occasion code that closes a stream runs. */
function tells(
  facts: FileFacts,
  ending: TSESTree.Node,
  key: StreamKey,
  others: ReadonlySet<StreamKey>,
  pipe: TSESTree.Node,
): 'fully' | 'partly' | 'no' {
  let child = ending
  for (let current = ending.parent; current; child = current, current = current.parent) {
    if (isFunction(current) && isWithin(pipe, current)) return 'partly'
    if (isFunction(current) && !isArgument(current)) return 'fully'
    if (current.type !== 'CallExpression' || current.callee === child) continue
    const listened = listenedBy(facts, current)
    if (listened) return occasion(facts, listened.event, listened.stream, key, others)
    if (isFunction(child)) return 'partly'
  }
  return 'partly'
}

function isArgument(node: FunctionNode): boolean {
  return node.parent.type === 'CallExpression' && node.parent.callee !== node
}

function listenedBy(
  facts: FileFacts,
  call: TSESTree.CallExpression,
): { event: string | undefined; stream: TSESTree.Node } | undefined {
  const stream = receiverOf(call)
  const name = calleeName(call) ?? ''
  if (!stream || !(LISTENER_METHODS.includes(name) || name === 'addEventListener')) return undefined
  const [first] = call.arguments
  return { stream, event: first && constantString(first, facts.bindings) }
}

function occasion(
  facts: FileFacts,
  event: string | undefined,
  stream: TSESTree.Node,
  key: StreamKey,
  others: ReadonlySet<StreamKey>,
): 'fully' | 'partly' | 'no' {
  if (event !== undefined && DONE_EVENTS.has(event)) return 'no'
  const listened = streamKeyOf(facts, stream)
  // What a stream does to itself says nothing of the other one.
  if (listened === key) return 'no'
  // A response emits no error when its client goes away.
  const isMute = event === 'error' && streamKindOf(facts, stream) === 'serverResponse'
  if (others.has(listened)) return isMute ? 'partly' : 'fully'
  return event === 'error' || event === 'timeout' ? 'partly' : 'fully'
}
