import type { TSESTree } from '@typescript-eslint/utils'
import { addTo } from '../../../syntax/grouping.js'

import { memberName, receiverOf } from '../../../syntax/property-name.js'
import { wrapped } from '../../../syntax/unwrap.js'
import { perFile } from '../../../cells/file-facts.js'
import { destinationOf, streamAfter, streamBefore, streamKeyOf, type StreamKey } from './stream-kinds.js'

/** Streams piped into one another, written as one expression or as several statements. */
export interface PipeChain {
  node: TSESTree.CallExpression
  /** From the source to the destination, as they are written. */
  links: readonly TSESTree.Node[]
  /** Whether one of the calls has options, such as `{ end: false }`. */
  hasOptions: boolean
  /** Whether the chain is one expression of `pipe` calls alone. */
  isPlain: boolean
}

const NONE: readonly never[] = []

/** Longer chains are generated code. */
const MAX_LINKS = 100

/** Answers the chains of pipes of a file, those joined that pass a stream on: `a.pipe(b); b.pipe(c)`. */
export const pipeChains = perFile((facts): readonly PipeChain[] => {
  const chains = (facts.nodes.calls.get('pipe') ?? NONE).flatMap((call) => chainOf(call) ?? NONE)
  if (chains.length === 0) return NONE
  const into = new Map<StreamKey, PipeChain[]>()
  const sources = new Map<PipeChain, StreamKey>()
  const passedOn = new Set<StreamKey>()
  for (const chain of chains) {
    const [source, destination] = endsOf(chain)
    const [from, to] = [streamKeyOf(facts, source), streamKeyOf(facts, destination)]
    sources.set(chain, from)
    passedOn.add(from)
    addTo(into, to, chain)
  }
  const joined = (chain: PipeChain): PipeChain => {
    let current = chain
    const seen = new Set([chain])
    for (let i = 0; i < MAX_LINKS; i++) {
      const [source] = endsOf(current)
      const [before, ...more] = into.get(streamKeyOf(facts, source)) ?? []
      if (!before || more.length > 0 || seen.has(before)) break
      seen.add(before)
      const links = [...before.links, ...current.links.slice(1)]
      current = { ...current, links, isPlain: false, hasOptions: current.hasOptions || before.hasOptions }
    }
    return current
  }
  const isBothWays = (chain: PipeChain, key: StreamKey): boolean => {
    const from = sources.get(chain)
    return from !== undefined && (into.get(from) ?? []).some((other) => sources.get(other) === key)
  }
  const ways = new Set<StreamKey>()
  return chains.flatMap((chain) => {
    const to = streamKeyOf(facts, endsOf(chain)[1])
    // `a.pipe(b); b.pipe(a)`: one tunnel.
    if (isBothWays(chain, to)) {
      const from = sources.get(chain) ?? to
      const isSecond = ways.has(from) && ways.has(to)
      ways.add(from).add(to)
      return isSecond ? [] : [chain]
    }
    return passedOn.has(to) ? [] : [joined(chain)]
  })
})

/** Answers the two ends of a chain. */
export function endsOf({ node, links }: PipeChain): [source: TSESTree.Node, destination: TSESTree.Node] {
  return [links[0] ?? node, links.at(-1) ?? node]
}

/** The chain whose outermost call this is. */
function chainOf(call: TSESTree.CallExpression): PipeChain | undefined {
  if (!destinationOf(call) || isPipedOn(call)) return undefined
  const links: TSESTree.Node[] = []
  let hasOptions = false
  let isPlain = true
  let current = call
  for (let i = 0; i < MAX_LINKS; i++) {
    const object = receiverOf(current)
    const [destination, ...options] = current.arguments
    if (!object || !destination) return undefined
    links.push(destination)
    hasOptions ||= options.length > 0
    const before = streamBefore(object)
    if (before.type !== 'CallExpression' || !destinationOf(before)) {
      return { node: call, links: [...links, object].reverse(), hasOptions, isPlain }
    }
    isPlain &&= before === object
    current = before
  }
  return undefined
}

/** Whether the result of a `pipe` call is piped on at once. */
function isPipedOn(call: TSESTree.CallExpression): boolean {
  const outer = streamAfter(call)
  const { parent } = outer
  if (parent?.type !== 'MemberExpression' || parent.object !== outer || memberName(parent) !== 'pipe')
    return false
  const next = wrapped(parent).parent
  return next?.type === 'CallExpression' && destinationOf(next) !== undefined
}
