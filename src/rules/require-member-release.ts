import { releaseText } from '../suggestions/release-text.js'
import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { contentText } from '../cells/cell.js'
import { cellOfTarget } from '../cells/cell-of.js'
import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { isOfRegistration } from '../ledger/duty.js'
import { describeEnd } from '../lives/owner.js'
import { superNotCalled } from '../losses/super-not-called.js'
import { codeText, placeText } from '../syntax/code-text.js'
import type { Finding } from '../verdict/finding.js'
import { findings } from '../verdict/findings.js'
import { endWithOwner } from '../suggestions/ends/end-with-owner.js'
import { endingSuggestions, type EndingId } from '../suggestions/ends/end-change.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { withArticle } from '../suggestions/with-article.js'
import { insertAtEnd, insertBefore } from '../suggestions/insert-statement.js'

export type MessageId =
  | 'missed'
  | 'missedSibling'
  | 'missedBeside'
  | 'missedEntries'
  | 'releasedElsewhere'
  | 'noTeardown'
  | 'begunPastEnd'
  | 'missingSuper'
  | 'callSuper'
  | EndingId

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
        '{{owner}} never releases `{{member}}`, {{noun}}: {{consequence}}. Call {{release}} in {{end}}.',
      missedSibling:
        '{{owner}} releases `{{sibling}}` when it ends, but not `{{member}}`, {{noun}} too. Release it in the same way.',
      missedBeside:
        '`{{sibling}}` is released in {{end}}, but not `{{member}}`, {{noun}} too. Release it there as well.',
      missedEntries:
        '{{owner}} never releases {{noun}} in each entry of `{{member}}`: {{consequence}}. Call {{release}} of each in {{end}}.',
      releasedElsewhere:
        '`{{member}}` is released {{place}}, but stays open when {{owner}} ends. Call {{release}} in {{end}} too.',
      noTeardown:
        '{{owner}} opens {{noun}} in `{{member}}`, and has no method that ends it. Add one that calls {{release}}.',
      begunPastEnd:
        '`{{member}}` keeps {{noun}} open, if {{owner}} ends during {{at}}. Set a flag in {{end}}, and check it after the wait.',
      missingSuper:
        '{{method}} replaces that of {{base}}, so what {{base}} holds is never released. Call {{call}}.',
      callSuper: 'Call {{call}} at the end.',
      ...endingSuggestions,
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const finding of findings(facts)) {
          const { loss, duty } = finding
          if (loss.kind !== 'outlived' || loss.listener || isOfRegistration(duty)) continue
          if (finding.verdict !== 'known' && !(likely && finding.verdict === 'likely')) continue
          const change = endWithOwner(facts, loss, { filename: context.filename, isRepeated: false })
          context.report({
            node: finding.node,
            messageId: loss.form as MessageId,
            data: describe(facts, finding),
            suggest: change ? [change] : [],
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

function describe(
  facts: FileFacts,
  { loss: { duty, cell, owner, ended, form, at } }: Finding,
): Record<string, string> {
  const [endedAt] = ended
  return {
    member: cell ? contentText(cell) : '',
    noun: withArticle(duty.kind.noun),
    owner: owner?.name ?? 'its owner',
    sibling: endedAt ? cellText(facts, endedAt) : '',
    at: at ? codeText(facts.sourceCode, at) : '',
    place: endedAt ? placeText(facts.sourceCode, endedAt) : '',
    release: releaseText(duty.kind, form === 'missedEntries' || !cell ? '' : contentText(cell)),
    end: describeEnd(owner),
    consequence:
      duty.kind.collected === 'never'
        ? 'no garbage collection closes it'
        : 'it stays open while anything keeps it',
  }
}

/** What was written, as its cell is named: `this.socket` also of `self.socket`; of an entry the collection. */
function cellText(facts: FileFacts, target: TSESTree.Node): string {
  const callee = target.type === 'CallExpression' ? target.callee : undefined
  const written = callee?.type === 'MemberExpression' ? callee.object : target
  return cellOfTarget(facts, written)?.text ?? ''
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
  const statement = `${async ? 'await ' : ''}${call}`
  if (last.type === 'ReturnStatement') return insertBefore(fixer, sourceCode, last, statement)
  return insertAtEnd(fixer, sourceCode, body, statement)
}
