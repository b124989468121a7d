import * as typescriptParser from '@typescript-eslint/parser'
import { Linter, type Rule } from 'eslint'
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
      if (after.some(({ fatal }) => fatal)) fail('does not parse')
      else if (after.some((each) => isSame(code, report, output, each, fix))) fail('is reported again')
    }
  }
  return { applied, failed }
}

/** Whether the same is told of the same place, which a fix may have moved: once it is mended, another flaw may be told of it. */
function isSame(
  code: string,
  before: Linter.LintMessage,
  output: string,
  after: Linter.LintMessage,
  { range: [start, end], text }: Rule.Fix,
): boolean {
  if (before.ruleId !== after.ruleId || before.messageId !== after.messageId) return false
  const [was, is] = [offsetOf(code, before), offsetOf(output, after)]
  if (was < start) return is === was
  if (was >= end) return is === was + text.length - (end - start)
  // What it stands in was written anew.
  return is >= start && is < start + text.length
}

function offsetOf(code: string, { line, column }: Linter.LintMessage): number {
  const lines = code.split('\n').slice(0, line - 1)
  return lines.reduce((sum, each) => sum + each.length + 1, 0) + column - 1
}
