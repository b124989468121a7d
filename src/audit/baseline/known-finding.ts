import type { Identity } from '../identity/identity.js'

/** A finding that a project has put up with for now, or several that nothing tells apart. */
export interface KnownFinding extends Identity {
  /** From the folder of the baseline on, with `/` between folders. */
  readonly file: string
  readonly rule: string
  readonly count: number
}

/** Puts equal ones together, in an order that does not depend on the run. */
export function sorted(findings: Iterable<KnownFinding>): KnownFinding[] {
  const byKey = new Map<string, KnownFinding>()
  for (const finding of findings) {
    const { file, rule, within, code } = finding
    const key = JSON.stringify([file, rule, within, code])
    byKey.set(key, { ...finding, count: finding.count + (byKey.get(key)?.count ?? 0) })
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding)
}

/** How many there are, equal ones counted each. */
export function countOf(findings: readonly KnownFinding[]): number {
  return findings.reduce((sum, { count }) => sum + count, 0)
}
