import type { TSESLint } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { isDelayedFunction } from '../ledger/sources/registered/delayed-functions.js'
import { describeEnd, ownersOf } from '../lives/owner.js'
import { FORGOTTEN, siblingOfLoss } from '../losses/handles/ended-siblings.js'
import { textOfHandle } from '../losses/handles/entries-of-handle.js'
import { handleOfDuty } from '../losses/handles/handle.js'
import { exitText } from '../losses/left/exit-text.js'
import { guardedBy } from '../losses/timers/guarded.js'
import { overlongTimers } from '../losses/timers/overlong.js'
import { racedSleeps } from '../losses/timers/raced.js'
import type { Loss } from '../losses/loss.js'
import { timerOf, type Timer } from '../losses/timers/timer.js'
import { codeText, placeText } from '../syntax/code-text.js'
import type { Finding } from '../verdict/finding.js'
import { surestFindings } from '../verdict/surest-findings.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { endWithOwner } from '../suggestions/ends/end-with-owner.js'
import { endingSuggestions, type EndChange, type EndingId } from '../suggestions/ends/end-change.js'

type TimerProblem =
  | 'dropped'
  | 'neverCleared'
  | 'notClearedAtEnd'
  | 'siblingCleared'
  | 'keyedNeverCleared'
  | 'takenOut'
  | 'guardStays'
  | 'runsOnSettled'
  | 'staysOnExit'
  | 'staysWithoutEvent'
  | 'startsAgain'
  | 'startsPastEnd'
  | 'delayTooLong'

export type MessageId = TimerProblem | 'sleepStays' | 'notCancelled' | EndingId

const KEEPS = 'The timer queue keeps this {{noun}} {{until}}'

export const requireTimerCleanup = createRule<[CertaintyOptions], MessageId>({
  name: 'require-timer-cleanup',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that intervals, animation loops and timeouts stop when their owner ends',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      dropped: `${KEEPS}. Pass its handle to {{stop}}() in {{where}}.`,
      neverCleared: `${KEEPS}. Call {{stop}}({{handle}}) in {{where}}.`,
      notClearedAtEnd: `${KEEPS}: it is cleared only {{place}}. Call {{stop}}({{handle}}) in {{where}} too.`,
      siblingCleared: `${KEEPS}: {{owner}} clears only \`{{sibling}}\`. {{advice}}.`,
      keyedNeverCleared: `${KEEPS}: nothing clears what is in \`{{handle}}\`. Call {{stop}}() with each handle in {{where}}.`,
      takenOut: `${KEEPS}: {{at}} takes it out of \`{{handle}}\` and does not stop it. Pass its \`{{member}}\` to {{stop}}() there.`,
      guardStays: `${KEEPS}, also when {{over}}. Call {{stop}}() in {{where}}.`,
      sleepStays:
        'The timer queue keeps this timeout, and with it what the race answered, until it fires. Give it a signal that `finally` aborts.',
      runsOnSettled: `${KEEPS}, also when {{at}} settles the promise. Call {{stop}}() there too.`,
      staysOnExit: `${KEEPS}: it is not cleared {{exit}}. Call {{stop}}({{handle}}) in \`finally\`.`,
      staysWithoutEvent: `${KEEPS}: only success brings the event of {{at}}. Call {{stop}}({{handle}}) on failure too.`,
      startsAgain: `${KEEPS}, if {{owner}} ends during {{at}}: it starts again. Set a flag in {{where}}, and check it after the wait.`,
      startsPastEnd: `${KEEPS}, if {{owner}} ends during {{at}}. Set a flag in {{where}}, and check it after the wait.`,
      delayTooLong:
        'A timer waits 2147483647 ms (24.8 days) at most: this {{noun}} fires at once{{again}}. Wait in shorter steps.',
      notCancelled:
        'The timer queue keeps a call of `{{handle}}` past the end of {{owner}}, until it runs. Call {{handle}}.{{cancel}}() in {{where}}.',
      ...endingSuggestions,
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const { text } = context.sourceCode
        if (!/setTimeout|setInterval|requestAnimationFrame|requestIdleCallback|debounce|throttle/.test(text))
          return
        const facts = factsOf(context)
        for (const { node, protocol, perpetual } of overlongTimers(facts)) {
          const data = { noun: protocol.noun, again: perpetual ? ', and again and again' : '' }
          context.report({ node, messageId: 'delayTooLong', data })
        }
        for (const node of likely ? racedSleeps(facts) : []) context.report({ node, messageId: 'sleepStays' })
        for (const finding of surestFindings(facts, likely)) {
          const told = toldOf(facts, finding, context.filename)
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

const LOSSES: ReadonlySet<string> = new Set(['dropped', 'left', 'outlived', 'removed'])

function toldOf(facts: FileFacts, finding: Finding, filename: string): Told | undefined {
  const { loss, duty } = finding
  if (!LOSSES.has(loss.kind)) return undefined
  const handle = handleOfDuty(facts, duty)
  if (isDelayedFunction(duty)) {
    const change = endWithOwner(facts, loss, { filename, isRepeated: false })
    return { messageId: 'notCancelled', data: describeCall(finding), suggest: change ? [change] : [] }
  }
  const timer = handle && timerOf(facts, handle)
  if (!timer) return undefined
  const problem = problemOf(loss)
  if (!problem) return undefined
  const data = describe(facts, timer, finding, problem)
  const change = changeFor(facts, timer, loss, filename)
  return { messageId: problem, data, suggest: change ? [change] : [] }
}

/** What this rule calls a loss: every way out on which a timer goes on is one to it. */
function problemOf({ kind, form }: Loss): TimerProblem | undefined {
  if (form === 'openWithoutEvent') return 'staysWithoutEvent'
  if (kind === 'left' && form.startsWith('open')) return 'staysOnExit'
  if (FORGOTTEN.has(form)) return 'siblingCleared'
  if (form === 'begunPastEnd') return 'startsPastEnd'
  return FORMS.has(form) ? (form as TimerProblem) : undefined
}

const FORMS: ReadonlySet<string> = new Set<TimerProblem>([
  'dropped',
  'neverCleared',
  'notClearedAtEnd',
  'siblingCleared',
  'keyedNeverCleared',
  'takenOut',
  'guardStays',
  'runsOnSettled',
  'startsAgain',
])

function describe(
  facts: FileFacts,
  timer: Timer,
  { loss, duty }: Finding,
  problem: TimerProblem,
): Record<string, string> {
  const { protocol, perpetual, handle: kept } = timer
  const stop = protocol.stop[0] ?? ''
  const handle = textOfHandle(facts, kept)
  const sibling = problem === 'siblingCleared' ? siblingOfLoss(facts, loss, kept) : undefined
  const guard = problem === 'guardStays' ? guardedBy(facts, timer) : undefined
  const [owner] = ownersOf(facts, duty.site)
  const at = sibling?.endedAt ?? loss.at
  return {
    noun: protocol.noun,
    stop,
    until: perpetual || problem === 'startsAgain' ? 'until the program ends' : 'until it fires',
    where: guard?.where ?? describeEnd(owner),
    handle,
    owner: owner?.name ?? 'its owner',
    at: at ? codeText(facts.sourceCode, at) : '',
    place: at ? placeText(facts.sourceCode, at) : '',
    sibling: sibling?.text ?? '',
    member: kept.member ?? '',
    advice:
      handle === '' ? `Keep its handle and call ${stop}() there too` : `Call ${stop}(${handle}) there too`,
    over: guard?.over ?? '',
    exit: exitText(facts.sourceCode, loss.at, loss.form),
  }
}

function describeCall({ loss: { cell, owner }, duty }: Finding): Record<string, string> {
  const [cancel = ''] = duty.kind.methods
  return { handle: cell?.text ?? '', cancel, owner: owner?.name ?? 'its owner', where: describeEnd(owner) }
}

/** A timer that nobody keeps and that starts itself again has another handle by then; a toast that is shown again has two of them. */
function changeFor(facts: FileFacts, timer: Timer, loss: Loss, filename: string): EndChange | undefined {
  if (!timer.handle.cell && timer.rescheduling !== 'no') return undefined
  return endWithOwner(facts, loss, { filename, isRepeated: timer.protocol.kind !== 'interval' })
}
