import type { TSESLint } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { weakCandidates, type WeakCandidate } from '../capture/weak/weak-candidates.js'
import { canBeWeak, namesToReplace } from '../capture/weak/weak-replacements.js'
import { codeText } from '../syntax/code-text.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = 'keepsKeys' | 'keepsUntilRemoved' | 'keepsById' | 'useWeak'

export const preferWeakCollection = createRule<[CertaintyOptions], MessageId>({
  name: 'prefer-weak-collection',
  meta: {
    type: 'problem',
    docs: {
      description: 'require WeakMap and WeakSet for what is kept about the objects of others',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      keepsKeys:
        '`{{name}}` keeps every `{{key}}`{{values}} until the program ends. A {{weak}} lets each go with its key.',
      keepsUntilRemoved:
        '`{{name}}` keeps every `{{key}}`{{values}} until {{removal}}, and until the program ends where that does not run. A {{weak}} lets each go with its key.',
      keepsById:
        '`{{name}}` keeps the entry for the id in `{{key}}` until the program ends{{unless}}. Use a WeakMap with the object as the key.',
      useWeak: 'Use a {{weak}}.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const candidate of weakCandidates(facts)) {
          if (candidate.certainty === 'likely' && !likely) continue
          context.report({
            node: candidate.collection.node,
            messageId: messageOf(candidate),
            data: describe(facts, candidate),
            suggest: suggest(facts, candidate),
          })
        }
      },
    }
  },
})

function messageOf({ problem, removal }: WeakCandidate): MessageId {
  if (problem === 'stampedIds') return 'keepsById'
  return removal ? 'keepsUntilRemoved' : 'keepsKeys'
}

const MAX_QUOTED = 40

function describe(facts: FileFacts, { collection, key, removal }: WeakCandidate): Record<string, string> {
  const text = facts.sourceCode.getText(key)
  const { noun } = collection.protocol
  return {
    name: collection.name,
    noun,
    weak: `Weak${noun}`,
    key: text.length <= MAX_QUOTED && !/[`\n]/.test(text) ? text : 'object',
    values: noun === 'Map' ? ', with its value,' : '',
    removal: removal ? codeText(facts.sourceCode, removal) : '',
    unless: removal ? `, unless ${codeText(facts.sourceCode, removal)} runs` : '',
  }
}

function suggest(facts: FileFacts, candidate: WeakCandidate): TSESLint.ReportSuggestionArray<MessageId> {
  if (!canBeWeak(facts, candidate)) return []
  const names = namesToReplace(candidate.collection)
  return [
    {
      messageId: 'useWeak',
      data: { weak: `Weak${candidate.collection.protocol.noun}` },
      fix: (fixer) => names.map((name) => fixer.insertTextBefore(name, 'Weak')),
    },
  ]
}
