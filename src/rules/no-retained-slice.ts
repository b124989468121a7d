import type { ReportFixFunction } from '@typescript-eslint/utils/ts-eslint'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { importsMatching } from '../cells/definitions/imported-names.js'
import { isShorthand, retainedSlices, type RetainedSlice } from '../capture/slices.js'
import { NODE_MODULE } from '../protocols/slices.js'
import { calleeName } from '../syntax/property-name.js'
import { capitalized } from '../syntax/code-text.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = 'view' | 'piece' | 'pieces' | 'match' | 'copy'

export const noRetainedSlice = createRule<[CertaintyOptions], MessageId>({
  name: 'no-retained-slice',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow keeping a small view or slice of a large value, which keeps all of it',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      view: '{{keeper}} keeps this view {{until}}, and with it all of {{whole}} ({{size}}). Keep a copy: {{copy}}.',
      piece:
        '{{keeper}} keeps this piece {{until}}, and with it all of {{whole}} ({{size}}). Keep a copy: {{copy}}.',
      pieces:
        '{{keeper}} keeps these pieces {{until}}, and with them all of {{whole}} ({{size}}). Keep a copy of each: {{copy}}.',
      match:
        '{{keeper}} keeps this match {{until}}, and with it all of {{whole}} ({{size}}). Keep a copy of each group: {{copy}}.',
      copy: 'Keep a copy: {{copy}}.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const slice of retainedSlices(facts)) {
          if (slice.certainty === 'likely' && !likely) continue
          const { kind } = slice.shared
          const { node } = slice
          const copy = copyText(facts, slice)
          context.report({
            node,
            messageId: MESSAGES.get(kind) ?? 'view',
            data: describe(slice, copyAdvice(facts, slice)),
            suggest:
              copy === undefined
                ? []
                : [{ messageId: 'copy', data: { copy: `\`${copy}\`` }, fix: replaceBy(slice, copy) }],
          })
        }
      },
    }
  },
})

const MESSAGES: ReadonlyMap<string, MessageId> = new Map([
  ['string', 'piece'],
  ['pieces', 'pieces'],
  ['match', 'match'],
  ['matches', 'match'],
  ['groups', 'match'],
])

function describe({ escape, shared }: RetainedSlice, copy: string): Record<string, string> {
  const { keeper, until } = escape
  return {
    keeper: capitalized(keeper),
    until,
    whole: shared.variable ? `\`${shared.variable.name}\`` : 'its source',
    size: shared.size.reason,
    copy,
  }
}

/** What copies a piece of each kind, as a message says it. */
function copyAdvice(facts: FileFacts, { shared: { kind } }: RetainedSlice): string {
  switch (kind) {
    case 'Buffer':
      return '`Buffer.from(view)`'
    case 'typed array':
      return '`view.slice()`'
    case 'DataView':
    case 'ArrayBuffer':
      return '`slice(begin, end)` of the ArrayBuffer'
    default:
      return isOfNode(facts) ? '`Buffer.from(text).toString()`' : "`(' ' + text).slice(1)`"
  }
}

/** The copy of a piece in the words of the code; undefined where no expression is a copy without any doubt. */
function copyText(facts: FileFacts, { node, shared: { kind, cuts } }: RetainedSlice): string | undefined {
  const text = facts.sourceCode.getText(node)
  if (text.includes('\n') || text.includes('?.')) return undefined
  if (kind === 'Buffer') return `Buffer.from(${text})`
  if (kind === 'typed array') return `${text}.slice()`
  // Only what is cut by a range is always a string.
  const last = cuts.at(-1)
  const isString = last?.type === 'CallExpression' && RANGES.has(calleeName(last) ?? '')
  return kind === 'string' && isString && isOfNode(facts) ? `Buffer.from(${text}).toString()` : undefined
}

const RANGES: ReadonlySet<string> = new Set(['slice', 'substring', 'substr'])

function replaceBy({ node }: RetainedSlice, copy: string): ReportFixFunction {
  return (fixer) =>
    isShorthand(node) ? fixer.insertTextAfter(node, `: ${copy}`) : fixer.replaceText(node, copy)
}

/** Whether a file is for Node, which alone has Buffers: it imports a module of Node, or makes one. */
function isOfNode(facts: FileFacts): boolean {
  return importsMatching(facts, NODE_MODULE) || facts.bindings.globalsNamed('Buffer').length > 0
}
