import type { Linter, Rule, SourceCode } from 'eslint'

import { enclosingNames } from './enclosing-names.js'
import { stableCode } from './stable-code.js'

/**
 * What a finding is about, whatever line it stands on and however the file is formatted: together with its rule
 * and its file it tells a finding from others. The baseline knows findings by it, and so does who reads a report.
 */
export interface Identity {
  /** The functions and classes around it, from the outside in: `Visitor.load`; empty at the top of a file. */
  readonly within: string
  /** The code it is about, without what a formatter changes. */
  readonly code: string
}

/** What a rule says of a place in the code, and what that place is. */
export interface Finding extends Linter.LintMessage {
  readonly identity: Identity
}

/** Answers what the place of a message is. The file must be the one that the message is about. */
export function identify(message: Linter.LintMessage, sourceCode: SourceCode): Identity {
  const [start, end] = rangeOf(message, sourceCode)
  const node = sourceCode.getNodeByRangeIndex(start) as Rule.Node | null
  return { within: enclosingNames(node), code: stableCode([start, end], node, sourceCode) }
}

/** Where a message has no end, it is about the rest of its line. Positions that the file does not have are its start. */
function rangeOf(
  { line, column, endLine, endColumn }: Linter.LintMessage,
  sourceCode: SourceCode,
): [number, number] {
  const text = sourceCode.lines[line - 1]
  if (text === undefined) return [0, 0]
  const indexOf = (atLine: number, atColumn: number): number => {
    const length = sourceCode.lines[atLine - 1]?.length ?? 0
    return sourceCode.getIndexFromLoc({
      line: atLine,
      column: Math.max(0, Math.min(atColumn - 1, length)),
    })
  }
  const start = indexOf(line, column)
  const hasEnd = endLine !== undefined && endColumn !== undefined && endLine <= sourceCode.lines.length
  const end = hasEnd ? indexOf(endLine, endColumn) : indexOf(line, text.length + 1)
  return [start, Math.max(start, end)]
}
