import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { coupledDuty, type PipeCoupling } from '../../ledger/sources/streams/couplings.js'
import { link, type Link, type Sureness } from '../../ledger/link.js'
import { endsOf, type PipeChain } from '../../ledger/sources/streams/pipe-chains.js'
import { isHeard, isHeardByOthers, isTold, isWatched } from '../../ledger/sources/streams/stream-endings.js'
import {
  madeBy,
  requestOf,
  streamBefore,
  streamKeyOf,
  streamKindOf,
  type StreamKey,
} from '../../ledger/sources/streams/stream-kinds.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { STREAM_KINDS, type StreamKindName } from '../../protocols/streams.js'
import { enclosingFunctions } from '../../syntax/functions.js'
import { isReadable } from '../../types/readable.js'
import type { Loss } from '../loss.js'
import { isHandedOn, returnedAlone } from '../left/returned-alone.js'
import { lossOfStream } from './stranded-stream.js'

/** Answers the loss of a stream of a chain of pipes, the surest one first. */
export function strandedByPipe(facts: FileFacts, coupling: PipeCoupling): Loss | undefined {
  const { chain } = coupling
  const { links, node } = chain
  const [source, destination] = endsOf(chain)
  const kinds = links.map((each) => streamKindOf(facts, each))
  if (kinds.some((kind) => STREAM_KINDS[kind].isStandard)) return undefined
  if (facts.types && isReadable(facts.types, facts.types.typeOf(source)) === 'no') return undefined
  if (links.some((each) => isWatched(facts, each))) return undefined
  const returned = returnedAlone(facts, coupling)
  const found = returned
    ? [returned]
    : links.flatMap((stream, index) => {
        const others =
          index === 0 ? [destination] : index === links.length - 1 ? [source] : [destination, source]
        return others.flatMap((other) => strandedBy(facts, coupling, stream, other) ?? [])
      })
  const loss = found.find(({ links: { open, owed, alone } }) =>
    [open, owed, alone].every((each) => each?.sure === 'yes'),
  )
  const first = loss ?? found[0]
  const isOfServer = kinds.some((kind) => SERVERS.has(kind)) || isInHandler(facts, node)
  return first && { ...first, links: { ...first.links, matters: mattersOf(facts, node, isOfServer) } }
}

function mattersOf(facts: FileFacts, node: TSESTree.Node, isOfServer: boolean): Link {
  if (runsOnce(facts, node)) return link('no', 'it runs once in the life of the program', node)
  if (isScript(facts) && !isOfServer) return link('no', 'nobody uses this file but by running it')
  return link('yes', 'there is one for each call', node)
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
  coupling: PipeCoupling,
  stream: TSESTree.Node,
  other: TSESTree.Node,
): Loss | undefined {
  const { chain } = coupling
  const kind = streamKindOf(facts, stream)
  const isSource = chain.links[0] === stream
  const sure = sureToStay(kind, streamKindOf(facts, other), isSource, chain.links[0] === other)
  if (!sure) return undefined
  const key = streamKeyOf(facts, stream)
  const keys = keysOf(facts, chain)
  const told = isTold(facts, key, new Set([...keys].filter((each) => each !== key)), chain.node)
  if (told === 'fully') return undefined
  const owed = isKnownHere(facts, stream, kind)
    ? link('yes', 'it is opened here, or given to this handler', stream)
    : link('likely', 'somebody else has opened it', stream)
  const mayBeClosed = [...keys].some((each) => isHeardByOthers(facts, each)) || isHandedOn(facts, stream)
  // A failure that is heard ends nothing but the pipe.
  const goesOn = sure === 'yes' || isHeard(facts, streamKeyOf(facts, other))
  const ends = { stream, other, holds: STREAM_KINDS[kind].holds }
  return lossOfStream('staysOpen', coupledDuty(coupling, ends, owed), {
    open:
      goesOn && told === 'no' && !chain.hasOptions
        ? link('yes', 'pipe() passes neither errors nor closing on', chain.node)
        : link('likely', told === 'no' ? 'it may be told otherwise' : 'it is told of some ends', chain.node),
    alone: mayBeClosed
      ? link('likely', 'who hears of its errors, or is given it, may close it', stream)
      : link('yes', 'nobody else has it'),
  })
}

/** The streams of a chain, and the request that a response among them answers. */
function keysOf(facts: FileFacts, { links }: PipeChain): Set<StreamKey> {
  const keys = new Set<StreamKey>()
  for (const each of links) {
    keys.add(streamKeyOf(facts, each))
    const request = streamKindOf(facts, each) === 'serverResponse' ? requestOf(facts, each) : undefined
    if (request !== undefined) keys.add(request)
  }
  return keys
}

type Stay = Extract<Sureness, 'yes' | 'likely'>

/** How sure it is that a stream of a kind stays open when one of another kind fails or closes early. */
function sureToStay(
  kind: StreamKindName,
  other: StreamKindName,
  isSource: boolean,
  isFromSource: boolean,
): Stay | undefined {
  const [own, far] = [STREAM_KINDS[kind], STREAM_KINDS[other]]
  if (own.holds === undefined || !far.mayFail || (own.isServed && far.isServed)) return undefined
  const sure: Stay = far.closesQuietly ? 'yes' : 'likely'
  switch (kind) {
    case 'fileReader':
      return sure
    case 'fileWriter':
      return other === 'transform' ? undefined : sure
    case 'clientResponse':
      return other === 'serverResponse' ? 'yes' : isFromSource ? undefined : 'likely'
    case 'message':
      return other === 'serverResponse' && isSource ? 'likely' : undefined
    case 'serverResponse':
      return other === 'clientResponse' ? 'yes' : undefined
    case 'clientRequest':
      return far.closesQuietly ? 'yes' : other === 'fileReader' ? 'likely' : undefined
    case 'socket':
      return far.closesQuietly ? 'yes' : other === 'socket' ? 'likely' : undefined
    case 'rows':
      return sure
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
