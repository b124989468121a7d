import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import type { ObservableLeak } from '../analysis/observable-leaks.js'
import type { ObservableSubscription } from '../analysis/observables.js'
import { describeEnd } from '../lives/owner.js'
import { calleeName } from '../syntax/property-name.js'
import { replayOptions } from './end-stream.js'
import { keptText } from './kept-text.js'

export type StreamMessageId =
  | 'streamDropped'
  | 'streamSiblingEnded'
  | 'streamNotEnded'
  | 'streamEndedElsewhere'
  | 'takeUntilNotLast'
  | 'neverFires'
  | 'neverFiresBut'
  | 'replayStays'

/** What a rule says of streams that go on when their owner has ended. */
export const streamMessages: Readonly<Record<StreamMessageId, string>> = {
  streamDropped:
    '{{source}} keeps this subscriber, and all that it uses, {{until}}: nothing ends it when {{owner}} ends. Put takeUntil() last in its pipe(), or keep the subscription and call unsubscribe() in {{where}}.',
  streamSiblingEnded:
    '{{source}} keeps this subscriber, and all that it uses, {{until}}: nothing ends it when {{owner}} ends, while the one on line {{line}} does end then. {{likewise}}',
  streamNotEnded:
    '{{source}} keeps this subscriber, and all that it uses, {{until}}: `{{keptIn}}` keeps the subscription, and nothing unsubscribes it when {{owner}} ends. Call unsubscribe() in {{where}}.',
  streamEndedElsewhere:
    '{{source}} keeps this subscriber, and all that it uses, {{until}}: `{{keptIn}}` keeps the subscription, which is unsubscribed on line {{line}}, but not when {{owner}} ends. Call unsubscribe() in {{where}} too.',
  takeUntilNotLast:
    'After {{owner}} has ended, `{{operator}}` goes on with what it has subscribed to: {{ending}}() ends only what stands before it. Move it to the end of the pipe().',
  neverFires:
    '{{ending}}() waits for `{{subject}}`, which nothing fires: {{source}} keeps the subscriber, and all that it uses, {{until}}. Call {{subject}}.next() in {{where}}.',
  neverFiresBut:
    '{{ending}}() waits for `{{subject}}`, which nothing fires, since the {{attempt}}() on line {{line}} is no value: {{source}} keeps the subscriber, and all that it uses, {{until}}. Call {{subject}}.next() in {{where}} before.',
  replayStays:
    'shareReplay() keeps {{source}} subscribed {{until}}, even when nobody listens any more. Give it {{options}}.',
}

/** Answers the message about a stream that goes on. */
export function streamMessageId({ problem, sibling, endedAt, subject }: ObservableLeak): StreamMessageId {
  switch (problem) {
    case 'dropped':
      return sibling ? 'streamSiblingEnded' : 'streamDropped'
    case 'notUnsubscribedAtEnd':
      return endedAt ? 'streamEndedElsewhere' : 'streamNotEnded'
    case 'takeUntilNotLast':
      return 'takeUntilNotLast'
    case 'neverFires':
      return subject?.attempt ? 'neverFiresBut' : 'neverFires'
    case 'shareReplayWithoutRefCount':
      return 'replayStays'
  }
}

/** Answers what the message about a stream that goes on is filled in with. */
export function describeStream(facts: FileFacts, leak: ObservableLeak): Record<string, string> {
  const { node, owner, stream, problem, sibling, keptIn, endedAt, subject } = leak
  const lasting = stream.ending?.held ?? stream
  const where = describeEnd(owner)
  const other = problem === 'dropped' ? sibling?.node : (endedAt ?? subject?.attempt)
  return {
    source: sourceText(facts, lasting.node) ?? (begins(problem) ? 'This stream' : 'the stream'),
    until: lasting.until ?? 'for as long as it lives itself',
    owner: owner?.name ?? 'this work',
    where,
    line: String(other?.loc.start.line ?? ''),
    likewise: sibling ? likewise(facts, sibling, where) : '',
    keptIn: keptIn ? keptText(facts, keptIn) : '',
    operator: operatorName(stream.misplaced?.operator),
    ending: calleeName(node) ?? '',
    subject: subject?.name ?? '',
    attempt: (subject?.attempt && calleeName(subject.attempt)) ?? '',
    options: replayOptions(facts, node) ?? '{ refCount: true }',
  }
}

const MAX_TEXT = 60

function sourceText({ sourceCode }: FileFacts, node: TSESTree.Node | undefined): string | undefined {
  const text = node && sourceCode.getText(node).replace(/\s+/g, ' ')
  return text === undefined || text.length > MAX_TEXT ? undefined : `\`${text}\``
}

/** Whether the message begins with what the stream is called. */
function begins(problem: ObservableLeak['problem']): boolean {
  return problem === 'dropped' || problem === 'notUnsubscribedAtEnd'
}

function operatorName(operator: TSESTree.Node | undefined): string {
  return (operator?.type === 'CallExpression' ? calleeName(operator) : undefined) ?? 'an operator'
}

/** How another subscription of the same owner is ended, for this one to be ended alike. */
function likewise({ sourceCode }: FileFacts, sibling: ObservableSubscription, where: string): string {
  const { stream, result } = sibling
  if (stream.ending)
    return `Put ${calleeName(stream.ending.operator) ?? 'takeUntil'}() last in its pipe(), as there.`
  if (result.kind === 'collected') return `Give it to \`${sourceCode.getText(result.collector)}\` too.`
  return `Keep the subscription too, and call unsubscribe() in ${where}.`
}
