import type { AuditReport } from './audit-report.js'
import { countFindings } from './summarize.js'

/**
 * The report for other programs. Keys are added over time, none is renamed or removed within a major
 * version. `results` has an entry per audited file and its `messages` are ESLint's own; `problems` are the
 * lines of stderr, `path` being null where one concerns no single path. Paths are absolute.
 */
export function formatJson(report: AuditReport): string {
  const { files, typedFiles, findings, byRule } = countFindings(report)
  const json = {
    results: report.files.map(({ filePath, typed, messages }) => ({ filePath, typed, messages })),
    problems: report.problems.map(({ filePath, line, column, message, inputLost }) => ({
      filePath: filePath ?? null,
      line: line ?? null,
      column: column ?? null,
      message,
      inputLost,
    })),
    summary: { files, typedFiles, findings, byRule: Object.fromEntries(byRule) },
  }
  return `${JSON.stringify(json, null, 2)}\n`
}
