import { readFileSync, writeFileSync } from 'node:fs'

import { describeSystemError } from '../describe-system-error.js'
import { UsageError } from '../usage-error.js'
import { sorted, type KnownFinding } from './known-finding.js'

const VERSION = 1

/** How a file holds them: by the files that they are in, so that a change of one is a change of a few lines. */
interface Written {
  version: number
  findings: Record<string, Omit<KnownFinding, 'file'>[]>
}

/**
 * Reads known findings. `shown` is what the command line calls the file.
 * @throws {UsageError} if there is no such file, or if it is no baseline of this version.
 */
export function readBaseline(file: string, shown: string): KnownFinding[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`--baseline ${shown} ${describeSystemError(error)}; --update-baseline writes it.`)
  }
  const value = parsed(text)
  if (!isWritten(value)) throw new UsageError(`${shown} is no baseline; --update-baseline writes a new one.`)
  if (value.version !== VERSION)
    throw new UsageError(`${shown} was written by another version; --update-baseline writes a new one.`)
  return Object.entries(value.findings).flatMap(([inFile, findings]) =>
    findings.map((finding) => ({ ...finding, file: inFile })),
  )
}

/**
 * Writes known findings.
 * @throws {UsageError} if the file cannot be written.
 */
export function writeBaseline(file: string, shown: string, findings: readonly KnownFinding[]): void {
  const written: Written = { version: VERSION, findings: {} }
  for (const { file: inFile, rule, within, code, count } of sorted(findings))
    (written.findings[inFile] ??= []).push({ rule, within, code, count })
  try {
    writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`)
  } catch (error) {
    throw new UsageError(`--baseline ${shown} cannot be written: ${String(error)}`)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isWritten(value: unknown): value is Written {
  if (!isRecord(value) || typeof value['version'] !== 'number' || !isRecord(value['findings'])) return false
  return Object.values(value['findings']).every(
    (findings) => Array.isArray(findings) && findings.every(isFinding),
  )
}

function isFinding(value: unknown): boolean {
  if (!isRecord(value) || typeof value['count'] !== 'number') return false
  return ['rule', 'within', 'code'].every((key) => typeof value[key] === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
