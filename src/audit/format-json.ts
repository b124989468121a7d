import type { AuditedFile, AuditReport } from './audit-report.js'
import { fingerprints } from './identity/fingerprint.js'
import { countFindings } from './summarize.js'

/**
 * The report for other programs. Keys are added over time, none is renamed or removed within a major
 * version. `results` has an entry per audited file and its `messages` are ESLint's own, each with a `fingerprint`
 * that stays the same when it moves; `problems` are the lines of stderr, `path` being null where one concerns no
 * single path. Paths are absolute.
 */
export function formatJson(report: AuditReport, cwd: string): string {
  const { files, typedFiles, findings, byRule } = countFindings(report)
  const { skipped, baseline } = report
  const json = {
    results: report.files.map((file) => resultOf(file, cwd)),
    problems: report.problems.map(({ filePath, line, column, message, inputLost }) => ({
      filePath: filePath ?? null,
      line: line ?? null,
      column: column ?? null,
      message,
      inputLost,
    })),
    summary: {
      files,
      typedFiles,
      skippedFiles: skipped,
      findings,
      byRule: Object.fromEntries(byRule),
      ...(baseline && { knownFindings: baseline.known, goneFindings: baseline.gone }),
    },
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

function resultOf({ filePath, typed, messages }: AuditedFile, cwd: string) {
  const names = fingerprints(messages, filePath, cwd)
  return {
    filePath,
    typed,
    messages: messages.map((finding) => ({
      ...finding,
      // What it is made of is the audit's own.
      identity: undefined,
      fingerprint: names.get(finding),
    })),
  }
}
