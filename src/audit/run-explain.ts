import path from 'node:path'

import type { Explained } from '../verdict/explained.js'
import type { TypeScriptSupport } from '../types/installed-typescript.js'
import { askingRule } from './asking-rule.js'
import type { Explain } from './checker.js'
import { skipComponents } from './components/skip-components.js'
import { displayPath } from './display-path.js'
import { formatExplanation } from './format-explanation.js'
import { formatProblems } from './format-problems.js'
import { lintFiles } from './lint-files.js'
import type { ExplainRequest } from './parse-arguments.js'
import { settingsForFiles } from './settings/settings-for-files.js'
import type { Surroundings } from './terminal.js'

/**
 * Prints what is known of the duties on a line, or of all in a file, and answers the exit code.
 * @throws {UsageError} if the request names settings that do not exist, or are wrong.
 */
export async function runExplain(
  request: ExplainRequest,
  explain: Explain,
  typescript: TypeScriptSupport,
  { cwd, stdout, stderr }: Surroundings,
): Promise<0 | 2> {
  const { file, line, format } = request
  const filePath = path.resolve(cwd, file)
  const parsable = skipComponents([filePath], new Set([filePath]))
  const leaksOf = await settingsForFiles(request, parsable.files, cwd)
  const shown = displayPath(filePath, cwd)
  let duties: readonly Explained[] | undefined
  const rule = askingRule(explain, (answer) => {
    duties = answer
  })
  const settings = {
    plugin: { rules: { explain: rule } },
    rules: { 'leaks/explain': 'error' as const },
    typescript,
    leaksOf,
  }
  const { files, problems } = lintFiles(parsable.files, settings, () => undefined)
  stderr.write(formatProblems([...parsable.problems, ...problems], cwd))
  const [audited] = files
  if (!audited || !duties) return 2

  const chosen = line === undefined ? duties : duties.filter((duty) => isOnLine(duty, line))
  if (line !== undefined && chosen.length === 0) {
    stderr.write(
      `error: ${shown}:${String(line)}: nothing begins here that has to be ended${elsewhere(duties)}\n`,
    )
    return 2
  }
  const explanation = { filePath, typed: audited.typed, duties: chosen }
  stdout.write(
    format === 'json' ? `${JSON.stringify(explanation, null, 2)}\n` : formatExplanation(explanation, shown),
  )
  return 0
}

/** A line is that of the duty, or one where a report of it stands. */
function isOnLine({ site, losses }: Explained, line: number): boolean {
  return site.line === line || losses.some(({ reportedAt }) => reportedAt.line === line)
}

/** The lines that would have had an answer. */
function elsewhere(duties: readonly Explained[]): string {
  const lines = [...new Set(duties.map(({ site }) => site.line))]
  if (lines.length === 0) return ', nor anywhere in this file'
  return `; such lines are ${lines.join(', ')}`
}
