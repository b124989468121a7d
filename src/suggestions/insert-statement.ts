import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { FunctionNode } from '../syntax/functions.js'

/**
 * Makes a statement, which ends in a semicolon, the first of a function after its directives: on a line of its
 * own where the body has lines.
 */
export function insertAtStart(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  scope: FunctionNode,
  statement: string,
): RuleFix {
  const { body } = scope
  if (body.type !== 'BlockStatement') {
    // The body may stand in parentheses, with comments in them.
    const arrow = sourceCode.getTokenBefore(body, (token) => token.value === '=>')
    const start = (arrow && sourceCode.getTokenAfter(arrow)) ?? body
    const range: [number, number] = [start.range[0], scope.range[1]]
    return fixer.replaceTextRange(range, `{ ${statement} return ${sourceCode.text.slice(...range)} }`)
  }
  const directives = body.body.filter((each) => each.type === 'ExpressionStatement' && each.directive)
  const first = body.body[directives.length]
  const [comment] = first ? sourceCode.getCommentsBefore(first) : sourceCode.getCommentsInside(body)
  const anchor = comment ?? first
  if (!anchor) return fixer.insertTextBeforeRange([body.range[1] - 1, body.range[1]], ` ${statement} `)
  return fixer.insertTextBeforeRange(anchor.range, statement + separatorBefore(sourceCode, anchor))
}

/** Puts a statement, which ends in a semicolon, before another one: on a line of its own where that one has one. */
export function insertBefore(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Node,
  statement: string,
): RuleFix {
  return fixer.insertTextBefore(node, statement + separatorBefore(sourceCode, node))
}

function separatorBefore(sourceCode: Readonly<SourceCode>, node: TSESTree.Node | TSESTree.Comment): string {
  const before = (sourceCode.lines[node.loc.start.line - 1] ?? '').slice(0, node.loc.start.column)
  return before.trim() === '' ? `\n${before}` : ' '
}
