import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { isVisibleIn } from '../cells/uses/visibility.js'
import { observerProtocolOf } from '../ledger/sources/registered/observers.js'
import { describeEnd, mainTeardown } from '../lives/owner.js'
import { isTestCode } from '../lives/test-code.js'
import { siblingOfLoss } from '../losses/handles/ended-siblings.js'
import { textOfHandle } from '../losses/handles/entries-of-handle.js'
import { handleOfDuty, type Handle } from '../losses/handles/handle.js'
import type { Loss } from '../losses/loss.js'
import { observerOf, type Observer } from '../losses/observers/observer.js'
import type { Finding } from '../verdict/finding.js'
import { surestFindings } from '../verdict/surest-findings.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import {
  endingSuggestions,
  endWithOwner,
  type EndingId,
  type EndWithOwner,
} from '../suggestions/end-with-owner.js'
import { insertAtStart } from '../suggestions/insert-statement.js'

type ObserverProblem =
  | 'dropped'
  | 'neverDisconnected'
  | 'onlyOnSuccess'
  | 'notDisconnectedAtEnd'
  | 'siblingDisconnected'
  | 'keyedNeverDisconnected'
  | 'staysOnExit'
  | 'beginsPastEnd'

export type MessageId = ObserverProblem | 'disconnectAtEnd' | EndingId

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
      siblingDisconnected:
        'This {{noun}} outlives {{owner}}, which ends `{{sibling}}` on line {{line}}, but not this one: {{consequence}}. {{advice}}.',
      keyedNeverDisconnected:
        'This {{noun}} outlives {{owner}}: nothing disconnects what is in `{{handle}}` where it ends, and {{consequence}}. Call {{end}}() of each of them in {{where}}.',
      staysOnExit:
        'This {{noun}} goes on when line {{line}} leaves the function before `{{handle}}` is disconnected: {{consequence}}. Call {{handle}}.{{end}}() in a finally block.',
      beginsPastEnd:
        'This {{noun}} begins when line {{line}} has waited, and {{owner}} may have ended by then: what disconnects it there has found nothing, and {{consequence}}. Set a flag in {{where}}, and look at it before this line.',
      disconnectAtEnd: 'Call {{handle}}.{{end}}() in {{where}}.',
      ...endingSuggestions,
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        if (!context.sourceCode.text.includes('observe')) return
        const facts = factsOf(context)
        if (isTestCode(facts)) return
        const seen = new Set<TSESTree.Node>()
        for (const finding of surestFindings(facts, likely)) {
          const told = toldOf(facts, finding)
          if (!told || seen.has(finding.node)) continue
          seen.add(finding.node)
          context.report({
            node: finding.node,
            messageId: told.problem,
            data: describe(facts, told),
            suggest: suggest(facts, told, context.filename),
          })
        }
      },
    }
  },
})

/** An observer that is lost, and how a report calls the loss. */
interface Told {
  readonly finding: Finding
  readonly handle: Handle
  readonly observer: Observer
  readonly problem: ObserverProblem
}

function toldOf(facts: FileFacts, finding: Finding): Told | undefined {
  if (!observerProtocolOf(finding.duty)) return undefined
  const problem = problemOf(finding.loss)
  const handle = problem && handleOfDuty(facts, finding.duty)
  const observer = handle && observerOf(facts, handle)
  return observer && { finding, handle, observer, problem }
}

function problemOf({ kind, form }: Loss): ObserverProblem | undefined {
  if (kind === 'left' && form.startsWith('open')) return 'staysOnExit'
  return kind === 'dropped' || kind === 'outlived' ? FORMS[form] : undefined
}

const FORMS: Readonly<Record<string, ObserverProblem>> = {
  dropped: 'dropped',
  neverCleared: 'neverDisconnected',
  notClearedAtEnd: 'notDisconnectedAtEnd',
  siblingCleared: 'siblingDisconnected',
  missedSibling: 'siblingDisconnected',
  missedBeside: 'siblingDisconnected',
  keyedNeverCleared: 'keyedNeverDisconnected',
  onlyOnSuccess: 'onlyOnSuccess',
  begunPastEnd: 'beginsPastEnd',
}

function describe(facts: FileFacts, { finding, handle, observer, problem }: Told): Record<string, string> {
  const { protocol, owner } = observer
  const { at } = finding.loss
  const sibling = problem === 'siblingDisconnected' ? siblingOfLoss(facts, finding.loss, handle) : undefined
  const text = textOfHandle(facts, handle)
  const end = protocol.end[0] ?? ''
  const exit = problem === 'staysOnExit' && finding.loss.form === 'openOnEnd' ? at?.loc.end : at?.loc.start
  return {
    noun: protocol.name,
    consequence: consequenceOf(observer),
    end,
    where: describeEnd(owner),
    handle: text,
    owner: owner?.name ?? 'its owner',
    line: String((sibling?.endedAt.loc.start ?? exit)?.line ?? ''),
    sibling: sibling?.text ?? '',
    advice: text === '' ? `Keep it and call ${end}() there too` : `Call ${text}.${end}() there too`,
  }
}

function consequenceOf({ target: { stays, text } }: Observer): string {
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

/** The problems that a call in the teardown mends. */
const MENDED_AT_END: ReadonlySet<ObserverProblem> = new Set([
  'neverDisconnected',
  'onlyOnSuccess',
  'notDisconnectedAtEnd',
  'siblingDisconnected',
])

function suggest(facts: FileFacts, told: Told, filename: string): TSESLint.ReportSuggestionArray<MessageId> {
  const { observer, handle, problem } = told
  const { owner, protocol } = observer
  const teardown = owner && mainTeardown(owner)
  const [end] = protocol.end
  const { cell } = handle
  if (end === undefined || !(MENDED_AT_END.has(problem) || problem === 'dropped')) return []
  if (!cell || !teardown || !isVisibleIn(facts, cell.target, teardown.node)) {
    const change = endObserver(facts, told, end, filename)
    return change ? [change] : []
  }
  const statement = `${cell.text}${isAlwaysThere(told) ? '.' : '?.'}${end}()`
  return [
    {
      messageId: 'disconnectAtEnd',
      data: describe(facts, told),
      fix: (fixer) => insertAtStart(fixer, facts.sourceCode, teardown.node, statement),
    },
  ]
}

/** Whether what keeps the observer has it from the beginning: a constant, a class field with a value. */
function isAlwaysThere({ observer, handle: { duty } }: Told): boolean {
  const { callee } = observer.start
  if (callee.type !== 'MemberExpression' || callee.optional) return false
  const { parent } = duty.site
  if (parent.type === 'PropertyDefinition') return true
  return (
    parent.type === 'VariableDeclarator' && parent.parent.kind === 'const' && parent.id.type === 'Identifier'
  )
}

/** Keeps an observer that nobody does, and disconnects it. */
function endObserver(
  facts: FileFacts,
  { handle: { duty }, finding }: Told,
  end: string,
  filename: string,
): EndWithOwner | undefined {
  const { site } = duty
  const isNamed = site.type === 'NewExpression' && site.callee.type === 'Identifier'
  return endWithOwner(
    facts,
    {
      value: site,
      name: 'observer',
      type: isNamed ? facts.sourceCode.getText(site.callee) : undefined,
      end: (handle, mayBeEmpty) => `${handle}${mayBeEmpty ? '?.' : '.'}${end}()`,
      isRepeated: false,
      answersNothing: true,
      filename,
    },
    finding.loss,
  )
}
