import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import { isReplay } from '../ledger/sources/registered/subscriptions.js'
import { describeEnd, type Owner } from '../lives/owner.js'
import { silentSubject, type SilentSubject } from '../lives/streams/silent-subjects.js'
import { pipedStream } from '../lives/streams/stream-of.js'
import type { Stream } from '../lives/streams/stream.js'
import { streamOfDuty } from '../lives/streams/subscribed.js'
import { endedSibling } from '../losses/handles/ended-siblings.js'
import { textOfHandle } from '../losses/handles/entries-of-handle.js'
import { handleOfDuty, type Handle } from '../losses/handles/handle.js'
import type { Loss } from '../losses/loss.js'
import { endingOperator } from '../losses/subscriptions/endings.js'
import { codeText, placeText } from '../syntax/code-text.js'
import { calleeName } from '../syntax/property-name.js'
import { replayOptions } from './end-stream.js'

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
    '{{source}} keeps this subscriber {{until}}. Keep the subscription and unsubscribe in {{where}}.',
  streamSiblingEnded:
    '{{source}} keeps this subscriber {{until}}: only {{sibling}} ends with {{owner}}. {{likewise}}',
  streamNotEnded:
    '{{source}} keeps this subscriber {{until}}. Call unsubscribe() of `{{keptIn}}` in {{where}}.',
  streamEndedElsewhere:
    '{{source}} keeps this subscriber {{until}}: `{{keptIn}}` is unsubscribed only {{place}}. Call unsubscribe() in {{where}} too.',
  takeUntilNotLast:
    '`{{operator}}` goes on after {{owner}} has ended: {{ending}}() ends only what stands before it. Move it to the end of the pipe().',
  neverFires:
    '{{source}} keeps this subscriber {{until}}: nothing fires `{{subject}}` of {{ending}}(). Call {{subject}}.next() in {{where}}.',
  neverFiresBut:
    '{{source}} keeps this subscriber {{until}}: {{attempt}}() does not fire {{ending}}(). Call {{subject}}.next() in {{where}} first.',
  replayStays:
    'shareReplay() keeps {{source}} subscribed {{until}}, even when nobody listens. Give it {{options}}.',
}

/** A stream that goes on when its owner has ended, and what a message and a correction of it need to know. */
export interface UnendedStream {
  /** What a message is about: the call that subscribes, or the operator that does not do what it is meant to. */
  readonly node: TSESTree.CallExpression
  readonly messageId: StreamMessageId
  readonly owner: Owner | undefined
  readonly stream: Stream
  /** Where it is kept; undefined where nobody keeps it. */
  readonly handle: Handle | undefined
  /** For one that is dropped: a subscription of the same owner that ends with it. */
  readonly sibling: Handle | undefined
  /** For one that is kept: where it is ended instead. */
  readonly endedAt: TSESTree.Node | undefined
  /** For what waits in vain: the subject. */
  readonly subject: SilentSubject | undefined
}

/** Answers the stream that a loss is of; undefined for a loss of anything else. */
export function unendedStream(
  facts: FileFacts,
  { duty, form, node, owner, ended, kind }: Loss,
): UnendedStream | undefined {
  if (node.type !== 'CallExpression') return undefined
  const found = { node, owner, handle: undefined, sibling: undefined, endedAt: undefined, subject: undefined }
  if (isReplay(duty) && node.parent.type === 'CallExpression') {
    const stream = pipedStream(facts, node.parent, node.parent.arguments.indexOf(node))
    return { ...found, messageId: 'replayStays', stream }
  }
  const stream = streamOfDuty(facts, duty)?.stream
  const handle = stream && handleOfDuty(facts, duty)
  if (!handle) return undefined
  const isOperator = form === 'neverFires' || form === 'takeUntilNotLast'
  if (isOperator) {
    const notifier = form === 'neverFires' ? stream.ending?.notifier : undefined
    const subject = notifier && silentSubject(facts, notifier)
    const messageId = form === 'neverFires' && subject?.attempt ? 'neverFiresBut' : form
    return { ...found, messageId, stream, subject }
  }
  if (kind === 'dropped') {
    const sibling = endedSibling(facts, handle)?.handle
    return { ...found, messageId: sibling ? 'streamSiblingEnded' : 'streamDropped', stream, sibling }
  }
  if (!UNENDED.has(form)) return undefined
  const [endedAt] = ended
  return { ...found, messageId: endedAt ? 'streamEndedElsewhere' : 'streamNotEnded', stream, handle, endedAt }
}

/** The forms of a loss by which a subscription that is kept goes on when its owner ends. */
const UNENDED: ReadonlySet<string> = new Set([
  'neverCleared',
  'notClearedAtEnd',
  'siblingCleared',
  'keyedNeverCleared',
])

/** Answers what the message about a stream that goes on is filled in with. */
export function describeStream(facts: FileFacts, unended: UnendedStream): Record<string, string> {
  const { node, owner, stream, messageId, sibling, handle, endedAt, subject } = unended
  const lasting = stream.ending?.held ?? stream
  const where = describeEnd(owner)
  return {
    source: sourceText(facts, lasting.node) ?? (messageId === 'replayStays' ? 'the stream' : 'This stream'),
    until: lasting.until ?? 'as long as it lives',
    owner: owner?.name ?? 'this work',
    where,
    sibling: sibling ? codeText(facts.sourceCode, sibling.duty.site) : '',
    place: endedAt ? placeText(facts.sourceCode, endedAt) : '',
    likewise: sibling ? likewise(facts, sibling, where) : '',
    keptIn: handle ? textOfHandle(facts, handle) : '',
    operator: operatorName(stream.misplaced?.operator),
    ending: calleeName(node) ?? '',
    subject: subject?.name ?? '',
    attempt: (subject?.attempt && calleeName(subject.attempt)) ?? '',
    options: replayOptions(facts, node) ?? '{ refCount: true }',
  }
}

const MAX_TEXT = 40

function sourceText({ sourceCode }: FileFacts, node: TSESTree.Node | undefined): string | undefined {
  const text = node && sourceCode.getText(node).replace(/\s+/g, ' ')
  return text === undefined || text.length > MAX_TEXT ? undefined : `\`${text}\``
}

function operatorName(operator: TSESTree.Node | undefined): string {
  return (operator?.type === 'CallExpression' ? calleeName(operator) : undefined) ?? 'an operator'
}

/** How another subscription of the same owner is ended, for this one to be ended alike. */
function likewise(facts: FileFacts, sibling: Handle, where: string): string {
  const operator = endingOperator(facts, sibling.duty)
  if (operator) return `Put ${calleeName(operator) ?? 'takeUntil'}() last in its pipe(), as there.`
  if (sibling.cell?.kind === 'entry') return `Give it to \`${textOfHandle(facts, sibling)}\` too.`
  return `Keep the subscription too, and call unsubscribe() in ${where}.`
}
