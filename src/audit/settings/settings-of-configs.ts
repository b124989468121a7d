import { ESLint } from 'eslint'

import { UsageError } from '../usage-error.js'

/**
 * Answers `settings.leaks` for each file, as the ESLint configuration that governs it has it. Files that it passes
 * over have none.
 * @throws {UsageError} if there is no such configuration, or if it cannot be loaded.
 */
export async function settingsOfConfigs(
  files: readonly string[],
  cwd: string,
): Promise<ReadonlyMap<string, unknown>> {
  const eslint = new ESLint({ cwd })
  const found = new Map<string, unknown>()
  try {
    for (const file of files) {
      const config = (await eslint.calculateConfigForFile(file)) as
        { settings?: { leaks?: unknown } } | undefined
      found.set(file, config?.settings?.leaks)
    }
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1)
    throw new UsageError(`--config: the ESLint configuration cannot be read: ${reason}`)
  }
  return found
}
