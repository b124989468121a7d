import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { factsOf } from '../cells/file-facts.js'
import { makerName } from '../ledger/makers.js'
import type { CoupledDuty } from '../ledger/sources/streams/couplings.js'
import type { Duty } from '../ledger/duty.js'
import { streamBefore } from '../ledger/sources/streams/stream-kinds.js'
import { pipelineInstead } from '../suggestions/pipeline-instead.js'
import { findings } from '../verdict/findings.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = 'staysOpen' | 'returnedAlone' | 'pumpStaysOpen' | 'forwards' | 'usePipeline'

export const preferPipeline = createRule<[CertaintyOptions], MessageId>({
  name: 'prefer-pipeline',
  meta: {
    type: 'problem',
    docs: {
      description: 'enforce `pipeline` where a `pipe` that fails leaves one of its ends open',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      staysOpen: 'When {{other}} fails or closes, {{stream}} keeps {{held}}. Use `pipeline` of node:stream.',
      returnedAlone:
        'When the caller destroys {{other}}, which alone is returned, {{stream}} keeps {{held}}. Use `pipeline` of node:stream.',
      pumpStaysOpen:
        'When {{other}} fails or closes early, {{stream}} keeps {{held}}, as a loop passes neither on. Call {{discard}} then.',
      forwards:
        'When this stream is destroyed, {{inner}} stays open, as no `destroy` passes that on. Destroy {{inner}} in `destroy(error, callback)`.',
      usePipeline: 'Use `pipeline`, whose callback gets the error.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const { loss, verdict } of findings(facts)) {
          const { duty, form, node } = loss
          if (verdict === 'silent' || (verdict === 'likely' && !likely) || !isCoupled(duty)) continue
          const { coupling } = duty
          const fix = coupling.by === 'pipe' ? pipelineInstead(facts, coupling.chain) : undefined
          context.report({
            node,
            messageId: form as MessageId,
            data: describe(duty, sourceCode),
            suggest: fix ? [{ messageId: 'usePipeline', fix }] : [],
          })
        }
      },
    }
  },
})

function isCoupled(duty: Duty): duty is CoupledDuty {
  return duty.source === 'coupling'
}

function describe(
  { stream, other, holds, coupling }: CoupledDuty,
  sourceCode: Readonly<SourceCode>,
): Record<string, string> {
  if (coupling.by === 'forward') return { inner: `\`${coupling.inner.name}\`` }
  const names = {
    stream: nameOf(stream, sourceCode),
    other: nameOf(other, sourceCode),
    held: HELD[holds ?? 'maybe'],
  }
  if (coupling.by === 'pipe') return names
  const reader = coupling.pump.reader?.variable.name
  const discard = reader === undefined ? `destroy() of ${names.stream}` : `\`${reader}.cancel()\``
  return { ...names, discard }
}

const HELD = {
  'file descriptor': 'its file descriptor until the process ends',
  socket: 'its socket until the other side gives up',
  connection: 'its connection until all rows are read',
  maybe: 'what it holds',
} as const

const MAX_QUOTED = 40

/** A stream in the words of the code: its name, or the call that makes it. */
function nameOf(node: TSESTree.Node, sourceCode: Readonly<SourceCode>): string {
  const base = streamBefore(node)
  const isMade = base.type === 'CallExpression' || base.type === 'NewExpression'
  const made = isMade
    ? `${base.type === 'NewExpression' ? 'new ' : ''}${textOf(base.callee, sourceCode)}()`
    : ''
  const text = isMade ? made : textOf(base, sourceCode)
  return text.length <= MAX_QUOTED ? `\`${text}\`` : isMade ? `\`${makerName(base)}\`` : 'the stream'
}

function textOf(node: TSESTree.Node, sourceCode: Readonly<SourceCode>): string {
  return sourceCode
    .getText(node)
    .replace(/\s*\n\s*/g, '')
    .replace(/\s+/g, ' ')
}
