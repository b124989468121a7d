import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportDescriptor, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { factsOf } from '../cells/file-facts.js'
import type { BodyDuty } from '../ledger/sources/bodies/bodies.js'
import type { ReaderDuty } from '../ledger/sources/bodies/readers.js'
import type { Duty } from '../ledger/duty.js'
import type { HandlerDuty } from '../ledger/sources/handlers.js'
import { regionOf } from '../losses/bodies/left-bodies.js'
import { endText } from '../losses/left/exit-text.js'
import type { Loss } from '../losses/loss.js'
import { BODY_READER } from '../protocols/responses.js'
import { cancelReader, discardBody, discardText, endSocket } from '../suggestions/discard-body.js'
import { findings } from '../verdict/findings.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId =
  | 'dropped'
  | 'neverRead'
  | 'unreadOnReturn'
  | 'unreadOnEnd'
  | 'unreadOnNext'
  | 'abandonedReader'
  | 'lostRace'
  | 'neverFinished'
  | 'openSocket'
  | 'openSocketOnReturn'
  | 'idleRequest'
  | 'discardBody'
  | 'cancelReader'
  | 'endSocket'

export const requireBodyConsumption = createRule<[CertaintyOptions], MessageId>({
  name: 'require-body-consumption',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that the body of a response is read or thrown away on every way out',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      dropped:
        'The body of this response is not kept, so nothing can read it: {{kept}}. Keep it, and call {{discard}} if nobody needs the body.',
      neverRead: 'Nothing reads the body of `{{name}}`: {{kept}}. Call {{discard}} if nobody needs it.',
      unreadOnReturn:
        'The body of `{{name}}` is unread on this way out: {{kept}}. Call {{discard}} before it.',
      unreadOnEnd:
        'The body of `{{name}}` is unread on a path to the end of {{place}}: {{kept}}. Call {{discard}} on that path.',
      unreadOnNext:
        'The body of `{{name}}` is unread where the next response takes its place: {{kept}}. Call {{discard}} before it.',
      abandonedReader:
        'This leaves `{{name}}` in the middle of the body: its connection stays open for good, since neither `releaseLock()` nor garbage collection closes it. Call {{discard}} before.',
      lostRace:
        'If another promise of this race is rejected first, `{{name}}` stops in the middle of the body, and its connection stays open for good. Call {{discard}} in a `finally`.',
      neverFinished:
        'Nothing reads `{{name}}` to the end of the body or cancels it: the connection of a longer body stays open for good. Call {{discard}} when done.',
      openSocket:
        "This handler replaces the server's own, which closes the socket: the client keeps the connection as long as it likes. Call {{discard}} in the handler.",
      openSocketOnReturn:
        "The socket `{{name}}` stays open on this way out: this handler replaces the server's own, which closes it. Call {{discard}} before it.",
      idleRequest:
        'A timeout closes nothing: the socket of `{{name}}` stays open until the server closes it, although nobody waits any more. Call {{discard}} in this handler.',
      discardBody: 'Throw the body away by {{discard}}.',
      cancelReader: 'Cancel the reader by {{discard}}.',
      endSocket: 'End the socket.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        for (const { loss, verdict } of findings(factsOf(context))) {
          if (verdict === 'silent' || (verdict === 'likely' && !likely)) continue
          const told =
            tellBody(loss, sourceCode) ?? tellReader(loss, sourceCode) ?? tellSocket(loss, sourceCode)
          if (told) context.report(told)
        }
      },
    }
  },
})

type Report = ReportDescriptor<MessageId>

function isBody(duty: Duty): duty is BodyDuty {
  return duty.source === 'body' && duty.kind !== BODY_READER
}

function isReader(duty: Duty): duty is ReaderDuty {
  return duty.source === 'body' && duty.kind === BODY_READER
}

function isHandler(duty: Duty): duty is HandlerDuty {
  return duty.source === 'handler'
}

function tellBody(loss: Loss, sourceCode: Readonly<SourceCode>): Report | undefined {
  const { duty, form, node, at, cell } = loss
  if (!isBody(duty)) return undefined
  const ending = form === 'unreadOnEnd' && cell ? regionOf(cell) : at
  const data = {
    name: cell?.text ?? 'response',
    kept: duty.kind.kept,
    discard: `\`${discardText(duty)}\``,
    place: ending ? endText(ending) : '',
  }
  const fix = discardBody(loss, duty, sourceCode)
  return {
    node,
    messageId: form as MessageId,
    data,
    suggest: fix ? [{ messageId: 'discardBody', data, fix }] : [],
  }
}

function tellReader(loss: Loss, sourceCode: Readonly<SourceCode>): Report | undefined {
  const { duty, form, node } = loss
  if (!isReader(duty)) return undefined
  const { name } = duty.variable
  const data = { name, discard: `\`${name}.cancel()\`` }
  const fix = cancelReader(loss, duty, sourceCode)
  return {
    node,
    messageId: form as MessageId,
    data,
    suggest: fix ? [{ messageId: 'cancelReader', data, fix }] : [],
  }
}

function tellSocket(loss: Loss, sourceCode: Readonly<SourceCode>): Report | undefined {
  const { duty, form, node } = loss
  if (!isHandler(duty)) return undefined
  const name = duty.cell?.text ?? (duty.emitter ? textOf(duty.emitter, sourceCode) : 'socket')
  const discard = duty.emitter ? `\`${name}.destroy()\`` : `\`${name}.destroy()\` or \`${name}.end()\``
  const fix = endSocket(loss, duty, sourceCode)
  return {
    node,
    messageId: form as MessageId,
    data: { name, discard },
    suggest: fix ? [{ messageId: 'endSocket', fix }] : [],
  }
}

const MAX_QUOTED = 40

function textOf(node: TSESTree.Node, sourceCode: Readonly<SourceCode>): string {
  const text = sourceCode.getText(node)
  return text.length <= MAX_QUOTED && !text.includes('\n') ? text : 'request'
}
