import type { TSESLint } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { observerLeaks, type ObserverLeak } from '../analysis/observers.js'
import { describeEnd, mainTeardown } from '../lives/owner.js'
import { isVisibleIn } from '../cells/visibility.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { insertAtStart } from '../suggestions/insert-statement.js'

export type MessageId =
  'dropped' | 'neverDisconnected' | 'onlyOnSuccess' | 'notDisconnectedAtEnd' | 'disconnectAtEnd'

export const requireObserverDisconnect = createRule<[CertaintyOptions], MessageId>({
  name: 'require-observer-disconnect',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that observers of what outlives their owner are disconnected when the owner ends',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      dropped:
        'Nothing can disconnect this {{noun}}, since nothing refers to it: {{consequence}}. Keep it and call {{end}}() in {{where}}.',
      neverDisconnected:
        'Nothing disconnects this {{noun}}: {{consequence}}. Call {{handle}}.{{end}}() in {{where}}.',
      onlyOnSuccess:
        'This {{noun}} is disconnected on line {{line}} by its own callback, and not where what that waits for does not come: {{consequence}}. Call {{end}}() in {{where}} too.',
      notDisconnectedAtEnd:
        'This {{noun}} outlives {{owner}}: it is disconnected on line {{line}}, but not in {{where}}, and {{consequence}}. Call {{handle}}.{{end}}() there too.',
      disconnectAtEnd: 'Call {{handle}}.{{end}}() in {{where}}.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        if (!context.sourceCode.text.includes('observe')) return
        const facts = factsOf(context)
        for (const leak of observerLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          context.report({
            node: leak.node,
            messageId: leak.problem,
            data: describe(leak),
            suggest: suggest(facts, leak),
          })
        }
      },
    }
  },
})

function describe(leak: ObserverLeak): Record<string, string> {
  return {
    noun: leak.protocol.name,
    consequence: consequenceOf(leak),
    end: leak.protocol.end[0] ?? '',
    where: describeEnd(leak.owner),
    handle: leak.handle?.text ?? '',
    owner: leak.owner?.name ?? 'its owner',
    line: String(leak.endedAt?.loc.start.line ?? ''),
  }
}

function consequenceOf({ target }: ObserverLeak): string {
  const { stays, text } = target
  const what = 'its callback and all that this uses'
  if (text === undefined) return `the page or process keeps it, ${what} until that ends`
  const named = isShort(text) ? `\`${text}\`` : 'what it watches'
  if (stays === 'page') return `${named} keeps it, ${what} until the page is left`
  if (stays === 'maybePage') return `${named} keeps it, ${what}, and may stay until the page is left`
  return `it goes on watching and calling back, and keeps ${what}, for as long as anything refers to ${named}`
}

const MAX_TEXT = 60

function isShort(text: string): boolean {
  return text.length <= MAX_TEXT && !text.includes('\n')
}

function suggest(facts: FileFacts, leak: ObserverLeak): TSESLint.ReportSuggestionArray<MessageId> {
  const { handle, owner, protocol } = leak
  const teardown = owner && mainTeardown(owner)
  const [end] = protocol.end
  if (!handle || !teardown || end === undefined || !isVisibleIn(facts, handle.node, teardown.node)) return []
  const statement = `${handle.text}${isAlwaysThere(leak) ? '.' : '?.'}${end}();`
  return [
    {
      messageId: 'disconnectAtEnd',
      data: describe(leak),
      fix: (fixer) => insertAtStart(fixer, facts.sourceCode, teardown.node, statement),
    },
  ]
}

/** Whether what keeps the observer has it from the beginning: a constant, a class field with a value. */
function isAlwaysThere({ made, node: { callee } }: ObserverLeak): boolean {
  if (callee.type !== 'MemberExpression' || callee.optional || !made) return false
  const { parent } = made
  if (parent?.type === 'PropertyDefinition') return true
  return (
    parent?.type === 'VariableDeclarator' && parent.parent.kind === 'const' && parent.id.type === 'Identifier'
  )
}
