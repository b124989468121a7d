import { readSettings } from '../../protocols/settings.js'
import type { SettingsRequest } from '../parse-arguments.js'
import { UsageError } from '../usage-error.js'
import { settingsOfConfigs } from './settings-of-configs.js'
import { settingsOfFile } from './settings-of-file.js'

/** What `settings.leaks` is for a file; undefined where nothing is set. */
export type SettingsOf = (filePath: string) => unknown

/**
 * Reads the settings that the files are audited with, from where the command line says.
 * @throws {UsageError} if they cannot be read, or if any of them is wrong: all that is, is named.
 */
export async function settingsForFiles(
  { settings, config }: SettingsRequest,
  files: readonly string[],
  cwd: string,
): Promise<SettingsOf> {
  if (settings !== undefined) {
    const value = settingsOfFile(settings, cwd)
    refuseWrong([value], settings)
    return () => value
  }
  if (!config) return () => undefined
  const byFile = await settingsOfConfigs(files, cwd)
  refuseWrong(new Set(byFile.values()), 'the ESLint configuration')
  return (filePath) => byFile.get(filePath)
}

function refuseWrong(values: Iterable<unknown>, where: string): void {
  const problems = new Set([...values].flatMap((value) => readSettings(value).problems))
  if (problems.size === 0) return
  const [first = ''] = problems
  throw new UsageError(
    problems.size === 1
      ? `${where}: ${first}`
      : `${where} has ${String(problems.size)} wrong settings:\n${[...problems].map((each) => `  ${each}\n`).join('')}`.trimEnd(),
  )
}
