import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { unboundedRecursions, type UnboundedRecursion } from '../capture/promises/unbounded-recursion.js'
import { functionName } from '../syntax/functions.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { loopInstead } from '../suggestions/loop-instead.js'

export type MessageId = 'endless' | 'untilStopped' | 'whileFailing' | 'useLoop'

export const noUnboundedRecursion = createRule<[CertaintyOptions], MessageId>({
  name: 'no-unbounded-recursion',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow asynchronous functions that wait for their own next round without end',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      endless:
        '{{name}} waits for its own next round{{through}}: {{kept}} of every round {{are}} kept for good. Use a `while` loop.',
      untilStopped:
        '{{name}} waits for its own next round{{through}}: {{kept}} of every round {{are}} kept until `{{stop}}` ends the last. Use a `while` loop.',
      whileFailing:
        '{{name}} waits for its own next attempt: {{kept}} of every attempt {{are}} kept until one succeeds. Use a `while` loop.',
      useLoop: 'Repeat with `while (true)`.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const recursion of unboundedRecursions(facts)) {
          if (recursion.certainty === 'likely' && !likely) continue
          const fix = loopInstead(facts, recursion)
          context.report({
            node: recursion.chained.node,
            messageId:
              recursion.problem === 'failures' ? 'whileFailing' : recursion.stop ? 'untilStopped' : 'endless',
            data: describe(facts, recursion),
            suggest: fix ? [{ messageId: 'useLoop', fix }] : [],
          })
        }
      },
    }
  },
})

function describe(
  { sourceCode }: FileFacts,
  { scope, chained, through, stop }: UnboundedRecursion,
): Record<string, string> {
  const name = functionName(scope)
  const between = through && functionName(through)
  return {
    name: name === undefined ? 'This function' : `\`${name}\``,
    through: between === undefined ? '' : ` by way of \`${between}\``,
    kept: chained.isAwaited ? 'the promise and locals' : 'the promise',
    are: chained.isAwaited ? 'are' : 'is',
    stop: stop ? sourceCode.getText(stop).replace(/\s+/g, ' ') : '',
  }
}
