import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { observableLeaks } from '../analysis/observable-leaks.js'
import { describeEnd } from '../lives/owner.js'
import { subscriptionLeaks, type SubscriptionLeak } from '../analysis/subscriptions.js'
import { isVisibleIn } from '../cells/visibility.js'
import type { Ending } from '../protocols/subscriptions/row.js'
import { enclosingFunction } from '../syntax/functions.js'
import { receiverOf } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { endOfStream, streamSuggestions, type StreamSuggestionId } from '../suggestions/end-stream.js'
import {
  describeStream,
  streamMessageId,
  streamMessages,
  type StreamMessageId,
} from '../suggestions/unended-streams.js'

export type MessageId =
  SubscriptionLeak['problem'] | 'collectToo' | 'returnFromEffect' | StreamMessageId | StreamSuggestionId

export const requireUnsubscribe = createRule<[CertaintyOptions], MessageId>({
  name: 'require-unsubscribe',
  meta: {
    type: 'problem',
    docs: {
      description:
        'require that a subscription, whose result is the way to end it, is ended when its owner ends',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      dropped:
        'Nothing can end this {{noun}}, since what {{call}}() returns is dropped: {{holder}} keeps it, and all that it uses, {{until}}. Keep the result and {{end}} in {{where}}.',
      siblingKept:
        'Nothing can end this {{noun}}, since what {{call}}() returns is dropped, while that of {{sibling}}() on line {{line}} is kept: {{holder}} keeps it, and all that it uses, {{until}}. Pass it to {{collector}}() too.',
      neverUsed:
        'Nothing ends this {{noun}}, since `{{handle}}` is never used for it: {{holder}} keeps it, and all that it uses, {{until}}. {{endHandle}} in {{where}}.',
      notEndedAtEnd:
        'This {{noun}} outlives {{owner}}: `{{handle}}` is used on line {{line}} to end it, but not in {{where}}, so {{holder}} keeps it, and all that it uses, {{until}}. {{endHandle}} in {{where}} too.',
      oneMorePerRun:
        'Each run of this callback of the {{sibling}}() on line {{line}} starts one more watcher, and what {{call}}() returns is dropped: no component stops a watcher that is made here, so that what it watches keeps it, and all that it uses. Keep the stop function and call it before the next run, or make the watcher outside of the callback.',
      ownedByNone:
        'No component stops this watcher, since none is being set up where it is made, and what {{call}}() returns is dropped: what it watches keeps it, and all that it uses. Keep the stop function and call it when the component ends, or make the watcher before anything is waited for.',
      staysAfterSettling:
        'This listener stays when something else settles the promise, since what {{call}}() returns is dropped: {{holder}} keeps it, and all that it uses, once more at each call. Keep the result and dispose of it as soon as the promise settles.',
      pilesUp:
        'Each call of {{method}}() adds one more listener, which `{{collector}}` ends only together with the whole instance: until then {{holder}} keeps it, with `{{captured}}` of that call. Dispose of it when the work of the call is done.',
      collectToo: 'Pass the result to {{collector}}().',
      returnFromEffect: 'Return the function, for the effect to call it as its cleanup.',
      ...streamMessages,
      ...streamSuggestions,
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const leak of subscriptionLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          context.report({
            node: leak.node,
            messageId: leak.problem,
            data: describe(facts, leak),
            suggest: suggest(facts, leak),
          })
        }
        for (const leak of observableLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          const data = describeStream(facts, leak)
          const change = endOfStream(facts, leak)
          context.report({
            node: leak.node,
            messageId: streamMessageId(leak),
            data,
            suggest: change ? [{ ...change, data }] : [],
          })
        }
      },
    }
  },
})

function describe(facts: FileFacts, leak: SubscriptionLeak): Record<string, string> {
  const { subscription, owner, handle, other, collector, piled, problem } = leak
  const { sourceCode } = facts
  const list = collector && receiverOf(collector)
  return {
    noun: subscription.noun,
    call: calleeText(facts, leak.node),
    holder: holderText(facts, leak),
    until: subscription.until ?? 'for as long as it lives itself',
    where: describeEnd(owner),
    owner: owner?.name ?? 'its owner',
    handle: handle?.text ?? '',
    line: String(other?.loc.start.line ?? ''),
    sibling: siblingText(facts, other),
    collector:
      problem === 'pilesUp' && list
        ? sourceCode.getText(list)
        : collector
          ? calleeText(facts, collector)
          : '',
    end: END[subscription.ending],
    endHandle: handle ? endText(handle.text, subscription.ending) : '',
    method: piled?.method ?? '',
    captured: piled?.captured ?? '',
  }
}

function siblingText(facts: FileFacts, other: TSESTree.Node | undefined): string {
  if (other?.type === 'NewExpression') return `new ${facts.sourceCode.getText(other.callee)}`
  return other?.type === 'CallExpression' ? calleeText(facts, other) : ''
}

const END: Readonly<Record<Ending, string>> = {
  call: 'call it',
  dispose: 'call its dispose()',
  unsubscribe: 'call its unsubscribe()',
  remove: 'call its remove()',
  'data.subscription.unsubscribe': 'call its data.subscription.unsubscribe()',
}

function endText(handle: string, ending: Ending): string {
  return ending === 'call' ? `Call ${handle}()` : `Call ${handle}.${ending}()`
}

/** The callee on one line, without what is called to get at it. */
function calleeText({ sourceCode }: FileFacts, { callee }: TSESTree.CallExpression): string {
  const text = sourceCode.getText(callee).replace(/\s+/g, '')
  if (text.length <= MAX_TEXT || callee.type !== 'MemberExpression') return text
  return sourceCode.getText(callee.property)
}

const MAX_TEXT = 60

function holderText({ sourceCode }: FileFacts, { subscription }: SubscriptionLeak): string {
  if (subscription.reach === 'observes') return 'what it reads'
  const text = subscription.source && sourceCode.getText(subscription.source).replace(/\s+/g, '')
  return text === undefined || text.length > MAX_TEXT ? 'what it listens to' : `\`${text}\``
}

function suggest(facts: FileFacts, leak: SubscriptionLeak): TSESLint.ReportSuggestionArray<MessageId> {
  const { node, collector, owner, subscription, problem } = leak
  const statement = wrapped(node).parent
  if (statement?.type !== 'ExpressionStatement' || statement.expression !== wrapped(node)) return []
  if (problem === 'siblingKept' && collector) {
    const scope = enclosingFunction(node)
    if (!scope || !isVisibleIn(facts, collector.callee, scope)) return []
    const text = facts.sourceCode.getText(collector.callee)
    return [
      {
        messageId: 'collectToo',
        data: { collector: text },
        fix: (fixer) => [
          fixer.insertTextBefore(statement.expression, `${text}(`),
          fixer.insertTextAfter(statement.expression, ')'),
        ],
      },
    ]
  }
  const scope = enclosingFunction(node)
  const isLast = scope?.body.type === 'BlockStatement' && scope.body.body.at(-1) === statement
  const isCleanup = problem === 'dropped' && subscription.ending === 'call' && owner?.kind === 'effect'
  if (!isCleanup || owner.node !== scope || !isLast || scope.async || hasReturn(facts, scope)) return []
  return [
    {
      messageId: 'returnFromEffect',
      fix: (fixer) => fixer.insertTextBefore(statement, 'return '),
    },
  ]
}

function hasReturn(facts: FileFacts, scope: NonNullable<ReturnType<typeof enclosingFunction>>): boolean {
  return (facts.nodes.returns.get(scope) ?? []).length > 0
}
