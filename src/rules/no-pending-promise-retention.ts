import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

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
      raced:
        '`{{promise}}` (line {{line}}) keeps what this Promise.{{method}}() answers, the result of {{others}} included, {{until}}: {{by}} adds one more. {{instead}}',
      chained:
        '`{{promise}}` (line {{line}}) keeps this callback, and all that it uses, {{until}}: {{by}} adds one more, and nothing can take a callback from a promise. {{instead}}',
      awaited:
        '`{{promise}}` (line {{line}}) keeps this call, and all that it goes on with, {{until}}: {{by}} adds one more, and no call can stop waiting for a promise. {{instead}}',
      listenerStays:
        "`{{emitter}}` outlives this race, and keeps this '{{event}}' listener when something else wins it, with the promise and all that waits for it, until the event comes: each call adds one more. {{instead}}",
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
            data: describe(reaction, sourceCode),
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
                ? 'Give once() a signal, and abort it in a `finally` once the race is over.'
                : 'Take the listener out in a `finally` once the race is over.',
            },
          })
        }
      },
    }
  },
})

/** A cheap look at the text before any question: most files make no promise that they keep. */
const MAKES_PROMISE = /\bPromise\b|[dD]efer|\bonce\b/

function describe(reaction: PendingReaction, sourceCode: Readonly<SourceCode>): Record<string, string> {
  const { promise, repetition, combinator, problem } = reaction
  return {
    promise: promise.name,
    line: String(promise.node.loc.start.line),
    method: (combinator && calleeName(combinator)) ?? '',
    others: combinator ? describeOthers(reaction, sourceCode) : '',
    until: describeUntil(promise),
    by: repetition.by,
    instead:
      problem === 'raced'
        ? `Give ${repetition.isLoop && promise.life === 'function' ? 'what each turn waits for' : 'the work'} a signal that ends it, or race it against a promise of its own and take the listener of that out in a \`finally\`.`
        : 'Listen for that end instead, and take the listener out in a `finally` once the work is done.',
  }
}

/** What is kept beside the promise itself, by its text where that is short. */
function describeOthers({ combinator, node }: PendingReaction, sourceCode: Readonly<SourceCode>): string {
  const list = combinator?.arguments[0]
  const others =
    list?.type === 'ArrayExpression'
      ? list.elements.filter(
          (element) => element && !(element.range[0] <= node.range[0] && element.range[1] >= node.range[1]),
        )
      : []
  const [only, ...rest] = others.map((other) => (other ? sourceCode.getText(other) : ''))
  if (only === undefined || rest.length > 0 || !/^.{1,40}$/.test(only)) return 'the others'
  return `\`${only}\``
}

function describeUntil({ ending: { kind, by, at }, life }: PendingPromise): string {
  const line = String(at?.loc.start.line ?? '')
  if (kind !== 'never') return `until ${by} on line ${line} settles it`
  const lives = { module: 'the program runs', instance: 'the instance lives', function: 'this call goes on' }
  return `for as long as ${lives[life]}, since nothing settles it`
}
