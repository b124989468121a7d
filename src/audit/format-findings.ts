import { styleText } from 'node:util'

import { codeFrameColumns } from '@babel/code-frame'
import type { Linter } from 'eslint'

import type { AuditedFile } from './audit-report.js'
import { displayPath } from './display-path.js'
import { wrapText } from './wrap-text.js'

type Style = Parameters<typeof styleText>[0]

/** Longer lines are minified code, which a frame would not make readable. */
const LONGEST_LINE = 400

const INDENT = '  '

/** Every finding with the code it is about, for a person to read in `width` columns. */
export function formatFindings(
  files: readonly AuditedFile[],
  cwd: string,
  { colour, width }: { colour: boolean; width: number },
): string {
  const style = (format: Style, text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text

  return files
    .flatMap(({ filePath, messages, source }) =>
      messages.map((message) => {
        const position = `${displayPath(filePath, cwd)}:${String(message.line)}:${String(message.column)}`
        const heading = `${style('bold', position)}  ${style('red', message.ruleId ?? '')}`
        const frame = codeFrame(source, message, colour)
        const text = wrapText(message.message, width - INDENT.length)
        return `${[heading, indent(text), ...(frame === '' ? [] : [indent(frame)])].join('\n')}\n\n`
      }),
    )
    .join('')
}

function codeFrame(source: string, message: Linter.LintMessage, colour: boolean): string {
  const { line, column, endLine, endColumn } = message
  const text = source.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1] ?? ''
  if (text.length > LONGEST_LINE) return ''
  // A finding over many lines is underlined on its first, so that the frame stays a few lines long.
  const end = endLine === line ? endColumn : text.length + 1
  const location = { start: { line, column }, end: { line, column: Math.max(end ?? 0, column + 1) } }
  const options = { linesAbove: 2, linesBelow: 1, forceColor: colour, highlightCode: colour }
  return codeFrameColumns(source, location, options)
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, INDENT)
}
