import path from 'node:path'

import type { Linter } from 'eslint'

import type { TypeScriptSupport } from '../types/installed-typescript.js'
import type { AuditReport } from './audit-report.js'
import type { Checker } from './checker.js'
import { exitCode } from './exit-code.js'
import { findSources } from './find-sources.js'
import { formatFindings } from './format-findings.js'
import { formatJson } from './format-json.js'
import { formatHtml } from './html/format-html.js'
import { formatProblems } from './format-problems.js'
import { lintFiles } from './lint-files.js'
import type { AuditRequest } from './parse-arguments.js'
import { createProgress } from './progress.js'
import { formatSarif } from './sarif.js'
import { selectRules, type AuditPlugin } from './select-rules.js'
import { formatSummary, summaryLine } from './summarize.js'
import { canColour, type Surroundings } from './terminal.js'
import { writeOutput } from './write-output.js'

/**
 * Audits what `request` names with the rules of `plugin`, prints the report and answers the exit code.
 * @throws {UsageError} if the request names a rule that does not exist, or a file that cannot be written.
 */
export function runAudit(
  request: AuditRequest,
  plugin: Checker,
  typescript: TypeScriptSupport,
  surroundings: Surroundings,
): 0 | 1 | 2 {
  const { cwd, stdout, stderr } = surroundings
  const rules = selectRules(plugin, request.preset, request.rules)
  const found = findSources(request.paths, cwd)

  const progress = createProgress(found.files.length, surroundings)
  const retentions = request.format === 'html' ? { retentions: plugin.retentions } : {}
  const linted = lintFiles(found.files, { plugin, rules, typescript, ...retentions }, (done, next) => {
    progress.show(done, path.relative(cwd, next))
  })
  progress.clear()

  const report = { files: linted.files, problems: [...found.problems, ...linted.problems] }
  // A pipeline that audits nothing, say after a folder was renamed, must not look clean.
  if (found.files.length === 0 && found.problems.length === 0) {
    const message = `no JavaScript or TypeScript files in ${request.paths.join(', ')}`
    report.problems.push({ filePath: undefined, message, inputLost: true })
  }

  stderr.write(formatProblems(report.problems, cwd))
  const { output } = request
  const text = render(report, request, plugin, rules, surroundings)
  if (output === undefined) stdout.write(text)
  else {
    writeOutput(path.resolve(cwd, output), text)
    stdout.write(`${summaryLine(report)} Written to ${output}.\n`)
  }
  return exitCode(report)
}

function render(
  report: AuditReport,
  { format, output }: AuditRequest,
  plugin: AuditPlugin,
  rules: Linter.RulesRecord,
  { cwd, env, stdout }: Surroundings,
): string {
  switch (format) {
    case 'json':
      return formatJson(report)
    case 'sarif':
      return formatSarif(report, plugin, rules, cwd)
    case 'html':
      return formatHtml(report, plugin, cwd)
    case 'stylish': {
      const isColoured = output === undefined && canColour(stdout, env)
      return formatFindings(report.files, cwd, isColoured) + formatSummary(report, cwd)
    }
  }
}
