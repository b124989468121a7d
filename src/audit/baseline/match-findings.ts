import { existsSync } from 'node:fs'
import path from 'node:path'

import type { AuditedFile } from '../audit-report.js'
import type { Finding } from '../identity/identity.js'
import type { KnownFinding } from './known-finding.js'

export interface Matched {
  /** The audited files, with what is new in them. */
  readonly files: AuditedFile[]
  /** What is still found, where it is now. */
  readonly found: KnownFinding[]
  /** What is new. */
  readonly added: KnownFinding[]
  /** What is no longer found. */
  readonly gone: KnownFinding[]
  /** What this run says nothing of: its file was not audited, or its rule did not run. */
  readonly unasked: KnownFinding[]
}

interface Candidate extends KnownFinding {
  readonly finding: Finding
}

/**
 * Which findings are known? Those of the same place, then those whose function has another name now, then those
 * whose file is gone: it may have been renamed.
 */
export function matchFindings(
  known: readonly KnownFinding[],
  files: readonly AuditedFile[],
  rules: ReadonlySet<string>,
  folder: string,
): Matched {
  const audited = new Set(files.map(({ filePath }) => pathFrom(folder, filePath)))
  const isLost = (file: string) => !audited.has(file) && !existsSync(path.resolve(folder, file))
  const lost = new Set([...new Set(known.map(({ file }) => file))].filter(isLost))
  const isAsked = ({ file, rule }: KnownFinding) => rules.has(rule) && (audited.has(file) || lost.has(file))

  const left = known.filter(isAsked).map((each) => ({ ...each }))
  const found: KnownFinding[] = []
  let candidates = files.flatMap((file) => candidatesIn(file, folder))
  pass(({ file, rule, within, code }) => [file, rule, within, code])
  pass(({ file, rule, code }) => [file, rule, code])
  pass(({ rule, within, code }) => [rule, within, code], lost)

  const fresh = new Set(candidates.map(({ finding }) => finding))
  return {
    files: files.map((file) => ({ ...file, messages: file.messages.filter((each) => fresh.has(each)) })),
    found,
    added: candidates.map(knownAs),
    gone: left.filter(({ count }) => count > 0),
    unasked: known.filter((each) => !isAsked(each)),
  }

  function pass(partsOf: (known: KnownFinding) => string[], inFiles?: ReadonlySet<string>): void {
    const byKey = new Map<string, { count: number }[]>()
    for (const each of left) {
      if (each.count === 0 || inFiles?.has(each.file) === false) continue
      const key = JSON.stringify(partsOf(each))
      byKey.set(key, [...(byKey.get(key) ?? []), each])
    }
    candidates = candidates.filter((candidate) => {
      const match = byKey.get(JSON.stringify(partsOf(candidate)))?.find(({ count }) => count > 0)
      if (match === undefined) return true
      match.count -= 1
      found.push(knownAs(candidate))
      return false
    })
  }
}

function candidatesIn({ filePath, messages }: AuditedFile, folder: string): Candidate[] {
  const file = pathFrom(folder, filePath)
  return messages.map((finding) => ({
    ...finding.identity,
    file,
    rule: finding.ruleId ?? '',
    count: 1,
    finding,
  }))
}

function knownAs({ file, rule, within, code, count }: Candidate): KnownFinding {
  return { file, rule, within, code, count }
}

function pathFrom(folder: string, filePath: string): string {
  return path.relative(folder, filePath).split(path.sep).join('/')
}
