import type { TSESTree } from '@typescript-eslint/utils'

import { classAround } from '../syntax/functions.js'
import { COMPONENT_DECORATORS } from '../protocols/rxjs.js'
import type { Place } from '../syntax/places.js'
import { calleeName, memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { decoratorName, decoratorsOf } from '../frameworks/injected-classes.js'
import { handleOf, type Handle } from './handle.js'
import { streamOf } from './observable-sources.js'
import type { Stream } from './observable-streams.js'
import { isStreamByType, rxjsName } from './rxjs-names.js'
import { useOf } from '../cells/uses.js'

/** A call that subscribes to a stream. */
export interface ObservableSubscription {
  node: TSESTree.CallExpression
  /** The stream it subscribes to. */
  source: TSESTree.Expression
  /** Whether that certainly is a stream of rxjs, or of something that is used like one. */
  isObservable: 'yes' | 'unknown'
  stream: Stream
  result: SubscriptionResult
}

/** Where the returned subscription goes; `collected`: to another one that ends it together with itself. */
export type SubscriptionResult =
  Handle | { kind: 'collected'; collector: TSESTree.Node; place: Place | undefined }

/** Answers the calls of a file that subscribe to a stream, or may do so. */
export const observableSubscriptions = perFile((facts): readonly ObservableSubscription[] =>
  ['subscribe', 'forEach'].flatMap((name) =>
    (facts.nodes.calls.get(name) ?? []).flatMap((node) => {
      const source = receiverOf(node)
      if (!source || source.type === 'Super') return []
      // Lists have a method of that name as well: only what says that it is a stream is one.
      if (name === 'forEach' && !looksLikeStream(facts, source)) return []
      const found = subscriptionOf(facts, node, source)
      return name === 'forEach' && found.isObservable === 'unknown' ? [] : [found]
    }),
  ),
)

function subscriptionOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  source: TSESTree.Expression,
): ObservableSubscription {
  const stream = streamOf(facts, source)
  return {
    node,
    source,
    isObservable: isObservable(facts, source, stream),
    stream,
    result: resultOf(facts, node),
  }
}

function isObservable(facts: FileFacts, source: TSESTree.Expression, stream: Stream): 'yes' | 'unknown' {
  const byType = isStreamByType(facts, source)
  if (byType !== undefined) return byType ? 'yes' : 'unknown'
  // What the services of Angular's components hand out to subscribe to is a stream, by whatever name.
  const isOfService = stream.keeper === 'given' && stream.isHeld === true && isInComponent(source)
  const isUnderstood = stream.ends !== 'unknown' || stream.keeper === 'own' || isOfService
  return isUnderstood || looksLikeStream(facts, source) ? 'yes' : 'unknown'
}

function isInComponent(node: TSESTree.Node): boolean {
  const around = classAround(node)
  const decorators = around ? decoratorsOf(around) : []
  return decorators.some((decorator) => COMPONENT_DECORATORS.has(decoratorName(decorator)))
}

/** Whether a stream is written like one: `clicks$`, `x.pipe(…)`, `interval(1000)`. */
function looksLikeStream(facts: FileFacts, source: TSESTree.Expression): boolean {
  const node = unwrap(source)
  if (node.type === 'Identifier') return node.name.endsWith('$')
  if (node.type === 'MemberExpression') return memberName(node)?.endsWith('$') === true
  if (node.type !== 'CallExpression') return false
  return (
    calleeName(node)?.endsWith('$') === true ||
    rxjsName(facts, node.callee) !== undefined ||
    (calleeName(node) === 'pipe' && node.arguments.some((operator) => isRxjsCall(facts, operator)))
  )
}

function isRxjsCall(facts: FileFacts, node: TSESTree.Node): boolean {
  return node.type === 'CallExpression' && rxjsName(facts, node.callee) !== undefined
}

/** Properties that hand what is assigned to them to a collection: `this.subs.sink = …`. */
const SINK = 'sink'

function resultOf(facts: FileFacts, node: TSESTree.CallExpression): SubscriptionResult {
  const use = useOf(facts, node)
  if (use.kind === 'argument' && use.call.type === 'CallExpression') {
    const collector = receiverOf(use.call)
    const name = calleeName(use.call)
    if (collector && (name === 'add' || name === 'push')) return collectedBy(facts, collector)
  }
  if (use.kind === 'stored' && use.target.type === 'MemberExpression' && memberName(use.target) === SINK) {
    return collectedBy(facts, use.target.object)
  }
  // `x.subscribe(…).add(…)` answers nothing that would end it.
  return handleOf(facts, node, FLUENT)
}

function collectedBy(facts: FileFacts, collector: TSESTree.Node): SubscriptionResult {
  return { kind: 'collected', collector, place: facts.places.placeOf(collector) }
}

const FLUENT: ReadonlySet<string> = new Set(['add'])
