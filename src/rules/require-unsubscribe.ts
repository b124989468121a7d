import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { subscriptionOf } from '../ledger/sources/registered/subscriptions.js'
import type { Subscription } from '../ledger/subscriptions/subscription.js'
import { describeEnd } from '../lives/owner.js'
import { FORGOTTEN, siblingOfLoss } from '../losses/handles/ended-siblings.js'
import { textOfHandle } from '../losses/handles/entries-of-handle.js'
import { handleOfDuty } from '../losses/handles/handle.js'
import { exitText } from '../losses/left/exit-text.js'
import type { Loss } from '../losses/loss.js'
import { collectedBeside } from '../losses/subscriptions/collected-beside.js'
import { piledBy } from '../losses/subscriptions/piled-up.js'
import type { Ending } from '../protocols/subscriptions/row.js'
import { functionName, isFunction } from '../syntax/functions.js'
import { codeText, placeText } from '../syntax/code-text.js'
import type { Finding } from '../verdict/finding.js'
import { surestFindings } from '../verdict/surest-findings.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import {
  endInCleanup,
  endSubscription,
  subscriptionSuggestions,
  type SubscriptionSuggestionId,
} from '../suggestions/end-subscription.js'
import { endOfStream, streamSuggestions, type StreamSuggestionId } from '../suggestions/end-stream.js'
import {
  describeStream,
  streamMessages,
  unendedStream,
  type StreamMessageId,
} from '../suggestions/unended-streams.js'

type SubscriptionProblem =
  | 'dropped'
  | 'siblingKept'
  | 'siblingEnded'
  | 'neverUsed'
  | 'notEndedAtEnd'
  | 'neverEmptied'
  | 'staysOnExit'
  | 'startsPastEnd'
  | 'oneMorePerRun'
  | 'ownedByNone'
  | 'staysAfterSettling'
  | 'pilesUp'
  | 'oneMorePerUpdate'

export type MessageId = SubscriptionProblem | SubscriptionSuggestionId | StreamMessageId | StreamSuggestionId

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
      dropped: '{{holder}} keeps this {{noun}} {{until}}. Keep the result and {{end}} in {{where}}.',
      siblingKept:
        '{{holder}} keeps this {{noun}} {{until}}: its result is dropped. Pass that to {{collector}}() too.',
      neverUsed:
        '{{holder}} keeps this {{noun}} {{until}}: `{{handle}}` is never used to end it. {{endHandle}} in {{where}}.',
      notEndedAtEnd:
        '{{holder}} keeps this {{noun}} {{until}}: `{{handle}}` ends it only {{place}}. {{endHandle}} in {{where}} too.',
      siblingEnded:
        '{{holder}} keeps this {{noun}} {{until}}: {{owner}} ends only `{{sibling}}`. {{endHandle}} there too.',
      neverEmptied:
        '{{holder}} keeps this {{noun}} {{until}}: nothing ends what is in `{{handle}}`. Go through it in {{where}}.',
      staysOnExit:
        '{{holder}} keeps this {{noun}} {{until}}: `{{handle}}` does not end it {{exit}}. {{endHandle}} in `finally`.',
      startsPastEnd:
        '{{holder}} keeps this {{noun}} {{until}}, if {{owner}} ends during {{at}}. Set a flag in {{where}}, and check it after the wait.',
      oneMorePerRun:
        'What it watches keeps this watcher, which no component stops: each callback of {{sibling}}() adds one more. Watch outside of it.',
      ownedByNone:
        'What it watches keeps this watcher: no component is being set up here, so none stops it. Watch before anything is waited for.',
      staysAfterSettling:
        '{{holder}} keeps this listener when something else settles the promise: each call adds one more. Dispose of the result then.',
      pilesUp:
        '{{holder}} keeps this listener and `{{captured}}` until the instance ends: each call of {{method}}() adds one more. Dispose of it when done.',
      oneMorePerUpdate:
        '{{holder}} keeps this {{noun}} until {{owner}} ends: each run of {{method}}() adds one more. End the former one first.',
      ...subscriptionSuggestions,
      ...streamMessages,
      ...streamSuggestions,
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const finding of surestFindings(facts, likely)) {
          const told = toldOfStream(facts, finding) ?? toldOf(facts, finding)
          if (told) context.report({ node: finding.node, ...told })
        }
      },
    }
  },
})

/** What a report says; undefined where the finding is of another rule. */
interface Told {
  readonly messageId: MessageId
  readonly data: Record<string, string>
  readonly suggest: TSESLint.ReportSuggestionArray<MessageId>
}

function toldOfStream(facts: FileFacts, { loss }: Finding): Told | undefined {
  const unended = unendedStream(facts, loss)
  if (!unended) return undefined
  const data = describeStream(facts, unended)
  const change = endOfStream(facts, unended)
  if (change) return { messageId: unended.messageId, data, suggest: [{ ...change, data }] }
  const suggest = unended.messageId === 'streamDropped' ? endInCleanup(facts, unended.node, loss) : []
  return { messageId: unended.messageId, data, suggest }
}

function toldOf(facts: FileFacts, { loss, duty }: Finding): Told | undefined {
  const subscription = subscriptionOf(facts, duty)
  const messageId = subscription && problemOf(loss)
  if (!messageId) return undefined
  const data = describe(facts, subscription, loss, messageId)
  const isAlone = messageId === 'dropped' || messageId === 'siblingKept'
  return { messageId, data, suggest: isAlone ? endSubscription(facts, subscription, loss) : [] }
}

/** What this rule calls a loss; that a handle is overwritten, thrown away or taken out of its collection is told by another one. */
function problemOf({ kind, form, ended, cell }: Loss): SubscriptionProblem | undefined {
  if (kind === 'left') return form.startsWith('open') ? 'staysOnExit' : undefined
  if (FORGOTTEN.has(form)) return kind === 'outlived' ? 'siblingEnded' : undefined
  switch (form) {
    case 'neverCleared':
      return 'neverUsed'
    case 'notClearedAtEnd':
      return 'notEndedAtEnd'
    case 'siblingCleared':
      return cell === undefined ? 'dropped' : ended.length > 0 ? 'notEndedAtEnd' : 'neverUsed'
    case 'keyedNeverCleared':
      return 'neverEmptied'
    case 'begunPastEnd':
      return 'startsPastEnd'
    case 'dropped':
    case 'siblingKept':
    case 'staysAfterSettling':
    case 'oneMorePerRun':
    case 'ownedByNone':
    case 'pilesUp':
    case 'oneMorePerUpdate':
      return form
    default:
      return undefined
  }
}

function describe(
  facts: FileFacts,
  subscription: Subscription,
  loss: Loss,
  problem: SubscriptionProblem,
): Record<string, string> {
  const { sourceCode } = facts
  const { owner, ended, at } = loss
  const { node } = subscription
  const handle = handleOfDuty(facts, loss.duty)
  const text = (loss.kind === 'left' ? loss.cell?.text : handle && textOfHandle(facts, handle)) ?? ''
  const beside = problem === 'siblingKept' ? collectedBeside(facts, subscription)?.sibling : undefined
  const collector = problem === 'pilesUp' && at?.type === 'CallExpression' ? at : undefined
  const piled = collector && piledBy(facts, { node, collector })
  const sibling = problem === 'siblingEnded' && handle ? siblingOfLoss(facts, loss, handle) : undefined
  const other =
    sibling?.endedAt ?? beside?.node ?? (LOOKS_AT.has(problem) ? at : ended[0]) ?? subscription.kept
  return {
    noun: subscription.noun,
    holder: holderText(facts, subscription),
    until: subscription.until ?? 'as long as it lives',
    where: describeEnd(owner),
    owner: owner?.name ?? 'its owner',
    handle: text,
    at: other ? codeText(sourceCode, other) : '',
    place: other ? placeText(sourceCode, other) : '',
    sibling: sibling?.text ?? siblingText(facts, beside?.node ?? at),
    collector: beside?.collector ? calleeText(facts, beside.collector) : '',
    end: endOf(subscription),
    endHandle: text === '' ? '' : endText(text, subscription),
    method: piled?.method ?? (problem === 'oneMorePerUpdate' ? updateText(at) : ''),
    captured: piled?.captured ?? '',
    exit: exitText(sourceCode, at, loss.form),
  }
}

/** The problems whose line is that of what shows the loss. */
const LOOKS_AT: ReadonlySet<SubscriptionProblem> = new Set([
  'staysOnExit',
  'startsPastEnd',
  'oneMorePerRun',
  'oneMorePerUpdate',
])

/** The member that runs on each update. */
function updateText(at: TSESTree.Node | undefined): string {
  return (isFunction(at) ? functionName(at) : undefined) ?? 'the setter'
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

/** How what the call answers ends it, as far as that is known. */
function endOf({ basis, isSure, ending, method }: Subscription): string {
  if (method !== undefined) return `call its ${method}()`
  return basis === 'event' && isSure !== true ? 'end it' : END[ending]
}

function endText(handle: string, { basis, ending, method }: Subscription): string {
  if (basis === 'unused') return `End it by ${handle}`
  return ending === 'call' ? `Call ${handle}()` : `Call ${handle}.${method ?? ending}()`
}

/** The callee on one line, without what is called to get at it. */
function calleeText({ sourceCode }: FileFacts, { callee }: TSESTree.CallExpression): string {
  const text = sourceCode.getText(callee).replace(/\s+/g, '')
  if (text.length <= MAX_TEXT || callee.type !== 'MemberExpression') return text
  return sourceCode.getText(callee.property)
}

const MAX_TEXT = 40

function holderText({ sourceCode }: FileFacts, { reach, source }: Subscription): string {
  if (reach === 'observes') return 'What it reads'
  const text = source && sourceCode.getText(source).replace(/\s+/g, '')
  return text === undefined || text.length > MAX_TEXT ? 'What it listens to' : `\`${text}\``
}
