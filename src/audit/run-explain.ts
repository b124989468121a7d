import path from 'node:path'

import type { Explained } from '../verdict/explained.js'
import type { ExplainedCollection } from '../verdict/explained-collection.js'
import type { TypeScriptSupport } from '../types/installed-typescript.js'
import { askingRule } from './asking-rule.js'
import type { Explaining } from './checker.js'
import { skipComponents } from './components/skip-components.js'
import { displayPath } from './display-path.js'
import { formatExplanation } from './format-explanation.js'
import { formatProblems } from './format-problems.js'
import { lintFiles } from './lint-files.js'
import type { ExplainRequest } from './parse-arguments.js'
import { settingsForFiles } from './settings/settings-for-files.js'
import type { Surroundings } from './terminal.js'

/**
 * Prints what is known of the duties and collections on a line, or of all in a file, and answers the exit code.
 * @throws {UsageError} if the request names settings that do not exist, or are wrong.
 */
export async function runExplain(
  request: ExplainRequest,
  plugin: Explaining,
  typescript: TypeScriptSupport,
  { cwd, stdout, stderr }: Surroundings,
): Promise<0 | 2> {
  const { file, line, format } = request
  const filePath = path.resolve(cwd, file)
  const parsable = skipComponents([filePath], new Set([filePath]))
  const leaksOf = await settingsForFiles(request, parsable.files, cwd)
  const shown = displayPath(filePath, cwd)
  let known: Known | undefined
  const rule = askingRule<Known>(
    (context) => ({ duties: plugin.explain(context), collections: plugin.explainCollections(context) }),
    (answer) => {
      known = answer
    },
  )
  const settings = {
    plugin: { rules: { explain: rule } },
    rules: { 'leaks/explain': 'error' as const },
    typescript,
    leaksOf,
  }
  const { files, problems } = lintFiles(parsable.files, settings, () => undefined)
  stderr.write(formatProblems([...parsable.problems, ...problems], cwd))
  const [audited] = files
  if (!audited || !known) return 2

  const chosen = line === undefined ? known : onLine(known, line)
  if (line !== undefined && chosen.duties.length + chosen.collections.length === 0) {
    stderr.write(`error: ${shown}:${String(line)}: ${nothingOn(known)}\n`)
    return 2
  }
  const explanation = { filePath, typed: audited.typed, ...chosen }
  stdout.write(
    format === 'json' ? `${JSON.stringify(explanation, null, 2)}\n` : formatExplanation(explanation, shown),
  )
  return 0
}

/** What is known of a file. */
interface Known {
  readonly duties: readonly Explained[]
  readonly collections: readonly ExplainedCollection[]
}

/** A line is that of the duty or collection, one where a report of it stands, or one that adds to it. */
function onLine({ duties, collections }: Known, line: number): Known {
  return {
    duties: duties.filter(
      ({ site, losses }) => site.line === line || losses.some(({ reportedAt }) => reportedAt.line === line),
    ),
    collections: collections.filter(
      ({ site, gains }) => site.line === line || gains.some(({ at }) => at.line === line),
    ),
  }
}

/** Says that a line has nothing to explain, and which lines would have had an answer. */
function nothingOn({ duties, collections }: Known): string {
  const sites = [...duties, ...collections].map(({ site }) => site.line)
  const lines = [...new Set(sites)].toSorted((a, b) => a - b)
  if (lines.length === 0) return 'nothing in this file has to be ended, and no collection grows'
  return `nothing here has to be ended, and no collection grows; such lines are ${lines.join(', ')}`
}
