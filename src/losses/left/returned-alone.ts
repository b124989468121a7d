import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { useOf, type Use } from '../../cells/uses/uses.js'
import { coupledDuty, type PipeCoupling } from '../../ledger/sources/streams/couplings.js'
import { link } from '../../ledger/link.js'
import { isHeard, isTold } from '../../ledger/sources/streams/stream-endings.js'
import { streamBefore, streamKeyOf, streamKindOf } from '../../ledger/sources/streams/stream-kinds.js'
import { STREAM_KINDS } from '../../protocols/streams.js'
import { soleValue, type Variable } from '../../syntax/bindings.js'
import { enclosingFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'
import { lossOfStream } from '../coupled/stranded-stream.js'

/**
 * `source.pipe(decoder); return decoder`: who gets the decoder may destroy it, and then nothing closes the
 * source, which was made here and is known to nobody else.
 */
export function returnedAlone(facts: FileFacts, coupling: PipeCoupling): Loss | undefined {
  const { node, links } = coupling.chain
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
  const ends = { stream: source, other: destination, holds: STREAM_KINDS[kind].holds }
  return lossOfStream('returnedAlone', coupledDuty(coupling, ends, link('yes', 'it is made here', source)), {
    open: link('likely', 'who is given the other end may destroy it', destination),
  })
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

/**
 * Whether a stream is also given to other code, which may close it. `path` is a block that ends by itself: what
 * is returned outside of it is returned where nothing was piped.
 */
export function isHandedOn(facts: FileFacts, stream: TSESTree.Node, path?: TSESTree.Node): boolean {
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
