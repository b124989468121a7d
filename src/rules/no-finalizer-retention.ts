import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { finalizerLeaks, type FinalizerLeak, type FinalizerProblem } from '../capture/weak/finalizer-leaks.js'
import { nameOfFunctionAround } from '../capture/weak/finalization-registries.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = FinalizerProblem

export const noFinalizerRetention = createRule<[CertaintyOptions], MessageId>({
  name: 'no-finalizer-retention',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow finalizers that keep their object, and finalizers that can never run',
      recommended: true,
    },
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      heldIsTarget:
        '`{{target}}` cannot be its own held value: register() throws a TypeError. Hold an id or the inner resource.',
      heldReachesTarget:
        'The registry keeps this value, and with it `{{target}}`, which is then never collected. Hold only an id or the inner resource.',
      heldUsesTarget:
        'The registry keeps this function, and with it `{{target}}`, which is then never collected. Let it use only what the cleanup needs.',
      callbackUsesTarget:
        'The registry keeps this callback, and with it `{{target}}`, which is then never collected. Use the held value instead.',
      nobodyKeeps:
        'Nothing keeps this FinalizationRegistry, so the cleanup of `{{target}}` never runs. Keep it in a module variable.',
      keptByCall:
        'Nothing keeps this FinalizationRegistry after {{function}}, so the cleanup of `{{target}}` never runs. Keep it in a module variable.',
      keptByTarget:
        'Only `{{target}}` keeps this FinalizationRegistry: both are collected together, and no cleanup runs. Keep it in a module variable.',
      registeredAgain:
        'The registry keeps each registration until `{{target}}` is collected: each call adds one more. Register it where it is made.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        if (!context.sourceCode.text.includes('FinalizationRegistry')) return
        const facts = factsOf(context)
        for (const leak of finalizerLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          context.report({ node: leak.node, messageId: leak.problem, data: describe(facts, leak) })
        }
      },
    }
  },
})

const MAX_QUOTED = 40

function describe(facts: FileFacts, { target, node }: FinalizerLeak): Record<string, string> {
  const text = facts.sourceCode.getText(target)
  return {
    target: text.length <= MAX_QUOTED && !/[`\n]/.test(text) ? text : 'the object',
    function: nameOfFunctionAround(node),
  }
}
