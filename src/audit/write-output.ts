import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { UsageError } from './usage-error.js'

/**
 * Writes a report to a file, and makes the folders above it.
 * @throws {UsageError} if it cannot be written.
 */
export function writeOutput(filePath: string, text: string): void {
  try {
    mkdirSync(path.dirname(filePath), { recursive: true })
    writeFileSync(filePath, text)
  } catch (error) {
    throw new UsageError(
      `--output cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}
