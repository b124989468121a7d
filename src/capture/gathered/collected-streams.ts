import type { TSESTree } from '@typescript-eslint/utils'

import {
  COLLECTING_METHODS,
  CURSOR_METHODS,
  LIMITING_METHODS,
  STREAM_NAME,
} from '../../protocols/collecting.js'
import { soleValue, type Variable } from '../../syntax/bindings.js'
import { enclosingFunction, isFunction } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { isAsyncIterable } from '../../types/async-iterable.js'
import type { Answer } from '../../types/type-queries.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { loopOfResult, loopsOfCallers, soleLoop, type SoleLoop } from './looped-once.js'
import { isTestCode } from '../../lives/test-code.js'
import { wholeFileLines } from './whole-file-lines.js'

/** Elements that are all collected, to be looped over once. */
export interface CollectedStream {
  /** What collects them: a call, the loop or the listener that pushes them. */
  node: TSESTree.Node
  /** `elements` of a stream or cursor, `chunks` that listeners push, or the `lines` of a file. */
  problem: 'elements' | 'pushed' | 'lines' | 'returned'
  loop: SoleLoop
  /** What could be looped over instead. */
  source: TSESTree.Node | undefined
  /** Whether the source certainly can. */
  isIterable: boolean
}

/** Answers the streams, cursors and files of a file that are collected as a whole, and then only looped over once. */
export const collectedStreams = perFile((facts): readonly CollectedStream[] =>
  isTestCode(facts) ? [] : [...collectedByCall(facts), ...collectedByPush(facts), ...collectedLines(facts)],
)

function collectedLines(facts: FileFacts): CollectedStream[] {
  return wholeFileLines(facts).map(({ node, loop }) => ({
    node,
    problem: 'lines',
    loop,
    source: undefined,
    isIterable: false,
  }))
}

/** `await cursor.toArray()`, `await Array.fromAsync(stream)` */
function collectedByCall(facts: FileFacts): CollectedStream[] {
  const { calls } = facts.nodes
  const byMethod = COLLECTING_METHODS.flatMap((name) =>
    (calls.get(name) ?? []).flatMap((call) => {
      const source = call.arguments.length === 0 ? receiverOf(call) : undefined
      return source && isStream(facts, source) ? [{ call, source }] : []
    }),
  )
  const byFunction = (calls.get('fromAsync') ?? []).flatMap((call) => {
    const [source, mapper] = call.arguments
    const isCollecting = source && !mapper && facts.places.placeOf(call.callee) === 'g:Array.fromAsync'
    return isCollecting && iterable(facts, source) !== 'no' ? [{ call, source }] : []
  })
  return [...byMethod, ...byFunction].flatMap(({ call, source }): CollectedStream[] => {
    if (call.parent.type !== 'AwaitExpression') return []
    const loop = loopOfResult(facts, call)
    const isIterable = iterable(facts, source) === 'yes'
    return loop ? [{ node: call, problem: 'elements', loop, source, isIterable }] : []
  })
}

function iterable({ types }: FileFacts, node: TSESTree.Node): Answer {
  return types ? isAsyncIterable(types, types.typeOf(node)) : 'unknown'
}

/** Whether what a list is made of is a stream or cursor, by its type, or else by what it comes from or is called. */
function isStream(facts: FileFacts, source: TSESTree.Node): boolean {
  const names = namesIn(facts, source)
  if (names.some((name) => LIMITING_METHODS.has(name))) return false
  const answer = iterable(facts, source)
  if (answer !== 'unknown') return answer === 'yes'
  return names.some((name) => CURSOR_METHODS.has(name) || STREAM_NAME.test(name))
}

const MAX_LINKS = 30

/** The names of what a chain of calls is made of, through the variable that it begins with. */
function namesIn(facts: FileFacts, source: TSESTree.Node): string[] {
  const names: string[] = []
  let node = unwrapAwait(source)
  for (let links = 0; links < MAX_LINKS; links += 1) {
    switch (node.type) {
      case 'CallExpression':
        node = unwrap(node.callee)
        continue
      case 'MemberExpression':
        names.push(memberName(node) ?? '')
        node = unwrapAwait(node.object)
        continue
      case 'Identifier': {
        names.push(node.name)
        const variable = facts.bindings.variableOf(node)
        const value = variable && soleValue(variable)
        if (!value || isFunction(value)) return names
        node = unwrapAwait(value)
        continue
      }
      default:
        return names
    }
  }
  return names
}

/** `for await (const chunk of stream) chunks.push(chunk)`, `stream.on('data', (chunk) => chunks.push(chunk))` */
function collectedByPush(facts: FileFacts): CollectedStream[] {
  return (facts.nodes.calls.get('push') ?? []).flatMap((push): CollectedStream[] => {
    const collector = collectorAround(push)
    const list = collector && receiverOf(push)
    const variable = list?.type === 'Identifier' ? facts.bindings.variableOf(list) : undefined
    if (!variable || !list || !isEmptyList(variable) || enclosingFunction(collector) === undefined) return []
    const loop = soleLoop(variable, new Set([list]))
    const shared = { node: collector, source: undefined, isIterable: false }
    if (loop) return [{ ...shared, problem: 'pushed', loop }]
    const returned = soleReturn(variable, list)
    const [ofCaller] = returned ? loopsOfCallers(facts, returned) : []
    return ofCaller ? [{ ...shared, problem: 'returned', loop: ofCaller }] : []
  })
}

/** The loop, or the call that listens, whose body does nothing but push what it is given. */
function collectorAround(push: TSESTree.CallExpression): TSESTree.Node | undefined {
  let { parent }: { parent: TSESTree.Node } = push
  if (parent.type === 'ExpressionStatement') ({ parent } = parent)
  if (parent.type === 'BlockStatement') {
    if (parent.body.length !== 1) return undefined
    ;({ parent } = parent)
  }
  if (parent.type === 'ForOfStatement') {
    const [declared] = parent.left.type === 'VariableDeclaration' ? parent.left.declarations : []
    return parent.await && declared && isPartOf(push, declared.id) ? parent : undefined
  }
  if (!isFunction(parent) || parent.parent.type !== 'CallExpression') return undefined
  const { parent: listening } = parent
  const [event] = listening.arguments
  const [chunk] = parent.params
  const isData =
    event?.type === 'Literal' && DATA_EVENTS.has(event.value) && ADDS.has(calleeName(listening) ?? '')
  return isData && chunk && isPartOf(push, chunk) ? listening : undefined
}

const DATA_EVENTS = new Set<unknown>(['data', 'row', 'line', 'record', 'entry'])
const ADDS = new Set(['on', 'addListener'])

/** Whether what is pushed is what came, or a part of it, and not the result of more work. */
function isPartOf({ arguments: [value, more] }: TSESTree.CallExpression, given: TSESTree.Node): boolean {
  if (!value || more || given.type !== 'Identifier') return false
  let node = unwrap(value)
  for (;;) {
    if (node.type === 'MemberExpression') node = unwrap(node.object)
    else if (node.type === 'CallExpression' && calleeName(node) === 'toString') node = unwrap(node.callee)
    else return node.type === 'Identifier' && node.name === given.name
  }
}

function isEmptyList(variable: Variable): boolean {
  const value = soleValue(variable)
  return value?.type === 'ArrayExpression' && value.elements.length === 0
}

/** Answers the `return` of a list that has no other use than to be filled. */
function soleReturn(variable: Variable, filling: TSESTree.Node): TSESTree.Node | undefined {
  const uses = variable.references.filter((each) => each.init !== true && each.identifier !== filling)
  const [use] = uses
  const node = use?.identifier as TSESTree.Node | undefined
  return uses.length === 1 && node?.parent?.type === 'ReturnStatement' ? node : undefined
}
