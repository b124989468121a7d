import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { FunctionNode } from '../syntax/functions.js'
import { indentationOf } from './source-lines.js'
import { isTerminated, marginOf, styleOf } from './source-style.js'

/**
 * A statement without the semicolon that may end it, which comes from the style of the file. Of one that has lines, each
 * is indented as against the first, and all go on one line where there is no other place.
 */
export type StatementText = string | readonly string[]

/**
 * Makes a statement the first of a function after its directives: on a line of its own where the body has lines. What the body of
 * an arrow is, that goes on being answered, unless `answersNobody`.
 */
export function insertAtStart(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  scope: FunctionNode,
  statement: StatementText,
  answersNobody = false,
): RuleFix {
  const { body } = scope
  if (body.type === 'BlockStatement') return insertAtStartOfBlock(fixer, sourceCode, body, statement)
  // The body may stand in parentheses, with comments in them.
  const arrow = sourceCode.getTokenBefore(body, (token) => token.value === '=>')
  const start = (arrow && sourceCode.getTokenAfter(arrow)) ?? body
  const range: [number, number] = [start.range[0], scope.range[1]]
  const text = sourceCode.text.slice(...range)
  const result = answersNobody && !continues(text.charAt(0)) ? text : `return ${text}`
  return fixer.replaceTextRange(range, blockText(sourceCode, scope, [statement, result]))
}

/** Makes a statement the first of a block after its directives. */
export function insertAtStartOfBlock(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  block: TSESTree.BlockStatement,
  statement: StatementText,
): RuleFix {
  const directives = block.body.filter((each) => each.type === 'ExpressionStatement' && each.directive)
  const first = block.body[directives.length]
  const [comment] = first ? sourceCode.getCommentsBefore(first) : sourceCode.getCommentsInside(block)
  if (first) return insertBeforeAnchor(fixer, sourceCode, comment ?? first, first, statement)
  if (comment) return insertBeforeAnchor(fixer, sourceCode, comment, undefined, statement)
  const last = block.body.at(-1)
  return last
    ? insertAfter(fixer, sourceCode, last, statement)
    : fillBlock(fixer, sourceCode, block, statement)
}

/** Puts a statement before another one: on a line of its own where that one has one. */
export function insertBefore(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Node,
  statement: StatementText,
): RuleFix {
  return insertBeforeAnchor(fixer, sourceCode, node, node, statement)
}

/** Makes a statement the last of a block: on a line of its own where the last one has one. */
export function insertAtEnd(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  block: TSESTree.BlockStatement,
  statement: StatementText,
): RuleFix {
  const last = block.body.at(-1)
  if (!last) return insertAtStartOfBlock(fixer, sourceCode, block, statement)
  return insertAfter(fixer, sourceCode, last, statement)
}

/**
 * Puts a statement behind another one, which more may follow: on a line of its own where that one has one, and after what is said
 * of it on its last line.
 */
export function insertBehind(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Statement,
  statement: StatementText,
): RuleFix {
  const next = sourceCode.getTokenAfter(node)
  const margin = indentationOf(sourceCode, node)
  const last = endOf(sourceCode, node)
  const { semicolon, lineBreak } = styleOf(sourceCode)
  const isFollowed = next?.loc.start.line === last.loc.end.line
  if (margin === undefined || isFollowed) {
    const separator = isTerminated(node) && !sourceCode.getText(node).endsWith(';') ? ';' : ''
    return fixer.insertTextAfterRange(
      last.range,
      `${separator} ${onOneLine(statement)}${semicolon || (next?.value === '}' ? '' : ';')}`,
    )
  }
  const end = semicolon === '' && continues(next?.value) ? ';' : semicolon
  const comment = sourceCode
    .getCommentsAfter(last)
    .findLast(({ loc }) => loc.start.line === last.loc.end.line && loc.end.line === last.loc.end.line)
  const text = onLines(sourceCode, margin, statement)
  return fixer.insertTextAfterRange((comment ?? last).range, `${lineBreak}${margin}${text}${end}`)
}

/** The last token of a statement; a semicolon that begins a line belongs to what follows on that. */
function endOf(
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Statement,
): TSESTree.Token | TSESTree.Statement {
  const last = sourceCode.getLastToken(node)
  const before = last && sourceCode.getTokenBefore(last)
  const isOfNext = last?.value === ';' && before && before.loc.end.line < last.loc.start.line
  return (isOfNext ? before : last) ?? node
}

/** Puts a statement after another one that is the last of its block, and after the comments that follow that. */
function insertAfter(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Node,
  statement: StatementText,
): RuleFix {
  const close = sourceCode.getTokenAfter(node)
  const last = (close && sourceCode.getTokenBefore(close, { includeComments: true })) ?? node
  const { semicolon } = styleOf(sourceCode)
  const isInline = node.loc.start.line === close?.loc.end.line && last.type !== 'Line'
  if (!isInline) {
    const margin = marginOf(sourceCode.lines[node.loc.start.line - 1])
    const text = onLines(sourceCode, margin, statement)
    return fixer.insertTextAfterRange(
      last.range,
      `${styleOf(sourceCode).lineBreak}${margin}${text}${semicolon}`,
    )
  }
  const separator = isTerminated(node) && !sourceCode.getText(node).endsWith(';') ? ';' : ''
  return fixer.insertTextAfterRange(last.range, `${separator} ${onOneLine(statement)}${semicolon}`)
}

function insertBeforeAnchor(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  anchor: TSESTree.Node | TSESTree.Comment,
  next: TSESTree.Node | undefined,
  statement: StatementText,
): RuleFix {
  const margin = indentationOf(sourceCode, anchor)
  if (margin === undefined) return fixer.insertTextBeforeRange(anchor.range, `${onOneLine(statement)}; `)
  const { semicolon, lineBreak } = styleOf(sourceCode)
  // Without a semicolon, the next line would go on with this statement.
  const end = semicolon === '' && next && continues(sourceCode.getFirstToken(next)?.value) ? ';' : semicolon
  const text = onLines(sourceCode, margin, statement)
  return fixer.insertTextBeforeRange(anchor.range, `${text}${end}${lineBreak}${margin}`)
}

/** Whether a line that begins like this goes on with the one before it, where that does not end in a semicolon. */
export function continues(token: string | undefined): boolean {
  return token !== undefined && /^[([/+\-*`]/.test(token)
}

/** Puts a statement into a block without any. */
function fillBlock(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  block: TSESTree.BlockStatement,
  statement: StatementText,
): RuleFix {
  return fixer.replaceText(block, blockText(sourceCode, block, [statement]))
}

/**
 * Answers the text of a block in place of a node: on lines of its own where nothing but what the node belongs to stands
 * on its lines.
 */
export function blockText(
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Node,
  statements: readonly StatementText[],
): string {
  const { semicolon, lineBreak, unit } = styleOf(sourceCode)
  if (!hasLinesOfItsOwn(sourceCode, node)) return `{ ${statements.map(onOneLine).join('; ')}${semicolon} }`
  const margin = marginOf(sourceCode.lines[node.loc.start.line - 1])
  const lines = statements.map(
    (each) => `${margin}${unit}${onLines(sourceCode, margin + unit, each)}${semicolon}`,
  )
  return ['{', ...lines, `${margin}}`].join(lineBreak)
}

function hasLinesOfItsOwn(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): boolean {
  if (sourceCode.lines.length === 1) return false
  let whole = node
  while (whole.parent && !HOLDERS.has(whole.parent.type)) whole = whole.parent
  const rest = (sourceCode.lines[whole.loc.end.line - 1] ?? '').slice(whole.loc.end.column)
  return /^[,;\s]*(?:\/\/.*)?$/.test(rest) && indentationOf(sourceCode, whole) !== undefined
}

/** What holds statements, members or properties, each of which may have lines of its own. */
const HOLDERS = new Set<string>(['Program', 'BlockStatement', 'ClassBody', 'ObjectExpression'])

function onOneLine(statement: StatementText): string {
  return typeof statement === 'string' ? statement : statement.map((line) => line.trim()).join(' ')
}

function onLines(sourceCode: Readonly<SourceCode>, margin: string, statement: StatementText): string {
  if (typeof statement === 'string') return statement
  return statement.join(`${styleOf(sourceCode).lineBreak}${margin}`)
}
