import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { Effect } from '../../flow/walk-questions.js'
import { openExits } from '../../flow/exits.js'
import { unreadWhen } from '../../flow/conditions/reader-tests.js'
import { abortsIn } from '../../ledger/sources/bodies/aborts.js'
import { optionsOf } from '../../ledger/sources/bodies/request-options.js'
import { coupledDuty, type Coupling } from '../../ledger/sources/streams/couplings.js'
import { link, type Link } from '../../ledger/link.js'
import type { Pump } from '../../ledger/sources/streams/pumps.js'
import { isHeard, isTold, isWatched } from '../../ledger/sources/streams/stream-endings.js'
import { madeBy, streamKeyOf, streamKindOf } from '../../ledger/sources/streams/stream-kinds.js'
import { STREAM_KINDS, type StreamKind } from '../../protocols/streams.js'
import { enclosingFunction, enclosingFunctions, isFunction, isWithin } from '../../syntax/functions.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { soleValue } from '../../syntax/bindings.js'
import { unwrap, unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'
import { lossOfStream } from './stranded-stream.js'

/** Answers the loss of what a loop reads, where the end that it writes into fails or goes away. */
export function strandedByPump(facts: FileFacts, coupling: Coupling, pump: Pump): Loss | undefined {
  const { reader, source, destination, node } = pump
  const other = wrappingStream(node) ?? destination
  const kind = streamKindOf(facts, other)
  if (STREAM_KINDS[kind].isStandard || !STREAM_KINDS[kind].mayFail) return undefined
  const ends = { stream: reader?.cell.target ?? source, other, holds: holdsOf(facts, pump) }
  if (ends.holds === undefined) return undefined
  const open = reader && throwsWhereLeft(pump) ? leftOnThrow(facts, pump) : leftOnClose(facts, pump, other)
  if (!open) return undefined
  const owed = link('yes', 'it is in the middle of its content', source)
  return lossOfStream('pumpStaysOpen', coupledDuty(coupling, ends, owed), open)
}

function holdsOf(facts: FileFacts, { reader, source }: Pump): Exclude<StreamKind['holds'], 'maybe'> {
  if (reader) return 'socket'
  const { holds } = STREAM_KINDS[streamKindOf(facts, source)]
  return holds === 'maybe' ? undefined : holds
}

type Links = Partial<Record<'open' | 'alone' | 'lasting' | 'matters', Link>>

/** Whether writing throws once the other end is gone: of a stream's controller, and of the writer of a web stream. */
function throwsWhereLeft({ node }: Pump): boolean {
  const { callee } = node
  const name = callee.type === 'MemberExpression' ? memberName(callee) : undefined
  return name === 'enqueue' || wrapped(node) !== node
}

/** Whether an exception of the call that writes leaves the reader in the middle of the body. */
function leftOnThrow(facts: FileFacts, { reader, node }: Pump): Links | undefined {
  if (!reader) return undefined
  const block = reader.variable.scope.block as TSESTree.Node
  const region = isFunction(block) ? block.body : block
  const scope = enclosingFunction(reader.site)
  if (enclosingFunction(node) !== scope || cancelsWithStream(node)) return undefined
  const cancels = (facts.nodes.calls.get('cancel') ?? []).filter((cancel) => isWithin(cancel, region))
  const effects = new Set<TSESTree.Node>([...reader.releases, ...cancels, ...abortsIn(facts, region)])
  const exits = openExits(region, {
    acquisition: wrapped(reader.site),
    effectOf: (each): Effect => (effects.has(each) ? 'release' : each === node ? 'throws' : 'none'),
    existsWhen: (test) => unreadWhen(facts, test, reader.variable),
  })
  const exit = exits?.find((each) => each.node === node)
  if (!exit) return undefined
  return {
    open:
      exit.open === 'yes'
        ? link('yes', 'where the other end is gone this throws, and nothing cancels the reader', node)
        : link('likely', 'the reader may have been cancelled under a condition', node),
    matters: link('likely', 'how often the other end goes away is not known', node),
  }
}

/**
 * Whether a loop goes on, or waits for ever, when the other end is gone: a response of a server says so by an event
 * alone, and room to write never comes.
 */
function leftOnClose(facts: FileFacts, pump: Pump, other: TSESTree.Node): Links | undefined {
  const { reader, source, node, waits, asks } = pump
  const kind = streamKindOf(facts, other)
  if (asks || (!waits && (!reader || kind !== 'serverResponse'))) return undefined
  const [key, far] = [streamKeyOf(facts, source), streamKeyOf(facts, other)]
  if (isWatched(facts, other) || isWatched(facts, source) || hasSignal(facts, pump)) return undefined
  if (isTold(facts, key, new Set([far]), node) === 'fully') return undefined
  if (reader && isEndedElsewhere(facts, pump)) return undefined
  return {
    open: link(
      'yes',
      waits ? 'room to write never comes where the other end is gone' : 'the loop reads on',
      node,
    ),
    alone: isHeard(facts, far)
      ? link('likely', 'who hears of the other end may close it', other)
      : link('yes', 'nobody else has it'),
    lasting: waits
      ? link('yes', 'the loop waits for ever', node)
      : link('likely', 'the loop ends where the sender ends', node),
    matters: link('likely', 'how often the other end goes away is not known', node),
  }
}

/** Whether the functions around a pump cancel its reader, or abort a request, in one of their own. */
function isEndedElsewhere(facts: FileFacts, { reader, loop, node }: Pump): boolean {
  const outer = enclosingFunctions(node).at(-1)
  const cancels = [...(facts.nodes.calls.get('cancel') ?? []), ...(outer ? abortsIn(facts, outer) : [])]
  return [...cancels, ...(reader?.releases ?? [])].some(
    (each) => outer !== undefined && isWithin(each, outer) && !isWithin(each, loop),
  )
}

/** Whether the request whose body is read was given a signal, which somebody aborts. */
function hasSignal(facts: FileFacts, { source }: Pump): boolean {
  let current = unwrap(source)
  for (let i = 0; i < MAX_STEPS; i++) {
    if (current.type === 'MemberExpression') current = unwrap(current.object)
    const variable = current.type === 'Identifier' ? facts.bindings.variableOf(current) : undefined
    const value = variable && soleValue(variable)
    if (!value) break
    current = unwrapAwait(value)
  }
  const made = current.type === 'CallExpression' ? current : madeBy(facts, current)
  return (
    made?.type === 'CallExpression' &&
    optionsOf(facts, made).some(({ properties }) =>
      properties.some(
        (property) => property.type === 'Property' && keyName(property.key, property.computed) === 'signal',
      ),
    )
  )
}

const MAX_STEPS = 8

/** `new ReadableStream({ start(controller) { … } })`: the stream that a loop fills by its controller. */
function wrappingStream(node: TSESTree.Node): TSESTree.NewExpression | undefined {
  for (const { parent } of enclosingFunctions(node)) {
    const made =
      parent.type === 'Property' && parent.parent.type === 'ObjectExpression'
        ? parent.parent.parent
        : undefined
    if (made?.type === 'NewExpression') return made
  }
  return undefined
}

/** Whether the stream that is filled has a method that hears of its cancelling. */
function cancelsWithStream(node: TSESTree.Node): boolean {
  const [options] = wrappingStream(node)?.arguments ?? []
  return (
    options?.type === 'ObjectExpression' &&
    options.properties.some(
      (each) => each.type !== 'Property' || keyName(each.key, each.computed) === 'cancel',
    )
  )
}
