import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../cells/file-facts.js'
import type { UnboundedRecursion } from '../capture/promises/unbounded-recursion.js'
import { unwrap } from '../syntax/unwrap.js'
import { joined, linesOf, reindented, trimmed } from './source-lines.js'
import { marginOf, styleOf } from './source-style.js'

/**
 * Answers the change by which a function repeats its statements in a loop, where the last of them calls it again.
 * Undefined where the function has parameters or variables that a loop would not make anew, or where it is called
 * again elsewhere too.
 */
export function loopInstead(
  { sourceCode }: FileFacts,
  { scope, chained, through, problem, isOnly }: UnboundedRecursion,
): ReportFixFunction | undefined {
  const { body } = scope
  if (problem !== 'rounds' || through || !isOnly || !scope.async || scope.params.length > 0) return undefined
  if (body.type !== 'BlockStatement' || !chained.call || chained.call.arguments.length > 0) return undefined
  const directives = body.body.filter((each) => each.type === 'ExpressionStatement' && each.directive)
  const statements = body.body.slice(directives.length)
  const last = statements.pop()
  const [first] = statements
  if (!first || !last || !isPlainCall(last, chained.call)) return undefined
  if (statements.some((each) => each.type === 'VariableDeclaration' && each.kind === 'var')) return undefined
  const [comment] = sourceCode.getCommentsBefore(first)
  const range: [number, number] = [(comment ?? first).range[0], body.range[1] - 1]
  const text = loopText(sourceCode, range, body, last)
  return text === undefined ? undefined : (fixer) => fixer.replaceTextRange(range, text)
}

/** `return loop()`, `await loop()`, `return await loop()` */
function isPlainCall(statement: TSESTree.Statement, call: TSESTree.CallExpression): boolean {
  if (statement.type !== 'ReturnStatement' && statement.type !== 'ExpressionStatement') return false
  const value = statement.type === 'ReturnStatement' ? statement.argument : statement.expression
  const node = value && unwrap(value)
  return node === call || (node?.type === 'AwaitExpression' && unwrap(node.argument) === call)
}

/** The loop in place of all that is in a body, up to its brace; undefined where its lines cannot be told apart. */
function loopText(
  sourceCode: Readonly<SourceCode>,
  range: readonly [number, number],
  body: TSESTree.BlockStatement,
  last: TSESTree.Statement,
): string | undefined {
  const { loc } = body
  const { line, column } = sourceCode.getLocFromIndex(range[0])
  if (loc.start.line === loc.end.line) {
    const texts = [
      sourceCode.text.slice(range[0], last.range[0]),
      sourceCode.text.slice(last.range[1], range[1]),
    ]
    const statements = texts.map((each) => each.trim()).filter((each) => each !== '')
    return `while (true) { ${statements.join(' ')} } `
  }
  const indentation = (sourceCode.lines[line - 1] ?? '').slice(0, column)
  const outer = marginOf(sourceCode.lines[loc.end.line - 1])
  const isLaidOut = indentation.trim() === '' && indentation.startsWith(outer) && indentation !== outer
  if (!isLaidOut || last.loc.start.line !== last.loc.end.line) return undefined
  const lines = linesOf(sourceCode, range, [body], [{ range: last.range, text: '' }])
  const index = last.loc.start.line - line
  const remaining = trimmed(lines.filter((each, i) => i !== index || each.text.trim() !== ''))
  const [head, ...others] = remaining
  const unit = indentation.slice(outer.length)
  const inner = reindented([{ text: indentation + (head?.text ?? ''), isFixed: false }, ...others], '', unit)
  const { lineBreak } = styleOf(sourceCode)
  return ['while (true) {', joined(sourceCode, inner), `${indentation}}`, outer].join(lineBreak)
}
