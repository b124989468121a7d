import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { UsingCandidate, UsingResource } from './using-candidates.js'
import type { UsingForDuty } from './using-for-duty.js'
import { continues } from '../insert-statement.js'
import {
  indentationOf,
  joined,
  linesOf,
  rangeToRemove,
  reindented,
  trimmed,
  type SourceLine,
  type TextEdit,
} from '../source-lines.js'
import { styleOf } from '../source-style.js'

/** Answers the fix that declares what is not ended on every way with `using`, instead of the release it may have. */
export function declareWithUsing(
  { declaration, kind, release }: UsingForDuty,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction {
  return (fixer) => [
    fixer.replaceTextRange(keywordOf(declaration), kind),
    ...(release ? [fixer.removeRange(rangeToRemove(sourceCode, release))] : []),
  ]
}

function keywordOf({ range, kind }: TSESTree.VariableDeclaration): [number, number] {
  return [range[0], range[0] + kind.length]
}

/**
 * Answers the fix that declares resources with `using` instead of releasing them in a `finally` block, and
 * takes their code out of a `try` that has nothing left to do. Comments stay. Undefined where one would be lost.
 */
export function useUsing(
  candidate: UsingCandidate,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const { statement, resources, isEmptied, keepsTry, needsBlock } = candidate
  const gone = [
    ...resources.flatMap(({ assignment, declaration }) => (assignment ? [declaration] : [])),
    ...(isEmptied ? [] : resources.map(({ release }) => release.statement)),
  ]
  if (gone.some((node) => sourceCode.getCommentsInside(node).length > 0)) return undefined
  return (fixer) => [
    ...resources
      .filter(({ assignment }) => assignment)
      .map(({ declaration }) => fixer.removeRange(rangeToRemove(sourceCode, declaration))),
    ...(keepsTry && !needsBlock
      ? editedTry(candidate, sourceCode, fixer)
      : [
          ...(needsBlock
            ? []
            : editsOutside(resources, statement).map(({ range, text }) =>
                fixer.replaceTextRange(range, text),
              )),
          fixer.replaceTextRange(
            [needsBlock ? blockStart(candidate) : statement.range[0], statement.range[1]],
            textWithout(candidate, sourceCode),
          ),
        ]),
  ]
}

/** The new keyword of each declaration, or before each assignment. */
function editsOf(resources: readonly UsingResource[]): TextEdit[] {
  return resources.map(({ assignment, declaration, kind }) =>
    assignment
      ? { range: [assignment.range[0], assignment.range[0]], text: `${kind} ` }
      : { range: keywordOf(declaration), text: kind },
  )
}

function editsOutside(resources: readonly UsingResource[], { range }: TSESTree.TryStatement): TextEdit[] {
  return editsOf(resources).filter((edit) => edit.range[0] < range[0])
}

/** The `try` stays, without the releases in its `finally` block or without the block. */
function editedTry(
  { statement, finalizer, resources, isEmptied }: UsingCandidate,
  sourceCode: Readonly<SourceCode>,
  fixer: RuleFixer,
): RuleFix[] {
  const edits = editsOf(resources).map(({ range, text }) => fixer.replaceTextRange([...range], text))
  if (!isEmptied || !statement.handler) {
    const removed = resources.map(({ release }) => rangeToRemove(sourceCode, release.statement))
    return [...edits, ...removed.map((range) => fixer.removeRange([...range]))]
  }
  const indentation = indentationOf(sourceCode, statement) ?? ''
  const { lineBreak } = styleOf(sourceCode)
  const comments = strayComments(statement, sourceCode).map((text) => `${lineBreak}${indentation}${text}`)
  return [
    ...edits,
    fixer.replaceTextRange([statement.handler.range[1], finalizer.range[1]], comments.join('')),
  ]
}

/** Comments of a `try` statement that are neither in its block nor in its `catch`. */
function strayComments(
  statement: TSESTree.TryStatement,
  sourceCode: Readonly<SourceCode>,
): readonly string[] {
  const kept = [statement.block, ...(statement.handler ? [statement.handler] : [])]
  return sourceCode
    .getCommentsInside(statement)
    .filter(({ range }) => !kept.some((node) => range[0] >= node.range[0] && range[1] <= node.range[1]))
    .map((comment) => sourceCode.getText(comment))
}

function blockStart({ statement, resources }: UsingCandidate): number {
  return Math.min(
    statement.range[0],
    ...resources.flatMap(({ assignment, declaration }) => (assignment ? [] : [declaration.range[0]])),
  )
}

/** The text in place of a `try` statement, and of the declarations before it where they share a block with it. */
function textWithout(candidate: UsingCandidate, sourceCode: Readonly<SourceCode>): string {
  const { statement, needsBlock } = candidate
  const indentation = indentationOf(sourceCode, statement)
  const own = remainingLines(candidate, sourceCode, indentation ?? '')
  for (const comment of strayComments(statement, sourceCode)) {
    own.push({ text: `${indentation ?? ''}${comment}`, isFixed: false })
  }
  const { lineBreak } = styleOf(sourceCode)
  const text = joined(sourceCode, own)
  const rest = (sourceCode.lines[statement.loc.end.line - 1] ?? '').slice(statement.loc.end.column)
  if (!needsBlock) return text + separatorAfter(text, own.at(-1)?.text ?? '', rest, lineBreak)
  const before = linesBefore(candidate, sourceCode)
  const last = before.pop() ?? { text: '', isFixed: false }
  const [first, ...others] = own
  const all = [...before, { ...last, text: last.text + (first?.text ?? '') }, ...others]
  if (indentation === undefined || all.length === 1) {
    return `{ ${joined(sourceCode, all)}${all.at(-1)?.text.includes('//') === true ? lineBreak : ' '}}`
  }
  const unit = unitOf(statement, indentation, sourceCode) ?? styleOf(sourceCode).unit
  const inner = reindented(
    [{ text: indentation + (all[0]?.text ?? ''), isFixed: false }, ...all.slice(1)],
    '',
    unit,
  )
  return ['{', joined(sourceCode, inner), `${indentation}}`].join(lineBreak)
}

/** What has to stand between the end of the text and what follows on its last line. */
function separatorAfter(text: string, lastLine: string, rest: string, lineBreak: string): string {
  if (/^\s*(?:\/\/.*)?$/.test(rest)) return ''
  if (lastLine.includes('//')) return lineBreak
  return /[;}]$/.test(text) || /^\s*[})]/.test(rest) ? '' : ';'
}

/** What remains of a `try` statement: what is in its block, or the statement without its `finally`. */
function remainingLines(
  { statement, resources }: UsingCandidate,
  sourceCode: Readonly<SourceCode>,
  indentation: string,
): SourceLine[] {
  const { block, handler } = statement
  const edits = editsOf(resources)
  if (handler) return linesOf(sourceCode, [statement.range[0], handler.range[1]], [statement], edits)
  const lines = linesOf(sourceCode, [block.range[0] + 1, block.range[1] - 1], [block], edits)
  const unit = unitOf(statement, indentation, sourceCode) ?? ''
  const dedented = trimmed(reindented(lines, indentation + unit, indentation))
  const [first] = dedented
  if (first && needsSemicolon(candidateTokens(statement, sourceCode))) first.text = `;${first.text}`
  return dedented
}

interface Neighbours {
  before: string | undefined
  first: string | undefined
}

function candidateTokens(statement: TSESTree.TryStatement, sourceCode: Readonly<SourceCode>): Neighbours {
  const [first] = statement.block.body
  return {
    before: sourceCode.getTokenBefore(statement)?.value,
    first: first && sourceCode.getFirstToken(first)?.value,
  }
}

/** Whether a statement would continue what stands before it, which a `try` does not. */
function needsSemicolon({ before, first }: Neighbours): boolean {
  return before !== ';' && before !== '{' && continues(first)
}

/** What stands before a `try` statement from its first declaration on, the start of its own line included. */
function linesBefore(candidate: UsingCandidate, sourceCode: Readonly<SourceCode>): SourceLine[] {
  const { statement, resources } = candidate
  const start = blockStart(candidate)
  const declarations = resources.flatMap(({ assignment, declaration }) => (assignment ? [] : [declaration]))
  return linesOf(sourceCode, [start, statement.range[0]], declarations, editsOf(resources))
}

/** By how much a `try` statement indents what is in it. */
function unitOf(
  { block }: TSESTree.TryStatement,
  indentation: string,
  sourceCode: Readonly<SourceCode>,
): string | undefined {
  const [first] = block.body
  const inner = first && indentationOf(sourceCode, first)
  return inner?.startsWith(indentation) === true ? inner.slice(indentation.length) : undefined
}
