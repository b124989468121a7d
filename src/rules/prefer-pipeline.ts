import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { makerName } from '../ledger/makers.js'
import { factsOf } from '../cells/file-facts.js'
import { forwardingStreams } from '../analysis/forwarding-streams.js'
import { pipeLeaks, type PipeLeak } from '../analysis/pipes.js'
import { streamBefore } from '../analysis/streams.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { pipelineInstead } from './pipeline-instead.js'

export type MessageId = 'staysOpen' | 'returnedAlone' | 'forwards' | 'usePipeline'

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
      staysOpen:
        'When {{other}} fails or closes early, {{stream}} stays open: `pipe` passes neither errors nor closing on, and {{held}}. Use `pipeline` of node:stream, which destroys both.',
      returnedAlone:
        'Only {{other}} is returned. When its user destroys it, {{stream}} stays open: `pipe` passes neither errors nor closing on, and {{held}}. Use `pipeline` of node:stream, or destroy {{stream}} when {{other}} closes.',
      forwards:
        'When this stream is destroyed, {{inner}}, into which it writes, stays open: without a `destroy` method it passes neither errors nor closing on. Destroy {{inner}} in `destroy(error, callback)`, or when this stream closes.',
      usePipeline: 'Use `pipeline`, whose callback gets the error.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const leak of pipeLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          const fix = pipelineInstead(facts, leak.chain)
          context.report({
            node: leak.node,
            messageId: leak.problem,
            data: describe(leak, sourceCode),
            suggest: fix ? [{ messageId: 'usePipeline', fix }] : [],
          })
        }
        if (!likely) return
        for (const { node, inner } of forwardingStreams(facts)) {
          context.report({ node, messageId: 'forwards', data: { inner: `\`${inner.name}\`` } })
        }
      },
    }
  },
})

function describe(
  { stream, other, holds }: PipeLeak,
  sourceCode: Readonly<SourceCode>,
): Record<string, string> {
  return {
    stream: nameOf(stream, sourceCode),
    other: nameOf(other, sourceCode),
    held: HELD[holds ?? 'maybe'],
  }
}

const HELD = {
  'file descriptor':
    'its file descriptor is held until the process ends, whatever the garbage collector does',
  socket: 'its socket is held until the other side gives up',
  maybe: 'what it holds stays held',
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
