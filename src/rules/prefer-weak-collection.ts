import type { TSESLint } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { weakCandidates, type WeakCandidate } from '../capture/weak/weak-candidates.js'
import { canBeWeak, namesToReplace } from '../capture/weak/weak-replacements.js'
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
        '`{{name}}` keeps every `{{key}}` that is added to it{{values}} until the program ends: {{keeper}} keeps the {{noun}}, and a {{noun}} keeps its keys. Nothing goes through its entries, so a {{weak}} does the same and lets each entry go with its key.',
      keepsUntilRemoved:
        '`{{name}}` keeps every `{{key}}` that is added to it{{values}} until line {{line}} takes it out, and until the program ends where that does not run: {{keeper}} keeps the {{noun}}, and a {{noun}} keeps its keys. A {{weak}} would let each entry go with its key.',
      keepsById:
        '`{{name}}` files what belongs to an object under an id that is written to `{{key}}`. {{keeper}} keeps the entry until the program ends, also when the object is gone{{unless}}. A WeakMap with the object itself as the key lets the entry go with it.',
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

function describe(
  facts: FileFacts,
  { collection, key, removal, problem }: WeakCandidate,
): Record<string, string> {
  const text = facts.sourceCode.getText(key)
  const { noun } = collection.protocol
  const line = String(removal?.loc.start.line ?? '')
  const keeper = collection.keeper
  return {
    name: collection.name,
    noun,
    weak: `Weak${noun}`,
    key: text.length <= MAX_QUOTED && !/[`\n]/.test(text) ? text : 'object',
    values: noun === 'Map' ? ', and what is kept with it,' : '',
    keeper: problem === 'stampedIds' ? keeper.charAt(0).toUpperCase() + keeper.slice(1) : keeper,
    line,
    unless: removal ? `, unless somebody runs line ${line}` : '',
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
