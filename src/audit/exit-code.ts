import type { AuditReport } from './audit-report.js'

/**
 * What does the process say to the shell? Findings win over what could not be audited, as a finding stays
 * one whatever else happened; without findings, or with no more than are allowed, "clean" would be a claim about code nobody looked at.
 */
export function exitCode({ files, problems }: AuditReport, allowed: number): 0 | 1 | 2 {
  const findings = files.reduce((sum, { messages }) => sum + messages.length, 0)
  if (findings > allowed) return 1
  return problems.some(({ inputLost }) => inputLost) ? 2 : 0
}
