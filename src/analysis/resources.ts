import type { TSESTree } from '@typescript-eslint/utils'

import { isParameter } from '../syntax/bindings.js'
import { releases } from './resource-uses.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { isFunction, runsAtModuleLoad } from '../syntax/functions.js'
import { moduleOf } from '../syntax/module-origin.js'
import type { Place } from '../syntax/places.js'
import { receiverOf } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { acquisitions, type Acquisition } from '../ledger/acquisitions.js'
import { asOpened } from '../ledger/acquiring-functions.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { usesOfHandle } from './handle.js'
import { describeEnd, ownersOf, type Owner } from '../lives/owner.js'
import { runsOnce } from '../lives/multiplicity.js'
import { useOf, type Use } from '../cells/uses.js'
import { leakOfHandlers, leakOfParameter, leakOfVariable, type ResourceLeak } from './resource-lifetimes.js'

/** Answers the resources of a file that stay open on some way out. */
export const resourceLeaks = perFile((facts): readonly ResourceLeak[] =>
  acquisitions(facts).flatMap((acquisition) => {
    const leak = closesAll(facts, acquisition) ? undefined : leakOf(facts, acquisition)
    return leak ? [toldByPrograms(facts, leak)] : []
  }),
)

/** Whether something in the file closes everything that the same module or object has opened: `sql.close()`. */
function closesAll(facts: FileFacts, { node, protocol }: Acquisition): boolean {
  if (protocol.closers.length === 0) return false
  const source = moduleOf(node.callee, facts.bindings)
  const opener = receiverPlace(facts, node)
  return protocol.closers.some((name) =>
    (facts.nodes.calls.get(name) ?? []).some((call) =>
      source === undefined
        ? opener !== undefined && receiverPlace(facts, call) === opener
        : moduleOf(call.callee, facts.bindings) === source,
    ),
  )
}

function receiverPlace(facts: FileFacts, node: CallNode): Place | undefined {
  const receiver = node.type === 'CallExpression' ? receiverOf(node) : undefined
  return receiver && facts.places.placeOf(receiver)
}

/** What a program may well keep until it ends is a leak for certain only where the code itself releases it. */
function toldByPrograms(facts: FileFacts, leak: ResourceLeak): ResourceLeak {
  const { acquisition, problem } = leak
  const isKept = acquisition.protocol.isLongLived && problem !== 'openOnExit'
  const effect = effectAround(facts, acquisition)
  if (effect) return { ...leak, end: describeEnd(effect) }
  return isKept && !isOnElementOfOthers(facts, acquisition) ? { ...leak, certainty: 'likely' } : leak
}

/** The effect that what is opened belongs to: it ends when its component does. */
function effectAround(facts: FileFacts, { node }: Acquisition): Owner | undefined {
  return ownersOf(facts, node).find(({ kind, ends }) => kind === 'effect' && ends === 'yes')
}

/** Whether what is opened is put on an element that a parameter names, in code that may run more than once. */
function isOnElementOfOthers(facts: FileFacts, { node, protocol }: Acquisition): boolean {
  const element = protocol.element === undefined ? undefined : node.arguments[protocol.element]
  const variable = element?.type === 'Identifier' ? facts.bindings.variableOf(element) : undefined
  return variable !== undefined && isParameter(variable) && !runsOnce(facts, node)
}

function leakOf(facts: FileFacts, acquisition: Acquisition): ResourceLeak | undefined {
  const { node, protocol } = acquisition
  if (protocol.result.as === 'argument') {
    return leakOfArgument(facts, acquisition, node.arguments[protocol.result.index])
  }
  if (protocol.result.as === 'callback') {
    const callback = node.arguments.at(-1)
    if (!isFunction(callback)) return undefined
    return leakOfParameter(facts, acquisition, callback, protocol.result.parameter)
  }
  return leakOfResult(facts, acquisition, useOf(facts, node))
}

/** What is done to an argument stays until it is undone, wherever in the file that is. */
function leakOfArgument(
  facts: FileFacts,
  acquisition: Acquisition,
  argument: TSESTree.Node | undefined,
): ResourceLeak | undefined {
  if (!argument || runsAtModuleLoad(acquisition.node)) return undefined
  const place = facts.places.placeOf(argument)
  // A part of the page itself: what is shown there is shown until the page is left.
  if (place?.startsWith('g:') === true) return undefined
  const isUndone = acquisition.protocol.functions.some((name) =>
    (facts.nodes.calls.get(name) ?? []).some(({ arguments: [undone] }) => {
      const other = undone && facts.places.placeOf(undone)
      return place === undefined || other === undefined || other === place
    }),
  )
  if (isUndone) return undefined
  return {
    acquisition,
    certainty: isOnElementOfOthers(facts, acquisition) ? 'known' : 'likely',
    problem: 'neverUndone',
    variable: undefined,
    exit: undefined,
    ends: [],
  }
}

function leakOfResult(facts: FileFacts, acquisition: Acquisition, use: Use): ResourceLeak | undefined {
  // Opened once, and needed for as long as the program, as far as it can be told.
  if (runsAtModuleLoad(acquisition.node)) return undefined
  const dropped: ResourceLeak = {
    acquisition,
    certainty: 'known',
    problem: 'dropped',
    variable: undefined,
    exit: undefined,
    ends: [],
  }
  switch (use.kind) {
    case 'tested':
      return isDiscarded(acquisition.node) ? dropped : undefined
    case 'receiver':
      return leakOfChain(facts, acquisition, use, dropped)
    case 'alias':
      return leakOfVariable(facts, acquisition, use.variable)
    case 'stored':
      return leakOfStored(facts, acquisition, use.target)
    default:
      return undefined
  }
}

/** `image.src = URL.createObjectURL(file)`: what is kept in the object that uses it is released by its handlers. */
function leakOfStored(
  facts: FileFacts,
  acquisition: Acquisition,
  target: TSESTree.Node,
): ResourceLeak | undefined {
  const place = facts.places.placeOf(target)
  if (place === undefined || place.startsWith('this')) return undefined
  if (place.endsWith('.current') && target.type === 'MemberExpression') {
    return leakOfRef(facts, acquisition, place, target)
  }
  const ends = acquisition.protocol.functions.flatMap((name) =>
    (facts.nodes.calls.get(name) ?? []).filter(
      ({ arguments: [released] }) => released && facts.places.placeOf(released) === place,
    ),
  )
  return leakOfHandlers(facts, { acquisition, variable: undefined, ends })
}

/** `ref.current = new Editor()`: what a component keeps in a ref, its cleanup has to release. */
function leakOfRef(
  facts: FileFacts,
  acquisition: Acquisition,
  place: Place,
  node: TSESTree.MemberExpression,
): ResourceLeak | undefined {
  const text = facts.sourceCode.getText(node)
  const uses = usesOfHandle(facts, { kind: 'member', place, text, node }, acquisition.node)
  const isKeptThere = uses.every(
    (use) =>
      use.kind === 'tested' ||
      use.kind === 'property' ||
      (use.kind === 'receiver' && use.method !== undefined && !releases(acquisition.protocol, use.method)),
  )
  if (!isKeptThere || !effectAround(facts, acquisition)) return undefined
  return {
    acquisition,
    certainty: 'known',
    problem: 'neverReleased',
    variable: undefined,
    text,
    exit: undefined,
    ends: [],
  }
}

/** `open();`, `await open();`: the result goes nowhere. A comparison or a `typeof` is some other code's puzzle. */
function isDiscarded(node: TSESTree.Node): boolean {
  return wrapped(node).parent?.type === 'ExpressionStatement'
}

function leakOfChain(
  facts: FileFacts,
  acquisition: Acquisition,
  use: Extract<Use, { kind: 'receiver' }>,
  dropped: ResourceLeak,
): ResourceLeak | undefined {
  const { protocol, node } = acquisition
  const { method } = use
  if (method === 'then') {
    const [callback] = use.call.arguments
    return isFunction(callback) ? leakOfParameter(facts, acquisition, callback, 0) : undefined
  }
  // `const server = createServer().listen()`: what opens it answers it.
  if (method === protocol.acquire.opensBy && !isDiscarded(use.call)) {
    return leakOfResult(facts, { node: use.call, protocol: asOpened(protocol) }, useOf(facts, use.call))
  }
  // The one method that is called may release it, or hand it on; what it certainly does is known for rows only.
  const isRow = protocol.acquire.name !== ''
  if (method === undefined || !isRow || releases(protocol, method) || protocol.consumers.includes(method)) {
    return undefined
  }
  if (METHODS_OF_PROMISES.has(method) || (node.type === 'NewExpression' && !opens(protocol, method)))
    return undefined
  return protocol.noun.endsWith('stream') ? undefined : dropped
}

/** Whether a method, called on what is constructed, opens it: `new Worker()` is open from the start. */
function opens({ acquire }: ResourceProtocol, method: string): boolean {
  return acquire.opensBy === undefined || acquire.opensBy === method
}

const METHODS_OF_PROMISES = new Set(['catch', 'finally'])
