import type { ReportFixFunction, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { collectedStreams, type CollectedStream } from '../capture/gathered/collected-streams.js'
import { factsOf } from '../cells/file-facts.js'
import { createRule } from './create-rule.js'

export type MessageId = 'elements' | 'pushed' | 'returned' | 'lines' | 'useForAwait'

export const preferStreaming = createRule<[], MessageId>({
  name: 'prefer-streaming',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require that streams, cursors and files which are looped over once are read bit by bit',
      recommended: false,
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      elements:
        'All elements of `{{source}}` are in memory at once until the loop on line {{line}} has ended, which looks at one after the other. With `for await` over it, one is there at a time.',
      pushed:
        'All that comes is kept in an array until the loop on line {{line}} has ended, which looks at one element after the other. Do what that loop does where they come, so that one is there at a time.',
      returned:
        'All that comes is kept in an array for the loop on line {{line}}, which looks at one element after the other. As an async generator (`yield` instead of `push`), looped over by `for await`, this has one in memory at a time.',
      lines:
        'The whole file, and all of its lines, are in memory until the loop on line {{line}} has ended, which looks at one after the other. With `for await` over `readLines()` of a file handle, which `await using` or `finally` closes, one line is there at a time.',
      useForAwait: 'Loop over `{{source}}` with `for await`.',
    },
  },
  create(context) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        for (const collected of collectedStreams(factsOf(context))) {
          const data = describe(collected, sourceCode)
          const fix = forAwait(collected, sourceCode)
          context.report({
            node: collected.node,
            messageId: collected.problem,
            data,
            suggest: fix ? [{ messageId: 'useForAwait', data, fix }] : [],
          })
        }
      },
    }
  },
})

function describe(
  { loop, source }: CollectedStream,
  sourceCode: Readonly<SourceCode>,
): Record<string, string> {
  return {
    line: String(loop.node.loc.start.line),
    source: source ? sourceCode.getText(source).replace(/\s+/g, ' ') : '',
  }
}

/** Answers the change of a loop over all elements to one over their source, where the source certainly has them. */
function forAwait(
  { loop, source, isIterable, node }: CollectedStream,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const { node: statement, list } = loop
  if (!source || !isIterable || statement.type !== 'ForOfStatement' || statement.await) return undefined
  // The list has to be what is collected, and no variable that holds it.
  if (list.type !== 'AwaitExpression' || list.argument !== node) return undefined
  const isLosing = sourceCode
    .getCommentsInside(list)
    .some(({ range }) => range[0] < source.range[0] || range[1] > source.range[1])
  if (isLosing) return undefined
  const [keyword] = sourceCode.getTokens(statement, { count: 1 })
  return (fixer) => [
    ...(keyword ? [fixer.insertTextAfter(keyword, ' await')] : []),
    fixer.replaceText(list, sourceCode.getText(source)),
  ]
}
