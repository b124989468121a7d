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
      keepsKeys: '`{{name}}` keeps every {{key}}{{values}} until the program ends. A {{weak}} lets them go.',
      keepsUntilRemoved:
        '`{{name}}` keeps every {{key}}{{values}} until the program ends, unless {{removal}} runs. A {{weak}} lets them go.',
      keepsById:
        '`{{name}}` keeps an entry for each {{key}} until the program ends{{unless}}. Use a WeakMap keyed by the object.',
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
    weak: `Weak${noun}`,
    key: keyText(text),
    values: noun === 'Map' ? ' and its value' : '',
    removal: removal ? codeText(facts.sourceCode, removal) : '',
    unless: removal ? `, unless ${codeText(facts.sourceCode, removal)} runs` : '',
  }
}

/** A key in the words of the code, where it is short and is more than that it is this. */
function keyText(text: string): string {
  if (text === 'this') return 'instance'
  return text.length <= MAX_QUOTED && !/[`\n]/.test(text) ? `\`${text}\`` : 'object'
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
