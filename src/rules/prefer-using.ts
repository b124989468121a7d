import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { factsOf } from '../cells/file-facts.js'
import { usingCandidates, type UsingCandidate } from '../suggestions/using/using-candidates.js'
import { usingSupport } from '../suggestions/using/using-support.js'
import { createRule } from './create-rule.js'
import { useUsing } from '../suggestions/using/use-using.js'

export type MessageId = 'releasedByHand' | 'severalByHand' | 'useUsing'

export const preferUsing = createRule<[], MessageId>({
  name: 'prefer-using',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require `using` where a `finally` block releases what is disposable',
      recommended: false,
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      releasedByHand:
        '`{{name}}` is held until `finally` calls {{release}}. Declared with `{{kind}}`, it is released on every way out.',
      severalByHand:
        '{{names}} are held until `finally` calls each release. Declared with `{{kind}}`, all are released even if one fails.',
      useUsing: 'Declare {{names}} with `{{kind}}`.',
    },
  },
  create(context) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        if (usingSupport(facts.types, context) !== 'yes') return
        for (const candidate of usingCandidates(facts)) {
          const data = describe(candidate, sourceCode)
          const fix = useUsing(candidate, sourceCode)
          context.report({
            node: candidate.resources[0].opening,
            messageId: candidate.resources.length === 1 ? 'releasedByHand' : 'severalByHand',
            data,
            suggest: fix ? [{ messageId: 'useUsing', data, fix }] : [],
          })
        }
      },
    }
  },
})

function describe({ resources }: UsingCandidate, sourceCode: Readonly<SourceCode>): Record<string, string> {
  const [{ name, release, kind }] = resources
  const names = resources.map((resource) => `\`${resource.name}\``)
  const kinds = new Set(resources.map((resource) => resource.kind))
  return {
    name,
    names: names.length === 1 ? `\`${name}\`` : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`,
    release: sourceCode.getText(release.call).replace(/\s+/g, ' '),
    kind: kinds.size === 1 ? kind : 'using',
  }
}
