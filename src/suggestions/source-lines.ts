import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { styleOf } from './source-style.js'

export type Range = readonly [number, number]

/** A change of some source text: what replaces a range. */
export interface TextEdit {
  range: Range
  text: string
}

/** A line of source text that may be moved to another indentation. */
export interface SourceLine {
  text: string
  /** It begins within a template or a string, so that its indentation is part of a value. */
  isFixed: boolean
}

/**
 * Answers the source from the start of a range to its end as lines, with edits made that each lie within a
 * line. `nodes` are what the range is made of.
 */
export function linesOf(
  sourceCode: Readonly<SourceCode>,
  [from, to]: Range,
  nodes: readonly TSESTree.Node[],
  edits: readonly TextEdit[],
): SourceLine[] {
  const fixed = linesWithinTokens(sourceCode, nodes)
  const first = sourceCode.getLocFromIndex(from).line
  let begin = from
  return sourceCode.text
    .slice(from, to)
    .split('\n')
    .map((text, i) => {
      const end = begin + text.length
      const own = edits.filter(({ range }) => range[0] >= begin && range[1] <= end)
      const line = { text: applied(text, begin, own), isFixed: fixed.has(first + i) }
      begin = end + 1
      return line
    })
}

function applied(text: string, begin: number, edits: readonly TextEdit[]): string {
  let result = text
  for (const { range, text: replacement } of edits.toSorted((a, b) => b.range[0] - a.range[0])) {
    result = result.slice(0, range[0] - begin) + replacement + result.slice(range[1] - begin)
  }
  return result
}

function linesWithinTokens(sourceCode: Readonly<SourceCode>, nodes: readonly TSESTree.Node[]): Set<number> {
  const found = new Set<number>()
  for (const { loc } of nodes.flatMap((node) => sourceCode.getTokens(node))) {
    for (let line = loc.start.line + 1; line <= loc.end.line; line += 1) found.add(line)
  }
  return found
}

/** Answers lines with one indentation exchanged for another, wherever a line has it. */
export function reindented(lines: readonly SourceLine[], from: string, to: string): SourceLine[] {
  return lines.map((line) =>
    line.isFixed || line.text.trim() === '' || !line.text.startsWith(from)
      ? line
      : { ...line, text: to + line.text.slice(from.length) },
  )
}

/** Answers lines without the blank ones around them, and without white space at their start and end. */
export function trimmed(lines: readonly SourceLine[]): SourceLine[] {
  const first = lines.findIndex(({ text }) => text.trim() !== '')
  const last = lines.findLastIndex(({ text }) => text.trim() !== '')
  return lines.slice(Math.max(first, 0), last + 1).map((line, i, { length }) => {
    const start = i === 0 ? line.text.trimStart() : line.text
    return { ...line, text: i === length - 1 ? start.trimEnd() : start }
  })
}

/** Answers lines as text with the line breaks of the file. */
export function joined(sourceCode: Readonly<SourceCode>, lines: readonly SourceLine[]): string {
  return lines.map(({ text }) => text.replace(/\r$/, '')).join(styleOf(sourceCode).lineBreak)
}

/** Answers the white space before a node, where nothing else stands before it on its line. */
export function indentationOf(
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Node | TSESTree.Comment,
): string | undefined {
  const before = (sourceCode.lines[node.loc.start.line - 1] ?? '').slice(0, node.loc.start.column)
  return before.trim() === '' ? before : undefined
}

/** Answers the range of a statement with the white space before it, so far as nothing is drawn behind a comment. */
export function rangeToRemove(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): Range {
  const rest = (sourceCode.lines[node.loc.end.line - 1] ?? '').slice(node.loc.end.column)
  const code = rest.trimStart()
  if (code !== '' && !code.startsWith('//')) return [node.range[0], node.range[1] + rest.length - code.length]
  const before = sourceCode.text.slice(0, node.range[0])
  return [before.trimEnd().length, node.range[1]]
}
