import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { uncancelledCalls, type DelayedCall } from '../analysis/delayed-calls.js'
import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { describeEnd, mainTeardown } from '../lives/owner.js'
import { racedSleeps } from '../analysis/raced-timers.js'
import { timerLeaks, type TimerLeak, type TimerProblem } from '../analysis/timers.js'
import { isVisibleIn } from '../cells/visibility.js'
import { mayBeNull } from '../types/nullable.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { insertAtStart } from '../suggestions/insert-statement.js'

export type MessageId = TimerProblem | 'sleepStays' | 'notCancelled' | 'clearAtEnd' | 'cancelAtEnd'

const KEEPS = 'the timer queue keeps the callback and all that it uses {{until}}'

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
      dropped: `Nothing can stop this {{noun}}, since its handle is dropped: ${KEEPS}. Keep the handle and pass it to {{stop}}() in {{where}}.`,
      neverCleared: `Nothing stops this {{noun}}, since \`{{handle}}\` is never cleared: ${KEEPS}. Call {{stop}}({{handle}}) in {{where}}.`,
      notClearedAtEnd: `This {{noun}} outlives {{owner}}: \`{{handle}}\` is cleared on line {{line}}, but not in {{where}}, so ${KEEPS}. Call {{stop}}({{handle}}) there too.`,
      siblingCleared: `This {{noun}} outlives {{owner}}, which clears \`{{sibling}}\` on line {{line}} where it ends, but not this one: ${KEEPS}. {{advice}}.`,
      keyedNeverCleared: `This {{noun}} outlives {{owner}}: nothing clears what is in \`{{handle}}\` where it ends, so ${KEEPS}. Call {{stop}}() with each of the handles in {{where}}.`,
      guardStays: `Nothing stops this {{noun}} when {{over}}: ${KEEPS}. Keep the handle and pass it to {{stop}}() in {{where}}.`,
      sleepStays:
        'Nothing stops this timeout when the race has been settled without it: the timer queue keeps the promise, and with it what the race answered, until it fires. Pass a signal, and abort it in a finally block.',
      runsOnSettled: `This {{noun}} goes on after line {{line}} has settled the promise: ${KEEPS}. Call {{stop}}() there as well.`,
      staysOnExit: `This {{noun}} goes on when {{exit}} on line {{line}} leaves the function before \`{{handle}}\` is cleared: ${KEEPS}. Call {{stop}}({{handle}}) in a finally block.`,
      startsAgain: `This {{noun}} starts again after {{owner}} has ended: what clears it there misses a run that waits on line {{line}}, so ${KEEPS}. Set a flag in {{where}}, and look at it before this line.`,
      delayTooLong:
        'A timer cannot wait longer than 2147483647 ms, about 24.8 days: this {{noun}} fires at once{{again}}. Wait in shorter steps.',
      notCancelled:
        'A call of `{{handle}}` that still waits when {{owner}} ends comes after that, and the timer queue keeps the function and all that it uses until then. Call {{handle}}.{{cancel}}() in {{where}}.',
      clearAtEnd: 'Call {{stop}}({{handle}}) in {{where}}.',
      cancelAtEnd: 'Call {{handle}}.{{cancel}}() in {{where}}.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const { text } = context.sourceCode
        const startsTimers = /setTimeout|setInterval|requestAnimationFrame|requestIdleCallback/.test(text)
        const delaysCalls = likely && /debounce|throttle/.test(text)
        if (!startsTimers && !delaysCalls) return
        const facts = factsOf(context)
        for (const leak of startsTimers ? timerLeaks(facts) : []) {
          if (leak.certainty === 'likely' && !likely) continue
          context.report({
            node: leak.node,
            messageId: leak.problem,
            data: describe(leak),
            suggest: suggest(facts, leak),
          })
        }
        for (const node of likely ? racedSleeps(facts) : []) context.report({ node, messageId: 'sleepStays' })
        for (const call of delaysCalls ? uncancelledCalls(facts) : []) {
          context.report({
            node: call.node,
            messageId: 'notCancelled',
            data: describeCall(call),
            suggest: suggestCancel(facts, call),
          })
        }
      },
    }
  },
})

function describe(leak: TimerLeak): Record<string, string> {
  const stop = leak.protocol.stop[0] ?? ''
  const handle = leak.keyed?.text ?? leak.handle?.text ?? ''
  const at = leak.sibling?.clearedAt ?? leak.at
  return {
    noun: leak.protocol.noun,
    stop,
    until:
      leak.perpetual || leak.problem === 'startsAgain' ? 'for as long as the program runs' : 'until it fires',
    where: leak.guard?.where ?? describeEnd(leak.owner),
    handle,
    owner: leak.owner?.name ?? 'its owner',
    line: String(at?.loc.start.line ?? ''),
    sibling: leak.sibling?.text ?? '',
    advice:
      handle === '' ? `Keep its handle and pass it to ${stop}() there` : `Call ${stop}(${handle}) there too`,
    over: leak.guard?.over ?? '',
    exit: exitText(leak.at),
    again: leak.perpetual ? ', and again and again' : '',
  }
}

function exitText(node: TSESTree.Node | undefined): string {
  switch (node?.type) {
    case 'AwaitExpression':
      return 'an exception from the await'
    case 'ThrowStatement':
      return 'the throw'
    default:
      return 'the return'
  }
}

function describeCall({ row, handle, owner }: DelayedCall): Record<string, string> {
  return { handle: handle.text, cancel: row.cancel, owner: owner.name, where: describeEnd(owner) }
}

function suggestCancel(facts: FileFacts, call: DelayedCall): TSESLint.ReportSuggestionArray<MessageId> {
  const { handle, owner, row } = call
  const teardown = mainTeardown(owner)
  if (!teardown || !isVisibleIn(facts, handle.node, teardown.node)) return []
  return [
    {
      messageId: 'cancelAtEnd',
      data: describeCall(call),
      fix: (fixer) =>
        insertAtStart(fixer, facts.sourceCode, teardown.node, `${handle.text}.${row.cancel}();`),
    },
  ]
}

/** The problems that a call of the clearing function in the teardown mends. */
const MENDED_AT_END: ReadonlySet<TimerProblem> = new Set([
  'dropped',
  'neverCleared',
  'notClearedAtEnd',
  'siblingCleared',
])

function suggest(facts: FileFacts, leak: TimerLeak): TSESLint.ReportSuggestionArray<MessageId> {
  const { handle, owner, protocol } = leak
  const teardown = owner && mainTeardown(owner)
  const [stop] = protocol.stop
  if (!MENDED_AT_END.has(leak.problem)) return []
  if (!handle || !teardown || stop === undefined || !isVisibleIn(facts, handle.node, teardown.node)) return []
  // Clearing nothing is fine, but the libraries' types do not take null, nor undefined for a frame.
  const isNullable = facts.types && mayBeNull(facts.types, handle.node) === 'yes'
  const isGuarded = isNullable === true || protocol.kind === 'frame'
  const statement = `${isGuarded ? `if (${handle.text} != null) ` : ''}${stop}(${handle.text});`
  return [
    {
      messageId: 'clearAtEnd',
      data: describe(leak),
      fix: (fixer) => insertAtStart(fixer, facts.sourceCode, teardown.node, statement),
    },
  ]
}
