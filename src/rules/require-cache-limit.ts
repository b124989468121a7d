import type { TSESLint } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { rewrappedMembers, type RewrappedMember } from '../losses/caches/rewrapped-members.js'
import { unboundedCaches, type UnboundedCache } from '../losses/caches/unbounded-caches.js'
import { removeOption, setOption } from '../suggestions/cache-option-fix.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = 'unbounded' | 'noLimit' | 'wrapsItself' | 'setOption' | 'removeOption'

export const requireCacheLimit = createRule<[CertaintyOptions], MessageId>({
  name: 'require-cache-limit',
  meta: {
    type: 'problem',
    docs: {
      description:
        'require that memoized functions and caches of libraries have a limit where they live as long as the module',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      unbounded: '{{what}} keeps {{entry}} for each {{key}} until the program ends. {{remedy}}',
      noLimit:
        '{{what}} keeps {{entry}} for each {{key}} until the program ends: `{{option}}` {{because}}. {{remedy}}',
      wrapsItself:
        'Each run of {{where}} wraps `{{name}}` once more, which keeps all former wrappers with their results. Wrap the original each time.',
      setOption: 'Set `{{option}}: {{value}}`.',
      removeOption: 'Remove `{{option}}`.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const cache of unboundedCaches(facts)) {
          if (cache.certainty === 'likely' && !likely) continue
          context.report({
            node: cache.seeming?.node ?? (cache.row.wraps === undefined ? cache.call : cache.call.callee),
            messageId: cache.seeming ? 'noLimit' : 'unbounded',
            data: describe(cache),
            suggest: suggest(facts, cache),
          })
        }
        for (const member of rewrappedMembers(facts)) {
          if (member.certainty === 'likely' && !likely) continue
          context.report({ node: member.node, messageId: 'wrapsItself', data: describeWrapped(member) })
        }
      },
    }
  },
})

function describe({ row, name, seeming, key }: UnboundedCache): Record<string, string> {
  const isMemoizer = row.wraps !== undefined
  return {
    what: name === undefined ? `This ${row.noun}` : `\`${name}\``,
    entry: isMemoizer ? 'a result' : 'an entry',
    key: key === undefined ? 'key' : `new \`${key}\``,
    remedy: row.remedy,
    option: seeming?.name ?? '',
    because: seeming?.because ?? '',
  }
}

function describeWrapped({ name, scopeName }: RewrappedMember): Record<string, string> {
  return { name, where: scopeName === undefined ? 'this function' : `${scopeName}()` }
}

function suggest(
  { sourceCode }: FileFacts,
  { row, call, seeming, removable }: UnboundedCache,
): TSESLint.ReportSuggestionArray<MessageId> {
  if (seeming?.hides !== undefined && seeming.node.type === 'Property') {
    if (!removable) return []
    return [
      {
        messageId: 'removeOption',
        data: { option: seeming.name },
        fix: removeOption(sourceCode, seeming.node),
      },
    ]
  }
  const suggested = (seeming && row.suggestedWith?.get(seeming.name)) ?? row.suggested
  const fix = suggested && row.options !== undefined && setOption(sourceCode, call, row.options, suggested)
  return fix ? [{ messageId: 'setOption', data: { ...suggested }, fix }] : []
}
