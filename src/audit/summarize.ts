import type { AuditReport, BaselineOutcome } from './audit-report.js'
import { displayPath } from './display-path.js'

export interface Totals {
  files: number
  /** Files that were linted with type information. */
  typedFiles: number
  findings: number
  /** Findings per rule, most first. */
  byRule: Map<string, number>
  /** Findings per absolute path, most first; only files that have some. */
  byFile: Map<string, number>
}

/** How much was found, of which rule and where? */
export function countFindings({ files }: AuditReport): Totals {
  const messages = files.flatMap((file) => file.messages)
  return {
    files: files.length,
    typedFiles: files.filter(({ typed }) => typed).length,
    findings: messages.length,
    byRule: countEach(messages.map(({ ruleId }) => ruleId ?? '')),
    byFile: countEach(files.flatMap((file) => file.messages.map(() => file.filePath))),
  }
}

function countEach(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return new Map([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)))
}

/** How much was found, as one sentence. */
export function summaryLine(report: AuditReport): string {
  const { files, typedFiles, findings } = countFindings(report)
  const { baseline, skipped } = report
  const isNew = baseline === undefined ? '' : 'new '
  const found = findings === 0 ? `No ${isNew}findings` : counted(findings, `${isNew}finding`)
  const types = `types: ${String(typedFiles)} of ${counted(files, 'file')}`
  const passedOver = skipped === 0 ? '' : `, and ${counted(skipped, 'file')} skipped, see above`
  return `${found} in ${counted(files, 'file')} (${types})${passedOver}.`
}

/** The totals for a person to read. */
export function formatSummary(report: AuditReport, cwd: string, allowed: number): string {
  const { findings, byRule, byFile } = countFindings(report)
  const lost = report.problems.filter(({ inputLost }) => inputLost).length

  const lines = [summaryLine(report)]
  if (findings > 0 && findings <= allowed) lines.push(`Up to ${String(allowed)} are no failure.`)
  lines.push(...sentencesOf(report.baseline))
  if (lost > 0) lines.push(`${counted(lost, 'problem')} kept something from being audited, see above.`)
  if (findings > 0) {
    lines.push('', 'By rule:', ...table(byRule))
    lines.push('', 'By file:', ...table(byFile, (file) => displayPath(file, cwd)))
  }
  return `${lines.join('\n')}\n`
}

function sentencesOf(baseline: BaselineOutcome | undefined): string[] {
  if (baseline === undefined) return []
  const { file, action, known, gone } = baseline
  const what = counted(known, 'known finding')
  switch (action) {
    case 'use':
      return known === 0 ? [] : [`${file} has ${what} that ${known === 1 ? 'is' : 'are'} not shown.`]
    case 'update':
      return [`${file} was written and has ${what} of these files.`]
    case 'prune':
      return [
        `${file} was written without ${counted(gone, 'finding')} that ${gone === 1 ? 'is' : 'are'} gone.`,
      ]
  }
}

function table(counts: ReadonlyMap<string, number>, show = (key: string) => key): string[] {
  const width = String(Math.max(...counts.values())).length
  return [...counts].map(([key, count]) => `  ${String(count).padStart(width)}  ${show(key)}`)
}

/** A count with its noun: `1 finding`, `2 findings`. */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`
}
