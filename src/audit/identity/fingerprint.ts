import { createHash } from 'node:crypto'
import path from 'node:path'

import type { Finding } from './identity.js'

/**
 * Answers a name for each of the findings of a file that stays the same as long as they do: for a service that
 * keeps findings from one report to the next. Of equal ones the first stays the first.
 */
export function fingerprints(
  findings: readonly Finding[],
  filePath: string,
  cwd: string,
): Map<Finding, string> {
  const file = path.relative(cwd, filePath).split(path.sep).join('/')
  const counts = new Map<string, number>()
  const named = new Map<Finding, string>()
  const inOrder = [...findings].sort((a, b) => a.line - b.line || a.column - b.column)
  for (const finding of inOrder) {
    const { within, code } = finding.identity
    const parts = [finding.ruleId, file, within, code]
    const key = JSON.stringify(parts)
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    named.set(finding, hash([...parts, count]))
  }
  return named
}

function hash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
