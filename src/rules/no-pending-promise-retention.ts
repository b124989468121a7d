import { factsOf } from '../cells/file-facts.js'
import type { PendingPromise } from '../capture/promises/pending-promises.js'
import { pendingReactions, type PendingReaction } from '../capture/promises/promise-reactions.js'
import { racedEvents } from '../capture/promises/raced-events.js'
import { calleeName } from '../syntax/property-name.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = PendingReaction['problem'] | 'listenerStays'

export const noPendingPromiseRetention = createRule<[CertaintyOptions], MessageId>({
  name: 'no-pending-promise-retention',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow waiting again and again for a promise that stays pending',
      recommended: true,
    },
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      raced: '`{{promise}}` keeps each result of this Promise.{{method}}() {{until}}. {{instead}}',
      chained: '`{{promise}}` keeps this callback {{until}}: {{by}} adds one more. {{instead}}',
      awaited: '`{{promise}}` keeps this waiting call {{until}}: {{by}} adds one more. {{instead}}',
      listenerStays:
        "`{{emitter}}` keeps this '{{event}}' listener when something else wins the race: each call adds one more. {{instead}}",
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        if (!MAKES_PROMISE.test(sourceCode.text)) return
        const facts = factsOf(context)
        for (const reaction of pendingReactions(facts)) {
          if (reaction.certainty === 'likely' && !likely) continue
          context.report({
            node: reaction.node,
            messageId: reaction.problem,
            data: describe(reaction),
          })
        }
        for (const { node, emitter, event, certainty, takesSignal } of racedEvents(facts)) {
          if (certainty === 'likely' && !likely) continue
          context.report({
            node,
            messageId: 'listenerStays',
            data: {
              emitter: sourceCode.getText(emitter),
              event,
              instead: takesSignal
                ? 'Give once() a signal that `finally` aborts.'
                : 'Remove it in `finally`.',
            },
          })
        }
      },
    }
  },
})

/** A cheap look at the text before any question: most files make no promise that they keep. */
const MAKES_PROMISE = /\bPromise\b|[dD]efer|\bonce\b/

function describe({ promise, repetition, combinator, problem }: PendingReaction): Record<string, string> {
  return {
    promise: promise.name,
    method: (combinator && calleeName(combinator)) ?? '',
    until: describeUntil(promise),
    by: repetition.by,
    instead:
      problem === 'raced'
        ? `Let a signal end ${repetition.isLoop && promise.life === 'function' ? 'what each turn waits for' : 'the work'} instead.`
        : 'Use a listener instead, and remove it in `finally`.',
  }
}

function describeUntil({ ending: { kind, by }, life }: PendingPromise): string {
  if (kind !== 'never') return `until ${by} settles it`
  const lives = { module: 'the program runs', instance: 'the instance lives', function: 'this call goes on' }
  return `as long as ${lives[life]}`
}
