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
        'Nothing can read the body of this response: {{kept}}. Keep the response, and call its {{discard}}.',
      neverRead: 'Nothing reads the body of `{{name}}`: {{kept}}. Call {{discard}} if nobody needs it.',
      unreadOnReturn: 'The body of `{{name}}` is unread on this way out: {{kept}}. Call {{discard}} first.',
      unreadOnEnd:
        'The body of `{{name}}` is unread on a path to the end of {{place}}: {{kept}}. Call {{discard}} there.',
      unreadOnNext:
        'The body of `{{name}}` is unread when the next response takes its place: {{kept}}. Call {{discard}} first.',
      abandonedReader:
        'This leaves `{{name}}` in the middle of the body, whose connection then stays open for good. Call {{discard}} first.',
      lostRace:
        'If another promise of this race is rejected first, `{{name}}` keeps the connection of the body open for good. Call {{discard}} in `finally`.',
      neverFinished:
        'Nothing reads `{{name}}` to the end or cancels it: the connection of a longer body stays open for good. Call {{discard}} when done.',
      openSocket:
        'This handler replaces the one that closes the socket: the client keeps it open as long as it likes. Call {{discard}} here.',
      openSocketOnReturn:
        'The socket `{{name}}` stays open on this way out: this handler replaces the one that closes it. Call {{discard}} first.',
      idleRequest:
        'A timeout closes nothing: the socket of `{{name}}` stays open until the server closes it. Call {{discard}} in this handler.',
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
  const discard = `\`${name}.destroy()\``
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
