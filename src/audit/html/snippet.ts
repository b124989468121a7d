import type { Linter } from 'eslint'

import { html, NOTHING, type Markup } from './markup.js'

/** So many lines before and after the one of the finding. */
const AROUND = 3

/** Longer lines are cut around what is marked. */
const LONGEST_LINE = 240
const BEFORE_MARK = 80

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/

/** The code around a finding, with its site marked. */
export function snippetOf(
  lines: readonly string[],
  { line, column, endLine, endColumn }: Linter.LintMessage,
): Markup {
  if (line > lines.length) return NOTHING
  const isBlank = (number: number): boolean => lines[number - 1]?.trim() === ''
  let first = Math.max(1, line - AROUND)
  let last = Math.min(lines.length, line + AROUND)
  while (first < line && isBlank(first)) first += 1
  while (last > line && isBlank(last)) last -= 1
  const shown = lines.slice(first - 1, last)
  const indent = commonIndent(shown)
  const rows = shown.map((text, index) => {
    if (first + index !== line) return html`<span>${shortened(text.slice(indent), 0)}${'\n'}</span>`
    // A finding over many lines is marked on its first.
    const end = endLine === line && endColumn !== undefined ? endColumn - 1 : text.length
    return markedLine(text.slice(indent), column - 1 - indent, end - indent)
  })
  return html`<pre style="--from:${first - 1}"><code>${rows}</code></pre>`
}

/** The lines of a source, as ESLint counts them. */
export function linesOf(source: string): string[] {
  return source.split(LINE_BREAK)
}

function markedLine(text: string, from: number, to: number): Markup {
  const start = Math.max(0, from - BEFORE_MARK)
  const isCut = text.length > LONGEST_LINE
  const before = isCut && start > 0 ? `…${text.slice(start, from)}` : text.slice(0, from)
  const marked = isCut ? shortened(text.slice(from, to), 0) : text.slice(from, to)
  const after = isCut ? shortened(text.slice(to), 0) : text.slice(to)
  return html`<span class="site">${before}<mark>${marked}</mark>${after}${'\n'}</span>`
}

function shortened(text: string, from: number): string {
  return text.length - from > LONGEST_LINE ? `${text.slice(from, from + LONGEST_LINE)}…` : text.slice(from)
}

/** How many characters of white space all lines begin with. */
function commonIndent(lines: readonly string[]): number {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)?.[0] ?? '')
  const [first = ''] = indents
  let length = first.length
  while (!indents.every((indent) => indent.startsWith(first.slice(0, length)))) length -= 1
  return length
}
