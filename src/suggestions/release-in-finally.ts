import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { Loss } from '../losses/loss.js'
import { firstFrom } from '../syntax/first-from.js'
import { enclosingFunction } from '../syntax/functions.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { unwrapAwait } from '../syntax/unwrap.js'
import {
  indentationOf,
  joined,
  linesOf,
  reindented,
  trimmed,
  type Range,
  type SourceLine,
  type TextEdit,
} from './source-lines.js'
import { styleOf } from './source-style.js'

/**
 * Answers the fix that moves what follows an acquisition into a `try` block, and its release into a
 * `finally` block. Undefined where that would take more than moving text: the variable is not a `const`
 * of the block, or it is released in several places, or inside of another statement.
 */
export function releaseInFinally(
  loss: Loss,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const variable = loss.cell?.variable
  const declaration = variable?.defs[0]?.parent
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return undefined
  if (declaration.declarations.length !== 1 || declaration.parent.type !== 'BlockStatement') return undefined
  const block = declaration.parent
  const { body } = block
  const position = firstFrom(body.length, (at) => (body[at]?.range[0] ?? 0) > declaration.range[0])
  const first = body[position]
  const last = first && body.at(-1)
  const releases = releasesOf(loss)
  // What is also handed on is not this function's to release on every way out.
  if (releases.length !== loss.ended.length || isNeededBefore(block, position, sourceCode)) return undefined
  const release = first && statementOf(body, position, releases)
  if (!variable || !first || !last || releases.length > 1 || (releases.length === 1 && !release))
    return undefined
  // Where the release comes first, there is nothing to protect.
  if (release === first) return undefined
  const isAsync = enclosingFunction(loss.node)?.async === true
  const text = release ? sourceCode.getText(release) : releaseText(loss, variable.name, isAsync)
  if (text === undefined) return undefined
  return (fixer) => {
    const comments = sourceCode.getCommentsBefore(first)
    const start = comments.find(({ loc }) => loc.start.line > declaration.loc.end.line) ?? first
    const range: Range = [start.range[0], endWithComment(sourceCode, last)]
    const gone = release && rangeWithComments(sourceCode, release)
    const { semicolon, lineBreak, unit } = styleOf(sourceCode)
    const margin = indentationOf(sourceCode, start)
    if (margin === undefined) {
      const rest = gone ? textWithout(sourceCode, range, gone) : sourceCode.text.slice(...range)
      const releasing = text.replace(/;$/, '') + semicolon
      return fixer.replaceTextRange([...range], `try { ${rest} } finally { ${releasing} }`)
    }
    const rest = linesWithout(sourceCode, range, body.slice(position), gone)
    const releasing =
      release && gone
        ? linesOf(sourceCode, gone, [release], endOf(sourceCode, release))
        : [{ text: text + semicolon, isFixed: false }]
    const inner = (lines: readonly SourceLine[]): string =>
      joined(sourceCode, reindented(withMargin(lines, margin), '', unit))
    const all = ['try {', inner(rest), `${margin}} finally {`, inner(releasing), `${margin}}`]
    return fixer.replaceTextRange([...range], all.join(lineBreak))
  }
}

/** A semicolon that nothing follows any more goes where the file has none. */
function endOf(sourceCode: Readonly<SourceCode>, statement: TSESTree.Statement): TextEdit[] {
  const last = sourceCode.getLastToken(statement)
  return last?.value === ';' ? [{ range: last.range, text: styleOf(sourceCode).semicolon }] : []
}

/** Lines that begin in the middle of one, with what stood before them. */
function withMargin([head, ...others]: readonly SourceLine[], margin: string): SourceLine[] {
  return [{ text: margin + (head?.text ?? ''), isFixed: false }, ...others]
}

/** Where a statement ends, or the comment behind it on its last line. */
function endWithComment(sourceCode: Readonly<SourceCode>, statement: TSESTree.Statement): number {
  const { line } = statement.loc.end
  const behind = sourceCode
    .getCommentsAfter(statement)
    .findLast(({ loc }) => loc.start.line === line && loc.end.line === line)
  return (behind ?? statement).range[1]
}

/** A statement with the comments about it: above it, and behind it on its line. */
function rangeWithComments(sourceCode: Readonly<SourceCode>, statement: TSESTree.Statement): Range {
  const before = sourceCode.getTokenBefore(statement)
  const above = sourceCode
    .getCommentsBefore(statement)
    .find(({ loc }) => before && loc.start.line > before.loc.end.line)
  return [(above ?? statement).range[0], endWithComment(sourceCode, statement)]
}

/** What a range holds beside a part that goes elsewhere, where all of it is on one line. */
function textWithout({ text }: Readonly<SourceCode>, [from, to]: Range, gone: Range): string {
  return `${text.slice(from, gone[0]).trimEnd()} ${text.slice(gone[1], to).trimStart()}`.trim()
}

/** The lines of a range without a part that goes elsewhere, and without the line that this leaves empty. */
function linesWithout(
  sourceCode: Readonly<SourceCode>,
  range: Range,
  statements: readonly TSESTree.Statement[],
  gone: Range | undefined,
): SourceLine[] {
  const lines = linesOf(sourceCode, range, statements, [])
  if (!gone) return lines
  const top = sourceCode.getLocFromIndex(range[0])
  const place = (index: number): { row: number; column: number } => {
    const { line, column } = sourceCode.getLocFromIndex(index)
    return { row: line - top.line, column: line === top.line ? column - top.column : column }
  }
  const [start, end] = [place(gone[0]), place(gone[1])]
  const before = lines[start.row]?.text.slice(0, start.column) ?? ''
  const after = lines[end.row]?.text.slice(end.column) ?? ''
  const text = before.trim() === '' ? before + after.trimStart() : before.trimEnd() + after
  return trimmed([
    ...lines.slice(0, start.row),
    ...(text.trim() === '' ? [] : [{ text, isFixed: false }]),
    ...lines.slice(end.row + 1),
  ])
}

/** Whether code before a statement uses what it and the following declare, which it could not if they were in a block. */
function isNeededBefore(
  block: TSESTree.BlockStatement,
  position: number,
  sourceCode: Readonly<SourceCode>,
): boolean {
  const known = firstUses.get(block) ?? firstUsesIn(block, sourceCode)
  firstUses.set(block, known)
  return (known[position] ?? Infinity) < (block.body[position]?.range[0] ?? 0)
}

/** By block: where what each of its statements and those after it declare is first used. Each report of a block asks. */
const firstUses = new WeakMap<TSESTree.BlockStatement, Float64Array>()

function firstUsesIn(
  { body }: TSESTree.BlockStatement,
  { scopeManager }: Readonly<SourceCode>,
): Float64Array {
  const firsts = new Float64Array(body.length + 1).fill(Infinity)
  for (let at = body.length - 1; at >= 0; at -= 1) {
    const statement = body[at]
    const declared = (statement && scopeManager?.getDeclaredVariables(statement)) ?? []
    const uses = declared.flatMap(({ references }) => references.map(({ identifier }) => identifier.range[0]))
    firsts[at] = Math.min(firsts[at + 1] ?? Infinity, ...uses)
  }
  return firsts
}

/** The calls that release the variable and need nothing else for it. */
function releasesOf({ cell, duty }: Loss): TSESTree.CallExpression[] {
  const { methods, functions } = duty.kind
  return (cell?.variable?.references ?? []).flatMap(({ identifier }) => {
    const { parent } = identifier
    if (parent.type === 'CallExpression' && functions.includes(calleeName(parent) ?? '')) {
      return parent.arguments.length === 1 ? [parent] : []
    }
    if (parent.type !== 'MemberExpression' || parent.parent.type !== 'CallExpression') return []
    const call = parent.parent
    const isRelease = receiverOf(call) === identifier && methods.includes(calleeName(call) ?? '')
    return isRelease && call.arguments.length === 0 ? [call] : []
  })
}

/** The first of the statements from a position on that is one of some calls. */
function statementOf(
  body: readonly TSESTree.Statement[],
  position: number,
  calls: readonly TSESTree.CallExpression[],
): TSESTree.Statement | undefined {
  const found = calls.flatMap((call) => {
    const at = firstFrom(body.length, (each) => (body[each]?.range[1] ?? 0) >= call.range[1])
    const statement = body[at]
    return at >= position && statement && isStatementOf(statement, call) ? [statement] : []
  })
  return found.sort((a, b) => a.range[0] - b.range[0])[0]
}

function isStatementOf(statement: TSESTree.Statement, call: TSESTree.CallExpression): boolean {
  return statement.type === 'ExpressionStatement' && unwrapAwait(statement.expression) === call
}

function releaseText({ duty }: Loss, name: string, isAsync: boolean): string | undefined {
  const { methods, functions, awaits } = duty.kind
  const [method] = methods
  if (method?.startsWith('Symbol.') === true) return undefined
  if (awaits && !isAsync) return undefined
  // A function that releases may be known under another name here, or not at all.
  if (method === undefined) return undefined
  // A row of the settings does not say whether the name is a method or a function.
  if (methods === functions) return undefined
  return `${awaits ? 'await ' : ''}${name}.${method}()`
}
