import { abandonedReaders } from '../analysis/body-readers.js'
import { openSockets } from '../analysis/client-errors.js'
import { factsOf } from '../cells/file-facts.js'
import { unreadBodies } from '../analysis/response-bodies.js'
import type { UnreadBody } from '../analysis/unread-exits.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { cancelReader, discardBody, discardText, endSocket } from './discard-body.js'

export type MessageId =
  | 'dropped'
  | 'neverRead'
  | 'unreadOnReturn'
  | 'unreadOnEnd'
  | 'abandonedReader'
  | 'neverFinished'
  | 'openSocket'
  | 'openSocketOnReturn'
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
        'Nothing can read the body of the response here, since it is not kept: {{kept}}. Keep it, and call {{discard}} if nobody needs the body.',
      neverRead: 'Nothing reads the body of `{{name}}`: {{kept}}. Call {{discard}} if nobody needs it.',
      unreadOnReturn:
        'The body of `{{name}}` is unread on this way out: {{kept}}. Call {{discard}} before it.',
      unreadOnEnd:
        'The body of `{{name}}` is unread on a path to the end on line {{line}}: {{kept}}. Call {{discard}} on that path.',
      abandonedReader:
        'This leaves `{{name}}` in the middle of the body: its connection stays open for good, since neither `releaseLock()` nor the garbage collector closes it. Call {{discard}} before it.',
      neverFinished:
        'Nothing reads `{{name}}` to the end of the body or cancels it: the connection of a longer body stays open for good, since not even the garbage collector closes it. Call {{discard}} when done.',
      openSocket:
        "This handler replaces the server's own, which closes the socket, and does not close it: the client keeps the connection for as long as it likes. Call {{discard}} in the handler.",
      openSocketOnReturn:
        "The socket `{{name}}` stays open on this way out: the handler replaces the server's own, which closes it, and the client keeps the connection for as long as it likes. Call {{discard}} before it.",
      discardBody: 'Throw the body away by {{discard}}.',
      cancelReader: 'Cancel the reader by {{discard}}.',
      endSocket: 'Answer the bad request and end the socket.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const leak of unreadBodies(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          const data = describe(leak)
          const fix = discardBody(leak, sourceCode)
          context.report({
            node: leak.node,
            messageId: messageIdOf(leak),
            data,
            suggest: fix ? [{ messageId: 'discardBody', data, fix }] : [],
          })
        }
        for (const reader of abandonedReaders(facts)) {
          if (reader.certainty === 'likely' && !likely) continue
          const { name } = reader.variable
          const data = { name, discard: `\`${name}.cancel()\`` }
          const fix = cancelReader(reader, sourceCode)
          context.report({
            node: reader.node,
            messageId: reader.isExit ? 'abandonedReader' : 'neverFinished',
            data,
            suggest: fix ? [{ messageId: 'cancelReader', data, fix }] : [],
          })
        }
        for (const open of openSockets(facts)) {
          if (open.certainty === 'likely' && !likely) continue
          const name = open.socket?.name ?? 'socket'
          const fix = endSocket(open, sourceCode)
          context.report({
            node: open.node,
            messageId: open.isExit ? 'openSocketOnReturn' : 'openSocket',
            data: { name, discard: `\`${name}.destroy()\` or \`${name}.end()\`` },
            suggest: fix ? [{ messageId: 'endSocket', fix }] : [],
          })
        }
      },
    }
  },
})

function messageIdOf({ problem, exit }: UnreadBody): MessageId {
  if (problem !== 'unreadOnExit') return problem
  return exit?.kind === 'end' ? 'unreadOnEnd' : 'unreadOnReturn'
}

function describe(leak: UnreadBody): Record<string, string> {
  const { source, variable, exit } = leak
  return {
    name: variable?.name ?? 'response',
    kept: source.protocol.kept,
    discard: `\`${discardText(leak)}\``,
    line: String(exit?.node.loc.end.line ?? ''),
  }
}
