import type { TSESTree } from '@typescript-eslint/utils'

import { STREAM_MODULES } from '../../../protocols/streams.js'
import type { Variable } from '../../../syntax/bindings.js'
import { enclosingFunction, isFunction, type FunctionNode } from '../../../syntax/functions.js'
import { addTo } from '../../../syntax/grouping.js'
import { isModuleNamed, moduleOf } from '../../../syntax/module-origin.js'
import { keyName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { importsOneOf, localNamesOf } from '../../../cells/definitions/imported-names.js'
import { isTold } from './stream-endings.js'
import { streamKeyOf, type StreamKey } from './stream-kinds.js'

/** A hand-written stream that writes into another one, and does not destroy it when it is destroyed itself. */
export interface ForwardingStream {
  node: TSESTree.NewExpression
  /** The stream that it writes into. */
  inner: TSESTree.Identifier
}

/** Answers the hand-written streams of a file whose inner stream nothing destroys with them. */
export const forwardingStreams = perFile((facts): readonly ForwardingStream[] => {
  if (!importsOneOf(facts, STREAM_MODULES)) return []
  return ['Writable', 'Duplex', 'Transform'].flatMap((name) =>
    constructionsOf(facts, name).flatMap((node) => {
      const inner = forwardedTo(facts, node)
      return inner ? [{ node, inner }] : []
    }),
  )
})

function constructionsOf(facts: FileFacts, name: string): TSESTree.NewExpression[] {
  const names = new Set([name, ...localNamesOf(facts, name, STREAM_MODULES)])
  return [...names]
    .flatMap((each) => facts.nodes.constructions.get(each) ?? [])
    .filter((node) => {
      const source = moduleOf(node.callee, facts.bindings)
      return source !== undefined && isModuleNamed(source, STREAM_MODULES)
    })
}

function forwardedTo(facts: FileFacts, node: TSESTree.NewExpression): TSESTree.Identifier | undefined {
  const [options] = node.arguments
  if (options?.type !== 'ObjectExpression') return undefined
  const members = new Map<string, TSESTree.Node>()
  for (const property of options.properties) {
    if (property.type !== 'Property') return undefined
    members.set(keyName(property.key, property.computed) ?? '', property.value)
  }
  const [write, final] = [members.get('write') ?? members.get('transform'), members.get('final')]
  if (!isFunction(write) || !isFunction(final) || members.has('destroy')) return undefined
  const ended = new Set(
    receivers(facts)
      .end.get(final)
      ?.map(({ variable }) => variable),
  )
  const inner = receivers(facts)
    .write.get(write)
    ?.find(({ variable }) => ended.has(variable))
  // One that is given to this function is its caller's to close.
  if (!inner || !isMadeBeside(inner.variable, node)) return undefined
  const outer = outerKey(facts, node)
  const told = isTold(
    facts,
    streamKeyOf(facts, inner.node),
    new Set(outer === undefined ? [] : [outer]),
    node,
  )
  return told === 'fully' ? undefined : inner.node
}

interface Receiver {
  node: TSESTree.Identifier
  variable: Variable
}

/** The variables on which each function calls `write` or `end` itself, rather than in a function within it. */
const receivers = perFile((facts) => {
  const found = { write: new Map<FunctionNode, Receiver[]>(), end: new Map<FunctionNode, Receiver[]>() }
  for (const method of ['write', 'end'] as const) {
    for (const call of facts.nodes.calls.get(method) ?? []) {
      const scope = enclosingFunction(call)
      const object = receiverOf(call)
      const node = object && unwrap(object)
      const variable = node?.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
      if (!scope || node?.type !== 'Identifier' || !variable) continue
      addTo(found[method], scope, { node, variable })
    }
  }
  return found
})

/** Whether the function that makes the outer stream makes the inner one as well. */
function isMadeBeside(variable: Variable, node: TSESTree.Node): boolean {
  const declarator = variable.defs[0]?.node as TSESTree.Node | undefined
  if (declarator?.type !== 'VariableDeclarator') return false
  const scope = enclosingFunction(node)
  return scope !== undefined && enclosingFunction(declarator) === scope
}

function outerKey(facts: FileFacts, node: TSESTree.NewExpression): StreamKey | undefined {
  const key = streamKeyOf(facts, node)
  return key === node ? undefined : key
}
