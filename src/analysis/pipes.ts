import type { TSESTree } from '@typescript-eslint/utils'

import { STREAM_KINDS, type StreamKind, type StreamKindName } from '../protocols/streams.js'
import { soleValue, type Variable } from '../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isWithin,
  runsAtModuleLoad,
  type FunctionNode,
} from '../syntax/functions.js'
import { calleeName, keyName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { isReadable } from '../types/readable.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { endsOf, pipeChains, type PipeChain } from './pipe-chains.js'
import { isHeard, isTold, isWatched } from './stream-endings.js'
import { madeBy, requestOf, streamBefore, streamKeyOf, streamKindOf, type StreamKey } from './streams.js'
import { useOf, type Use } from '../cells/uses.js'

/** A `pipe` after whose failure one end stays open. */
export interface PipeLeak {
  /** The outermost `pipe` call of the chain. */
  node: TSESTree.CallExpression
  certainty: Certainty
  /**
   * - `staysOpen`: the stream is not told that the other one has failed or closed
   * - `returnedAlone`: the caller gets the other one only, and has no way to close the stream
   */
  problem: 'staysOpen' | 'returnedAlone'
  /** The stream that stays open. */
  stream: TSESTree.Node
  /** The stream whose failure or early end it does not hear of. */
  other: TSESTree.Node
  holds: StreamKind['holds']
  chain: PipeChain
}

/** Answers the pipes of a file that leave one of their ends open when the other fails or closes early. */
export const pipeLeaks = perFile((facts): readonly PipeLeak[] =>
  pipeChains(facts).flatMap((chain) => {
    const leak = leakOf(facts, chain)
    return leak ? [leak] : []
  }),
)

function leakOf(facts: FileFacts, chain: PipeChain): PipeLeak | undefined {
  const { links, node } = chain
  const [source, destination] = endsOf(chain)
  if (runsAtModuleLoad(node)) return undefined
  const kinds = links.map((link) => streamKindOf(facts, link))
  if (kinds.some((kind) => STREAM_KINDS[kind].isStandard)) return undefined
  if (isScript(facts) && !kinds.some((kind) => SERVERS.has(kind)) && !isInHandler(facts, node))
    return undefined
  if (facts.types && isReadable(facts.types, facts.types.typeOf(source)) === 'no') return undefined
  if (links.some((link) => isWatched(facts, link))) return undefined
  const returned = returnedAlone(facts, chain)
  if (returned) return returned
  const found = links.flatMap((stream, index) => {
    const others = index === 0 ? [destination] : index === links.length - 1 ? [source] : [destination, source]
    return others.flatMap((other) => {
      const leak = strandedBy(facts, chain, stream, other)
      return leak ? [leak] : []
    })
  })
  return found.find(({ certainty }) => certainty === 'known') ?? found[0]
}

/** Whether nobody uses a file but by running it: what it opens is closed when it ends. */
const isScript = perFile(
  ({ sourceCode, nodes, bindings }) =>
    !sourceCode.ast.body.some(
      (each) => each.type.startsWith('Export') || each.type === 'TSExportAssignment',
    ) &&
    !nodes.members.has('exports') &&
    bindings.globalsNamed('exports').length === 0,
)

/** What only servers have, which run for long. */
const SERVERS = new Set<StreamKindName>(['serverRequest', 'serverResponse', 'message', 'socket'])

/** Whether a node runs for each request: a function around it has the parameters of an HTTP handler. */
function isInHandler(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some(({ params }) =>
    params.some((each) => each.type === 'Identifier' && SERVERS.has(streamKindOf(facts, each))),
  )
}

function strandedBy(
  facts: FileFacts,
  chain: PipeChain,
  stream: TSESTree.Node,
  other: TSESTree.Node,
): PipeLeak | undefined {
  const kind = streamKindOf(facts, stream)
  const isSource = chain.links[0] === stream
  const certainty = certaintyOf(kind, streamKindOf(facts, other), isSource, chain.links[0] === other)
  if (!certainty) return undefined
  const key = streamKeyOf(facts, stream)
  const keys = keysOf(facts, chain)
  const told = isTold(facts, key, new Set([...keys].filter((each) => each !== key)), chain.node)
  if (told === 'fully') return undefined
  const isSure =
    certainty === 'known' &&
    told === 'no' &&
    !chain.hasOptions &&
    isKnownHere(facts, stream, kind) &&
    ![...keys].some((each) => isHeard(facts, each)) &&
    !isHandedOn(facts, stream)
  return {
    node: chain.node,
    certainty: isSure ? 'known' : 'likely',
    problem: 'staysOpen',
    stream,
    other,
    holds: STREAM_KINDS[kind].holds,
    chain,
  }
}

/** The streams of a chain, and the request that a response among them answers. */
function keysOf(facts: FileFacts, { links }: PipeChain): Set<StreamKey> {
  const keys = new Set<StreamKey>()
  for (const link of links) {
    keys.add(streamKeyOf(facts, link))
    const request = streamKindOf(facts, link) === 'serverResponse' ? requestOf(facts, link) : undefined
    if (request !== undefined) keys.add(request)
  }
  return keys
}

/** How sure it is that a stream of a kind stays open when one of another kind fails or closes early. */
function certaintyOf(
  kind: StreamKindName,
  other: StreamKindName,
  isSource: boolean,
  isFromSource: boolean,
): Certainty | undefined {
  const [own, far] = [STREAM_KINDS[kind], STREAM_KINDS[other]]
  if (own.holds === undefined || !far.mayFail || (own.isServed && far.isServed)) return undefined
  const sure: Certainty = far.closesQuietly ? 'known' : 'likely'
  switch (kind) {
    case 'fileReader':
      return sure
    case 'fileWriter':
      return other === 'transform' ? undefined : sure
    case 'clientResponse':
      return other === 'serverResponse' ? 'known' : isFromSource ? undefined : 'likely'
    case 'message':
      return other === 'serverResponse' && isSource ? 'likely' : undefined
    case 'serverResponse':
      return other === 'clientResponse' ? 'known' : undefined
    case 'clientRequest':
      return far.closesQuietly ? 'known' : other === 'fileReader' ? 'likely' : undefined
    case 'socket':
      return far.closesQuietly ? 'known' : other === 'socket' ? 'likely' : undefined
    case 'library':
      return far.closesQuietly ? 'likely' : undefined
    case 'unknown':
      return isSource && other === 'serverResponse' ? 'likely' : undefined
    default:
      return undefined
  }
}

/** Whether a stream is opened here, or is given to a handler here, rather than to be closed by someone else. */
function isKnownHere(facts: FileFacts, stream: TSESTree.Node, kind: StreamKindName): boolean {
  return (
    kind === 'clientResponse' ||
    kind === 'serverResponse' ||
    madeBy(facts, streamBefore(stream)) !== undefined
  )
}

/**
 * Whether a stream is also given to other code, which may close it. `path` is a block that ends by itself: what
 * is returned outside of it is returned where nothing was piped.
 */
function isHandedOn(facts: FileFacts, stream: TSESTree.Node, path?: TSESTree.Node): boolean {
  const base = streamBefore(stream)
  if (base.type === 'MemberExpression') return true
  const variable = base.type === 'Identifier' ? facts.bindings.variableOf(base) : undefined
  if (!variable || streamKindOf(facts, stream) === 'serverResponse') return false
  return handings(facts, variable).some((use) => use.kind !== 'returned' || !path || isWithin(use.node, path))
}

const handings = perKey((facts: FileFacts, variable: Variable): readonly Use[] =>
  variable.references
    .filter((reference) => reference.isRead())
    .map((reference) => useOf(facts, reference.identifier))
    .filter((use) =>
      use.kind === 'argument'
        ? !['pipe', ...READERS].includes(calleeName(use.call) ?? '')
        : HANDING.has(use.kind),
    ),
)

const HANDING = new Set<Use['kind']>(['stored', 'returned', 'other', 'alias'])

const READERS = ['log', 'debug', 'info', 'warn', 'Boolean', 'String']

/**
 * `source.pipe(decoder); return decoder`: who gets the decoder may destroy it, and then nothing closes the
 * source, which was made here and is known to nobody else.
 */
function returnedAlone(facts: FileFacts, chain: PipeChain): PipeLeak | undefined {
  const { node, links } = chain
  const [source, destination] = links.map(streamBefore)
  const options = node.arguments[1]
  if (links.length !== 2 || wrapped(node).parent?.type !== 'ExpressionStatement') return undefined
  if (options && !isEndOption(options)) return undefined
  const scope = enclosingFunction(node)
  const [from, to] = [source, destination].map((each) => each && ownVariable(facts, each, node))
  if (!source || !destination || !scope || !from || !to) return undefined
  if (isHandedOn(facts, source, endingBlock(node))) return undefined
  const isReturned = returnedVariables(facts, scope).has(to)
  const kind = streamKindOf(facts, source)
  if (!isReturned || STREAM_KINDS[kind].holds === undefined) return undefined
  const key = streamKeyOf(facts, destination)
  if (isHeard(facts, key) || isTold(facts, streamKeyOf(facts, source), new Set([key]), node) !== 'no')
    return undefined
  return {
    node,
    certainty: 'likely',
    problem: 'returnedAlone',
    stream: source,
    other: destination,
    holds: STREAM_KINDS[kind].holds,
    chain,
  }
}

const returnedVariables = perKey(
  (facts: FileFacts, scope: FunctionNode): ReadonlySet<Variable | undefined> =>
    new Set((facts.nodes.returns.get(scope) ?? []).map((each) => facts.bindings.variableOf(unwrap(each)))),
)

/** The block around a `pipe` that ends in a `return`, so that what follows the block is another path. */
function endingBlock(pipe: TSESTree.Node): TSESTree.Node | undefined {
  const block = wrapped(pipe).parent?.parent
  return block?.type === 'BlockStatement' && block.body.at(-1)?.type === 'ReturnStatement' ? block : undefined
}

/** The variable of a stream that the function around a `pipe` makes: by a call, or with `new`. */
function ownVariable(facts: FileFacts, node: TSESTree.Node, pipe: TSESTree.Node): Variable | undefined {
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const value = variable && soleValue(variable)
  const isMade = value?.type === 'CallExpression' || value?.type === 'NewExpression'
  return isMade && enclosingFunction(value) === enclosingFunction(pipe) ? variable : undefined
}

function isEndOption(node: TSESTree.Node): boolean {
  return (
    node.type === 'ObjectExpression' &&
    node.properties.every(
      (property) => property.type === 'Property' && keyName(property.key, property.computed) === 'end',
    )
  )
}
