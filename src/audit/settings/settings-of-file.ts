import { readFileSync } from 'node:fs'
import path from 'node:path'

import { describeSystemError } from '../describe-system-error.js'
import { UsageError } from '../usage-error.js'

/**
 * Reads the value of `settings.leaks` from a JSON file.
 * @throws {UsageError} if there is none, or none that is JSON.
 */
export function settingsOfFile(file: string, cwd: string): unknown {
  let text: string
  try {
    text = readFileSync(path.resolve(cwd, file), 'utf8')
  } catch (error) {
    throw new UsageError(`--settings ${file} ${describeSystemError(error)}.`)
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`--settings ${file} is no JSON: ${reason}`)
  }
}
