import type { TSESLint } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../analysis/file-facts.js'
import { describeEnd, mainTeardown } from '../analysis/owner.js'
import { timerLeaks, type TimerLeak } from '../analysis/timers.js'
import { isVisibleIn } from '../analysis/visibility.js'
import { mayBeNull } from '../types/nullable.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { insertAtStart } from './insert-statement.js'

export type MessageId = 'dropped' | 'neverCleared' | 'notClearedAtEnd' | 'clearAtEnd'

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
      dropped:
        'Nothing can stop this {{noun}}, since its handle is dropped: the timer queue keeps the callback and all that it uses {{until}}. Keep the handle and pass it to {{stop}}() in {{where}}.',
      neverCleared:
        'Nothing stops this {{noun}}, since `{{handle}}` is never cleared: the timer queue keeps the callback and all that it uses {{until}}. Call {{stop}}({{handle}}) in {{where}}.',
      notClearedAtEnd:
        'This {{noun}} outlives {{owner}}: `{{handle}}` is cleared on line {{line}}, but not in {{where}}, so the timer queue keeps the callback and all that it uses {{until}}. Call {{stop}}({{handle}}) there too.',
      clearAtEnd: 'Call {{stop}}({{handle}}) in {{where}}.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        if (!/setTimeout|setInterval|requestAnimationFrame/.test(context.sourceCode.text)) return
        const facts = factsOf(context)
        for (const leak of timerLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          context.report({
            node: leak.node,
            messageId: leak.problem,
            data: describe(leak),
            suggest: suggest(facts, leak),
          })
        }
      },
    }
  },
})

function describe(leak: TimerLeak): Record<string, string> {
  return {
    noun: leak.protocol.noun,
    stop: leak.protocol.stop[0] ?? '',
    until: leak.perpetual ? 'for as long as the program runs' : 'until it fires',
    where: describeEnd(leak.owner),
    handle: leak.handle?.text ?? '',
    owner: leak.owner?.name ?? 'its owner',
    line: String(leak.clearedAt?.loc.start.line ?? ''),
  }
}

function suggest(facts: FileFacts, leak: TimerLeak): TSESLint.ReportSuggestionArray<MessageId> {
  const { handle, owner, protocol } = leak
  const teardown = owner && mainTeardown(owner)
  const [stop] = protocol.stop
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
