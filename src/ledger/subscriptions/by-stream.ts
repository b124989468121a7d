import type { TSESTree } from '@typescript-eslint/utils'

import { STREAM_LIBRARIES } from '../../protocols/rxjs.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { importsMatching } from '../../cells/definitions/imported-names.js'
import { isStreamByType, rxjsName } from '../../cells/definitions/rxjs-names.js'
import type { Subscription } from './subscription.js'

/**
 * Answers the calls of a file that subscribe to a stream of values, or may do so: `clicks$.subscribe(show)`. Lists have a
 * `forEach()` as well: of these, only what says that it is a stream is one.
 */
export const subscriptionsByStream = perFile((facts): readonly Subscription[] =>
  ['subscribe', 'forEach'].flatMap((name) =>
    (facts.nodes.calls.get(name) ?? []).flatMap((node) => {
      const source = receiverOf(node)
      if (!source || source.type === 'Super') return []
      const isSure = isStreamByType(facts, source) ?? looksLikeStream(facts, source)
      if (name === 'forEach' && !isSure) return []
      return [
        {
          node,
          source,
          ending: 'unsubscribe',
          noun: 'subscription',
          until: undefined,
          basis: 'stream',
          isSure,
        } as const,
      ]
    }),
  ),
)

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

/** Whether a call subscribes where a file works with streams, whose own end matters as well. */
export function isForStreams(facts: FileFacts, node: TSESTree.CallExpression): boolean {
  return calleeName(node) === 'subscribe' && importsMatching(facts, STREAM_LIBRARIES)
}
