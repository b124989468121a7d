export interface TextLocation {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/**
 * Finds the place of `text` in `code`, in the terms of a lint report: lines and columns from 1, the end being
 * the position after the last character. Throws unless exactly one occurrence (starting on `line`, if given)
 * can be meant.
 */
export function locateText(code: string, text: string, line?: number): TextLocation {
  const found = occurrences(code, text)
    .map((start) => ({ start: positionAt(code, start), end: positionAt(code, start + text.length) }))
    .filter(({ start }) => line === undefined || start.line === line)
  const [place, ...others] = found
  if (place === undefined || others.length > 0) {
    const where = line === undefined ? '' : ` on line ${line}`
    throw new Error(
      `Expected one ${JSON.stringify(text)}${where} in this code but found ${found.length}:\n${code}`,
    )
  }
  return {
    line: place.start.line,
    column: place.start.column,
    endLine: place.end.line,
    endColumn: place.end.column,
  }
}

function occurrences(code: string, text: string): number[] {
  if (text === '') return []
  const starts: number[] = []
  for (let start = code.indexOf(text); start !== -1; start = code.indexOf(text, start + 1)) starts.push(start)
  return starts
}

function positionAt(code: string, offset: number): { line: number; column: number } {
  const lines = code.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
