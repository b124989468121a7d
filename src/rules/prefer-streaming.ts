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
        'All elements of `{{source}}` are in memory until the loop over them ends. Loop with `for await`.',
      pushed:
        'The array keeps all elements until the loop over it ends, which needs one at a time. Do its work where they come.',
      returned:
        'The array keeps all elements for a loop that needs one at a time. Make this an async generator (`yield`, not `push`) for a `for await`.',
      lines:
        'The whole file and all its lines are in memory until the loop ends. Loop with `for await` over `readLines()` of a file handle.',
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

function describe({ source }: CollectedStream, sourceCode: Readonly<SourceCode>): Record<string, string> {
  return {
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
