import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { useOf } from '../../../cells/uses/uses.js'
import { ENDING_STATES, PUMPING_METHODS } from '../../../protocols/streams.js'
import type { Variable } from '../../../syntax/bindings.js'
import { isFunction, isWithin } from '../../../syntax/functions.js'
import { isLoop } from '../../../syntax/loops.js'
import { keyName, memberName, receiverOf } from '../../../syntax/property-name.js'
import { wrapped } from '../../../syntax/unwrap.js'
import { walk } from '../../../syntax/walk.js'
import { readers, type ReaderDuty } from '../bodies/readers.js'

/** A loop that reads from one stream and writes into another one. */
export interface Pump {
  /** The call that writes. */
  readonly node: TSESTree.CallExpression
  readonly loop: TSESTree.Node
  /** What is read, in a `for await` loop, and what has a reader otherwise. */
  readonly source: TSESTree.Node
  readonly reader: ReaderDuty | undefined
  readonly destination: TSESTree.Node
  /** Whether the loop waits for room: `await once(out, 'drain')`, which never comes where the other end is gone. */
  readonly waits: boolean
  /** Whether the loop asks whether the other end is still there. */
  readonly asks: boolean
}

/** Answers the loops of a file that read from one stream and write what they read into another one. */
export const pumps = perFile((facts): readonly Pump[] => {
  if (!PUMPING_METHODS.some((method) => facts.nodes.calls.has(method))) return []
  const reads = readingLoops(facts)
  return PUMPING_METHODS.flatMap((method) =>
    (facts.nodes.calls.get(method) ?? []).flatMap((node) => {
      const destination = receiverOf(node)
      const read = destination && readAround(facts, node, reads)
      if (!read || !mentions(facts, node.arguments, read.chunks, read.loop)) return []
      const { loop, source, reader } = read
      return [{ node, loop, source, reader, destination, ...partsOfLoop(facts, loop) }]
    }),
  )
})

interface ReadingLoop {
  loop: TSESTree.Node
  source: TSESTree.Node
  reader: ReaderDuty | undefined
  /** What holds a part of the stream in each turn. */
  chunks: ReadonlySet<Variable>
}

/** The innermost loops around each `read()` of a reader. */
function readingLoops(facts: FileFacts): ReadonlyMap<TSESTree.Node, ReadingLoop> {
  const found = new Map<TSESTree.Node, ReadingLoop>()
  for (const reader of readers(facts)) {
    const source = receiverOf(reader.site)
    for (const read of reader.reads) {
      const loop = ancestors(read).find(isLoop)
      if (loop && source) found.set(loop, { loop, source, reader, chunks: chunksOf(facts, read) })
    }
  }
  return found
}

function readAround(
  facts: FileFacts,
  node: TSESTree.Node,
  reads: ReadonlyMap<TSESTree.Node, ReadingLoop>,
): ReadingLoop | undefined {
  for (const loop of ancestors(node)) {
    const read = reads.get(loop)
    if (read) return read
    if (loop.type !== 'ForOfStatement' || !loop.await || isWithin(node, loop.right)) continue
    const target = loop.left.type === 'VariableDeclaration' ? loop.left.declarations[0].id : loop.left
    const chunk = target.type === 'Identifier' ? facts.bindings.variableOf(target) : undefined
    return { loop, source: loop.right, reader: undefined, chunks: new Set(chunk ? [chunk] : []) }
  }
  return undefined
}

/** What is around a node in its own function, from the inside out. */
function ancestors(node: TSESTree.Node): TSESTree.Node[] {
  const found: TSESTree.Node[] = []
  for (let current = node.parent; current && !isFunction(current); current = current.parent)
    found.push(current)
  return found
}

/** `const { done, value } = await reader.read()`, `const chunk = await reader.read()` */
function chunksOf(facts: FileFacts, read: TSESTree.CallExpression): ReadonlySet<Variable> {
  const use = useOf(facts, read)
  if (use.kind === 'alias') return new Set([use.variable])
  const pattern = use.kind === 'stored' ? use.target : wrapped(read).parent
  const found = new Set<Variable>()
  if (pattern?.type !== 'ObjectPattern') return found
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || keyName(property.key, property.computed) !== 'value') continue
    const variable = facts.bindings.variableOf(property.value)
    if (variable) found.add(variable)
  }
  return found
}

/** Whether what is written has to do with what has been read: the same, or made of it in the same turn. */
function mentions(
  facts: FileFacts,
  given: readonly TSESTree.Node[],
  chunks: ReadonlySet<Variable>,
  loop: TSESTree.Node,
): boolean {
  let found = false
  for (const argument of given) {
    walk(argument, facts.sourceCode.visitorKeys, (node) => {
      const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
      const made = variable?.identifiers[0]
      if (variable && (chunks.has(variable) || (made && isWithin(made, loop)))) found = true
      return undefined
    })
  }
  return found
}

function partsOfLoop(facts: FileFacts, loop: TSESTree.Node): Pick<Pump, 'waits' | 'asks'> {
  let [waits, asks] = [false, false]
  walk(loop, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'Literal' && node.value === 'drain') waits = true
    if (node.type === 'MemberExpression' && ENDING_STATES.has(memberName(node) ?? '')) asks = true
    return undefined
  })
  return { waits, asks }
}
