import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf, type Use } from '../../cells/uses/uses.js'
import { originalOf, type Duty } from '../../ledger/duty.js'
import { observerProtocolOf } from '../../ledger/sources/registered/observers.js'
import { ownersOf, type Owner } from '../../lives/owner.js'
import type { ObserverProtocol } from '../../protocols/observers.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { walk } from '../../syntax/walk.js'
import type { Handle } from '../handles/handle.js'
import { usesOfHandle } from '../handles/uses-of-handle.js'
import { arrivals } from '../left/opening.js'
import { observedTarget, type ObservedTarget } from './observed-target.js'

/** A started observer, with what it watches and whom it calls back. */
export interface Observer {
  readonly protocol: ObserverProtocol
  /** The call that starts it, of several the one whose target stays the longest. */
  readonly start: TSESTree.CallExpression
  readonly target: ObservedTarget
  readonly callbacks: readonly FunctionNode[]
  /** Whether what it calls back is out of sight, and so what that does with the observer. */
  readonly isCallbackUnknown: boolean
  readonly handle: Handle
  readonly owner: Owner | undefined
}

const LONGEST_FIRST: readonly ObservedTarget['stays'][] = ['page', 'maybePage', 'unknown', 'own', 'local']

/** Answers the observer that a handle is of; undefined for other kinds, and for one that nothing starts. */
export const observerOf = perKey((facts: FileFacts, handle: Handle): Observer | undefined => {
  const protocol = observerProtocolOf(handle.duty)
  if (!protocol) return undefined
  const callbacks = callbacksOfObserver(facts, handle.duty)
  const started = startsOf(facts, handle, protocol)
    // What its own callback starts again has been started elsewhere.
    .filter((start) => !callbacks.some((callback) => isWithin(start, callback)))
    .flatMap((start) => {
      const target = observedTarget(facts, start, protocol)
      return target ? [{ start, target }] : []
    })
    .toSorted((a, b) => LONGEST_FIRST.indexOf(a.target.stays) - LONGEST_FIRST.indexOf(b.target.stays))
  const [longest] = started
  if (!longest || isSomethingElse(facts, handle, longest.start)) return undefined
  const [owner] = ownersOf(facts, longest.start)
  return { ...longest, protocol, callbacks, isCallbackUnknown: callbacks.length === 0, handle, owner }
})

/** The calls that start an observer: in the chain that makes it, or under one of its names. */
function startsOf(facts: FileFacts, handle: Handle, { start }: ObserverProtocol): TSESTree.CallExpression[] {
  const chained = arrivals(facts, handle.duty).flatMap(({ calls }) => calls)
  const named = usesOfHandle(facts, handle).flatMap((use) =>
    use.kind === 'receiver' && use.method === start ? [use.call] : [],
  )
  const ofChain = chained.filter((call) => calleeName(call) === start)
  return [...new Set([...ofChain, ...named])].toSorted((a, b) => a.range[0] - b.range[0])
}

/** What a factory makes, and whose `observe()` answers something, is an observer of another kind. */
function isSomethingElse(facts: FileFacts, { duty }: Handle, start: TSESTree.CallExpression): boolean {
  const { kind } = useOf(facts, start)
  return originalOf(duty).site.type === 'CallExpression' && kind !== 'tested' && kind !== 'returned'
}

/** The functions of this file that an observer calls back. */
function callbacksOfObserver(facts: FileFacts, duty: Duty): readonly FunctionNode[] {
  const { site } = originalOf(duty)
  return site.arguments.flatMap((argument) =>
    argument.type === 'SpreadElement' ? [] : functionsMeantBy(facts, argument),
  )
}

/**
 * Answers what the callbacks of an observer do with it by the name that they get it under: `(entries, observer) => …`, and
 * `this` of a function that is none of an instance.
 */
export function usesInCallbacks(facts: FileFacts, duty: Duty): readonly Use[] {
  if (!observerProtocolOf(duty)) return []
  return callbacksOfObserver(facts, duty).flatMap((callback) => {
    const [, parameter] = callback.params
    const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    const nodes = [...(variable ? nodesOfVariable(variable) : []), ...ownThisOf(facts, callback)]
    return nodes.map((node) => {
      const use = useOf(facts, node)
      return use.kind === 'alias' ? ({ kind: 'other', node } as const) : use
    })
  })
}

function ownThisOf(facts: FileFacts, callback: FunctionNode): TSESTree.Node[] {
  const nodes: TSESTree.Node[] = []
  if (callback.type !== 'FunctionExpression' || callback.parent.type !== 'NewExpression') return nodes
  walk(callback.body, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'ThisExpression') nodes.push(node)
    return !isFunction(node) || node.type === 'ArrowFunctionExpression'
  })
  return nodes
}

/** A callback that makes changes of its own ends it only to begin again: that is no end. */
export function isForNow(facts: FileFacts, handle: Handle, end: TSESTree.Node): boolean {
  const protocol = observerProtocolOf(handle.duty)
  const scope = enclosingFunction(end)
  if (!protocol || !scope || !callbacksOfObserver(facts, handle.duty).includes(scope)) return false
  const starts = [
    ...startsOf(facts, handle, protocol),
    ...usesInCallbacks(facts, handle.duty).flatMap((use) =>
      use.kind === 'receiver' && use.method === protocol.start ? [use.call] : [],
    ),
  ]
  return starts.some((start) => enclosingFunction(start) === scope && start.range[0] > end.range[0])
}
