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
        '`{{target}}` cannot be the held value of its own registration: register() throws a TypeError. Hold an id or the inner resource, and pass `{{target}}` as the third argument if unregister() needs it.',
      heldReachesTarget:
        'The registry holds this value until `{{target}}` is collected, and this value holds `{{target}}`, so it never is. Hold only what the cleanup needs, such as an id or the inner resource.',
      heldUsesTarget:
        'The registry holds this function until `{{target}}` is collected, and this function uses `{{target}}`, so it never is. Make it where `{{target}}` cannot be seen, of what the cleanup needs, such as an id.',
      callbackUsesTarget:
        'This callback uses `{{target}}`, whose end it waits for: the registry keeps `{{target}}`, and the callback never runs. Use the held value, and hold what the cleanup needs, such as an id or the inner resource.',
      nobodyKeeps:
        'Nothing refers to this FinalizationRegistry once `{{target}}` is registered: it is collected, and the cleanup does not happen. Keep one registry in a variable of the module.',
      keptByCall:
        'This FinalizationRegistry goes when {{function}} is over, as nothing else refers to it, and the cleanup of `{{target}}` does not happen. Keep one registry in a variable of the module.',
      keptByTarget:
        'Only `{{target}}` refers to this FinalizationRegistry: both are collected at once, and the cleanup does not happen. Keep one registry in a variable of the module, or in a static field.',
      registeredAgain:
        'The registry keeps each registration, and its held value, until `{{target}}` is collected, and each call adds one more. Register it once, where it is made.',
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
