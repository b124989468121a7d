import { releaseText } from './release-text.js'
import type { TSESTree } from '@typescript-eslint/utils'
import type {
  RuleFix,
  RuleFixer,
  SourceCode,
  SuggestionReportDescriptor,
} from '@typescript-eslint/utils/ts-eslint'

import { factsOf } from '../cells/file-facts.js'
import { memberLeaks, type MemberLeak } from '../analysis/member-leaks.js'
import { describeEnd } from '../lives/owner.js'
import { superNotCalled } from '../losses/super-not-called.js'
import type { FunctionNode } from '../syntax/functions.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { withArticle } from './with-article.js'
import { insertAtStart, insertBefore } from './insert-statement.js'

export type MessageId =
  | 'missed'
  | 'missedSibling'
  | 'releasedElsewhere'
  | 'noTeardown'
  | 'missingSuper'
  | 'releaseInTeardown'
  | 'callSuper'

export const requireMemberRelease = createRule<[CertaintyOptions], MessageId>({
  name: 'require-member-release',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that classes release the members they own when they end',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      missed:
        '`{{member}}` is {{noun}} that {{owner}} makes and does not release when it ends: {{consequence}}. Call {{release}} in {{end}}.',
      missedSibling:
        '`{{member}}` is not released when {{owner}} ends, though `{{sibling}}`, which is {{noun}} too, is. Release it in the same way.',
      releasedElsewhere:
        'What `{{member}}` holds is released on line {{line}}, but not when {{owner}} ends: the last one stays. Call {{release}} in {{end}} as well.',
      noTeardown:
        '`{{member}}` is {{noun}} that {{owner}} opens and nothing closes: {{owner}} has no method that ends it. Add one that calls {{release}}, and call it.',
      missingSuper:
        '{{method}} replaces the one of {{base}} without calling it, so what {{base}} holds is never released. Call {{call}}.',
      releaseInTeardown: 'Release `{{member}}` in {{end}}.',
      callSuper: 'Call {{call}} at the end.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const leak of memberLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          const data = describe(leak)
          context.report({
            node: leak.write.value,
            messageId: messageIdOf(leak),
            data,
            suggest: suggestionsFor(leak, data, sourceCode),
          })
        }
        for (const { node, name, base, owed } of superNotCalled(facts)) {
          if (owed.sure !== 'yes' && !likely) continue
          const isSymbol = name.startsWith('Symbol.')
          const data = {
            method: isSymbol ? `[${name}]()` : `${name}()`,
            base,
            call: isSymbol ? `super[${name}]()` : `super.${name}()`,
          }
          context.report({
            node: node.key,
            messageId: 'missingSuper',
            data,
            suggest: [
              {
                messageId: 'callSuper',
                data,
                fix: (fixer) => callAtEnd(fixer, sourceCode, node.value, data.call),
              },
            ],
          })
        }
      },
    }
  },
})

function messageIdOf({ problem, sibling }: MemberLeak): MessageId {
  return problem === 'missed' && sibling ? 'missedSibling' : problem
}

function describe({ write, protocol, owner, sibling, releasedAt }: MemberLeak): Record<string, string> {
  const end = describeEnd(owner)
  return {
    member: write.text,
    noun: withArticle(protocol.noun),
    owner: owner.name,
    sibling: sibling?.text ?? '',
    line: String(releasedAt?.loc.start.line ?? ''),
    release: releaseText(protocol, write.text),
    end,
    consequence:
      protocol.collected === 'never'
        ? 'no garbage collection closes it, so it stays open'
        : 'it stays open for as long as anything else holds on to it',
  }
}

/** A release at the start of the teardown, which cannot come after something that ends the instance. */
function suggestionsFor(
  leak: MemberLeak,
  data: Record<string, string>,
  sourceCode: Readonly<SourceCode>,
): SuggestionReportDescriptor<MessageId>[] {
  const { teardown, write, protocol } = leak
  const [method] = protocol.methods
  if (!teardown || method === undefined || method.startsWith('Symbol.') || !isMember(teardown.node)) return []
  // What only some method fills may still be empty.
  const isFilled = write.scope === undefined || isAlwaysRun(write.target, write.scope)
  const awaited = protocol.awaits && teardown.node.async ? 'await ' : ''
  const statement = `${awaited}${write.text}${isFilled ? '.' : '?.'}${method}();`
  return [
    {
      messageId: 'releaseInTeardown',
      data,
      fix: (fixer) => insertAtStart(fixer, sourceCode, teardown.node, statement),
    },
  ]
}

/** Puts a call at the end of a function that has statements: before the last one, where that returns. */
function callAtEnd(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  { body, async }: TSESTree.MethodDefinition['value'],
  call: string,
): RuleFix | null {
  const last = body?.body.at(-1)
  if (!body || !last) return null
  const statement = `${async ? 'await ' : ''}${call};`
  if (last.type === 'ReturnStatement') return insertBefore(fixer, sourceCode, last, statement)
  const comment = sourceCode.getCommentsInside(body).findLast(({ range }) => range[0] > last.range[1])
  const anchor = comment ?? last
  if (anchor.loc.end.line === body.loc.end.line) {
    const isClosed = /[;}]$/.test(sourceCode.getText(last))
    return fixer.insertTextAfter(last, `${isClosed ? '' : ';'} ${statement}`)
  }
  const [indentation] = /^\s*/.exec(sourceCode.lines[last.loc.start.line - 1] ?? '') ?? ['']
  return fixer.insertTextAfterRange(anchor.range, `\n${indentation}${statement}`)
}

/** Whether a function has the instance as its `this`. */
function isMember({ type, parent }: FunctionNode): boolean {
  return (
    type !== 'ArrowFunctionExpression' && (parent.type === 'MethodDefinition' || parent.type === 'Property')
  )
}

/** Whether an assignment is a statement of a constructor, under no condition. */
function isAlwaysRun({ parent: assignment }: TSESTree.Node, { body, parent }: FunctionNode): boolean {
  return (
    parent.type === 'MethodDefinition' &&
    parent.kind === 'constructor' &&
    assignment?.parent?.type === 'ExpressionStatement' &&
    assignment.parent.parent === body
  )
}
