import type { TSESTree } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { observerProtocolOf } from '../ledger/sources/registered/observers.js'
import { describeEnd } from '../lives/owner.js'
import { isTestCode } from '../lives/test-code.js'
import { siblingOfLoss } from '../losses/handles/ended-siblings.js'
import { textOfHandle } from '../losses/handles/entries-of-handle.js'
import { handleOfDuty, type Handle } from '../losses/handles/handle.js'
import type { Loss } from '../losses/loss.js'
import { exitText } from '../losses/left/exit-text.js'
import { observerOf, type Observer } from '../losses/observers/observer.js'
import { codeText, placeText } from '../syntax/code-text.js'
import type { Finding } from '../verdict/finding.js'
import { surestFindings } from '../verdict/surest-findings.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { endWithOwner } from '../suggestions/ends/end-with-owner.js'
import { endingSuggestions, type EndingId } from '../suggestions/ends/end-change.js'

type ObserverProblem =
  | 'dropped'
  | 'neverDisconnected'
  | 'onlyOnSuccess'
  | 'notDisconnectedAtEnd'
  | 'siblingDisconnected'
  | 'keyedNeverDisconnected'
  | 'staysOnExit'
  | 'beginsPastEnd'

export type MessageId = ObserverProblem | EndingId

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
      dropped: '{{keeper}} keeps this {{noun}} {{until}}. Keep it and call {{end}}() in {{where}}.',
      neverDisconnected: '{{keeper}} keeps this {{noun}} {{until}}. Call {{handle}}.{{end}}() in {{where}}.',
      onlyOnSuccess:
        '{{keeper}} keeps this {{noun}} {{until}}: only its own callback disconnects it. Call {{end}}() in {{where}} too.',
      notDisconnectedAtEnd:
        '{{keeper}} keeps this {{noun}} {{until}}: it is disconnected only {{place}}. Call {{handle}}.{{end}}() in {{where}} too.',
      siblingDisconnected:
        '{{keeper}} keeps this {{noun}} {{until}}: {{owner}} ends only `{{sibling}}`. {{advice}}.',
      keyedNeverDisconnected:
        '{{keeper}} keeps this {{noun}} {{until}}: nothing disconnects what is in `{{handle}}`. Call {{end}}() of each in {{where}}.',
      staysOnExit:
        '{{keeper}} keeps this {{noun}} {{until}}: it is not disconnected {{exit}}. Call {{handle}}.{{end}}() in `finally`.',
      beginsPastEnd:
        '{{keeper}} keeps this {{noun}} {{until}}, if {{owner}} ends during {{at}}. Set a flag in {{where}}, and check it after the wait.',
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
          const change = endWithOwner(facts, finding.loss, { filename: context.filename, isRepeated: false })
          context.report({
            node: finding.node,
            messageId: told.problem,
            data: describe(facts, told),
            suggest: change ? [change] : [],
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
  const other = sibling?.endedAt ?? at
  return {
    noun: protocol.name,
    ...holderOf(observer),
    end,
    where: describeEnd(owner),
    handle: text,
    owner: owner?.name ?? 'its owner',
    at: other ? codeText(facts.sourceCode, other) : '',
    place: other ? placeText(facts.sourceCode, other) : '',
    exit: exitText(facts.sourceCode, at, finding.loss.form),
    sibling: sibling?.text ?? '',
    advice: text === '' ? `Keep it and call ${end}() there too` : `Call ${text}.${end}() there too`,
  }
}

/** What keeps an observer with its callback, and until when. */
function holderOf({ target: { stays, text } }: Observer): Record<'keeper' | 'until', string> {
  if (text === undefined) return { keeper: 'The page or process', until: 'until it ends' }
  const keeper = isShort(text) ? `\`${text}\`` : 'What it watches'
  if (stays === 'page') return { keeper, until: 'until the page is left' }
  return { keeper, until: stays === 'maybePage' ? 'maybe until the page is left' : 'as long as it lives' }
}

const MAX_TEXT = 40

function isShort(text: string): boolean {
  return text.length <= MAX_TEXT && !text.includes('\n')
}
