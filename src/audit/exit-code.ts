import type { AuditReport } from './audit-report.js'

/**
 * What does the process say to the shell? Findings win over what could not be audited, as a finding stays
 * one whatever else happened; without findings, "clean" would be a claim about code nobody looked at.
 */
export function exitCode({ files, problems }: AuditReport): 0 | 1 | 2 {
  if (files.some(({ messages }) => messages.length > 0)) return 1
  return problems.some(({ inputLost }) => inputLost) ? 2 : 0
}
