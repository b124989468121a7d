import path from 'node:path'

import type { AuditReport, Problem } from '../audit-report.js'
import type { BaselineRequest } from '../parse-arguments.js'
import { readBaseline, writeBaseline } from './baseline-file.js'
import { countOf, type KnownFinding } from './known-finding.js'
import { matchFindings } from './match-findings.js'

/** What stays of a report once known findings are taken out, or are made known. */
export type ApplyBaseline = (report: AuditReport, rules: Iterable<string>) => AuditReport

/**
 * Reads the baseline and answers what it makes of a report: known findings are taken out, and what is gone becomes a
 * problem that costs nothing. Where it is to be updated or pruned, that writes it.
 * @throws {UsageError} if the baseline cannot be read or written.
 */
export function openBaseline({ file: shown, action }: BaselineRequest, cwd: string): ApplyBaseline {
  const file = path.resolve(cwd, shown)
  const known = action === 'update' ? knownBefore(file, shown) : readBaseline(file, shown)
  return (report, rules) => {
    const matched = matchFindings(known, report.files, new Set(rules), path.dirname(file))
    const { files, found, added, gone, unasked } = matched
    const kept = action === 'update' ? [...found, ...added] : found
    if (action !== 'use') writeBaseline(file, shown, [...kept, ...unasked])
    return {
      ...report,
      files: action === 'update' ? report.files.map((each) => ({ ...each, messages: [] })) : files,
      problems: action === 'use' ? [...report.problems, ...toldOf(gone, file)] : report.problems,
      baseline: { file: shown, action, known: countOf(kept), gone: countOf(gone) },
    }
  }
}

/** The first time there is none. What is no baseline is written anew. */
function knownBefore(file: string, shown: string): KnownFinding[] {
  try {
    return readBaseline(file, shown)
  } catch {
    return []
  }
}

/** More would bury what is new. */
const MOST_NAMED = 5

function toldOf(gone: readonly KnownFinding[], file: string): Problem[] {
  if (gone.length === 0) return []
  const total = countOf(gone)
  const named = gone.slice(0, MOST_NAMED).map((each) => `${each.rule} in ${each.file} (${each.code})`)
  const others = gone.length - named.length
  if (others > 0) named.push(`${String(others)} more`)
  const what = total === 1 ? '1 known finding is' : `${String(total)} known findings are`
  const message = `${what} gone: ${named.join(', ')}; --prune-baseline takes what is gone out`
  return [{ filePath: file, message, inputLost: false }]
}
