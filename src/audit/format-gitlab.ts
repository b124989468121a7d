import path from 'node:path'

import type { AuditReport } from './audit-report.js'
import { fingerprints } from './identity/fingerprint.js'

/** The findings as GitLab's Code Quality report, which merge requests show. Problems have no place in it. */
export function formatGitlab({ files }: AuditReport, cwd: string): string {
  const issues = files.flatMap(({ filePath, messages }) => {
    const names = fingerprints(messages, filePath, cwd)
    return messages.map((finding) => ({
      description: finding.message,
      check_name: finding.ruleId ?? '',
      fingerprint: names.get(finding) ?? '',
      severity: finding.severity === 2 ? 'major' : 'minor',
      location: {
        path: path.relative(cwd, filePath).split(path.sep).join('/'),
        lines: { begin: finding.line, end: finding.endLine ?? finding.line },
      },
    }))
  })
  return `${JSON.stringify(issues, null, 2)}\n`
}
