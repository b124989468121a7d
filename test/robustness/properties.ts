import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import globals from 'globals'

import plugin from '../../src/index.js'

/** How a generated program is linted: each parser says some things its own way. */
export type Language = 'js' | 'ts'

const LANGUAGE_OPTIONS: Record<Language, Linter.LanguageOptions> = {
  js: { globals: { ...globals.browser, ...globals.node } },
  ts: { parser: typescriptParser },
}

/** Lints with every rule, in the order of the preset or in the opposite one. Throws where a rule does. */
export function reportsOf(
  code: string,
  language: Language,
  order: 'given' | 'reversed' = 'given',
): Linter.LintMessage[] {
  const rules = Object.entries(plugin.configs.all.rules ?? {})
  const config: Linter.Config = {
    ...plugin.configs.all,
    files: ['**'],
    rules: Object.fromEntries(order === 'given' ? rules : rules.reverse()),
    languageOptions: LANGUAGE_OPTIONS[language],
  }
  return new Linter().verify(code, [config], `file.${language}`)
}

/** Answers what a report says, wherever it stands: lines move when a suggestion is applied. */
function sayingOf({ ruleId, message }: Linter.LintMessage): string {
  return `${ruleId ?? ''}: ${message.replaceAll(/\bline \d+/g, 'line')}`
}

/** Answers the reports in an order of their own, each as one line. */
export function sortedReports(reports: readonly Linter.LintMessage[]): string[] {
  return reports
    .map(({ line, column, ...report }) => `${line}:${column} ${sayingOf({ line, column, ...report })}`)
    .sort()
}

/** A suggestion whose output does not parse, or still has what it was to mend. */
export interface FailedSuggestion {
  readonly rule: string
  readonly says: string
  readonly problem: 'does not parse' | 'is reported again'
  readonly output: string
}

/** Applies each suggestion of some reports by itself, and answers how many there are and which of them fail. */
export function failedSuggestions(
  code: string,
  language: Language,
  reports: readonly Linter.LintMessage[],
): { readonly applied: number; readonly failed: readonly FailedSuggestion[] } {
  const before = countsOf(code, reports)
  let applied = 0
  const failed: FailedSuggestion[] = []
  for (const report of reports) {
    for (const { fix, desc } of report.suggestions ?? []) {
      applied += 1
      const output = code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1])
      const after = reportsOf(output, language)
      const fail = (problem: FailedSuggestion['problem']): void => {
        failed.push({ rule: report.ruleId ?? '', says: `${sayingOf(report)} → ${desc}`, problem, output })
      }
      const duty = dutyOf(code, report)
      if (after.some(({ fatal }) => fatal)) fail('does not parse')
      else if ((countsOf(output, after).get(duty) ?? 0) >= (before.get(duty) ?? 0)) fail('is reported again')
    }
  }
  return { applied, failed }
}

/** How often each message is told of each text: what one suggestion mends is told once less, wherever it stands then. */
function countsOf(code: string, reports: readonly Linter.LintMessage[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const report of reports) {
    const duty = dutyOf(code, report)
    counts.set(duty, (counts.get(duty) ?? 0) + 1)
  }
  return counts
}

/** What is told of what: once it is mended, the same place may still have another flaw, which is told next. */
function dutyOf(code: string, report: Linter.LintMessage): string {
  const { ruleId, messageId, line, column, endLine, endColumn } = report
  const lines = code.split('\n').slice(line - 1, endLine)
  const last = lines.pop() ?? ''
  const text = [...lines, last.slice(0, (endColumn ?? 1) - 1)].join('\n').slice(column - 1)
  return `${ruleId ?? ''} ${messageId ?? ''}: ${text.replaceAll(/\s+/g, ' ')}`
}
