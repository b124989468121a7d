import path from 'node:path'

import type { Linter } from 'eslint'

import type { TypeScriptSupport } from '../types/installed-typescript.js'
import type { AuditReport } from './audit-report.js'
import { openBaseline } from './baseline/apply-baseline.js'
import { skipComponents } from './components/skip-components.js'
import type { Checker } from './checker.js'
import { exitCode } from './exit-code.js'
import { findSources } from './find-sources.js'
import { formatFindings } from './format-findings.js'
import { formatGitlab } from './format-gitlab.js'
import { formatJson } from './format-json.js'
import { formatHtml } from './html/format-html.js'
import { formatProblems } from './format-problems.js'
import { lintFiles, type OnProgress } from './lint-files.js'
import type { AuditRequest } from './parse-arguments.js'
import { createProgress, type Progress } from './progress.js'
import { formatSarif } from './sarif/format-sarif.js'
import { settingsForFiles } from './settings/settings-for-files.js'
import { selectRules, type AuditPlugin } from './select-rules.js'
import { formatSummary, summaryLine } from './summarize.js'
import { canColour, widthOf, type Surroundings } from './terminal.js'
import { writeOutput } from './write-output.js'

/**
 * Audits what `request` names with the rules of `plugin`, prints the report and answers the exit code.
 * @throws {UsageError} if the request names a rule, settings or a baseline that do not exist or are wrong, or a file that cannot be written.
 */
export async function runAudit(
  request: AuditRequest,
  plugin: Checker,
  typescript: TypeScriptSupport,
  surroundings: Surroundings,
): Promise<0 | 1 | 2> {
  const { cwd, stdout, stderr } = surroundings
  const rules = selectRules(plugin, request.preset, request.rules)
  const applyBaseline = request.baseline && openBaseline(request.baseline, cwd)
  const sources = findSources(request.paths, cwd)
  const { files, problems, skipped } = skipComponents(sources.files, sources.named)
  const leaksOf = await settingsForFiles(request, files, cwd)

  const progress = createProgress(files.length, surroundings)
  const retentions = request.format === 'html' ? { retentions: plugin.retentions } : {}
  const settings = { plugin, rules, typescript, leaksOf, ...retentions }
  const linted = lintFiles(files, settings, showOn(progress, cwd))
  progress.clear()

  const whole: AuditReport = {
    files: linted.files,
    problems: [...sources.problems, ...problems, ...linted.problems],
    skipped,
    baseline: undefined,
  }
  // A pipeline that audits nothing, say after a folder was renamed, must not look clean.
  if (sources.files.length === 0 && sources.problems.length === 0) {
    const message = `no JavaScript or TypeScript files in ${request.paths.join(', ')}`
    whole.problems.push({ filePath: undefined, message, inputLost: true })
  }
  const report = applyBaseline?.(whole, Object.keys(rules)) ?? whole

  stderr.write(formatProblems(report.problems, cwd))
  const { output } = request
  const text = render(report, request, plugin, rules, surroundings)
  if (output === undefined) stdout.write(text)
  else {
    writeOutput(path.resolve(cwd, output), text)
    stdout.write(`${summaryLine(report)} Written to ${output}.\n`)
  }
  return exitCode(report, request.maxFindings)
}

function showOn(progress: Progress, cwd: string): OnProgress {
  return (done, next) => {
    if ('file' in next) {
      progress.show(done, path.relative(cwd, next.file))
      return
    }
    const { project, sourcesRead } = next
    const what = `types of ${path.relative(cwd, project)}`
    // Reading takes seconds, in which no file is linted: the number of sources is what moves.
    if (sourcesRead === 0) progress.announce(done, what)
    else progress.show(done, `${what}: ${String(sourcesRead)} sources`)
  }
}

function render(
  report: AuditReport,
  { format, maxFindings, output }: AuditRequest,
  plugin: AuditPlugin,
  rules: Linter.RulesRecord,
  { cwd, env, stdout }: Surroundings,
): string {
  switch (format) {
    case 'json':
      return formatJson(report, cwd)
    case 'sarif':
      return formatSarif(report, plugin, rules, cwd)
    case 'html':
      return formatHtml(report, plugin, cwd)
    case 'gitlab':
      return formatGitlab(report, cwd)
    case 'stylish': {
      const style = { colour: output === undefined && canColour(stdout, env), width: widthOf(stdout) }
      return formatFindings(report.files, cwd, style) + formatSummary(report, cwd, maxFindings)
    }
  }
}
