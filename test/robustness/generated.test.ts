import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'

import { program, textOf } from './programs.js'
import { failedSuggestions, reportsOf, sortedReports, type Language } from './properties.js'

/** In CI a few programs, the same each time; `npm run test:robustness` sets both. */
const RUNS = Number(process.env['ROBUSTNESS_RUNS'] ?? 40)
const SEED = Number(process.env['ROBUSTNESS_SEED'] ?? 20261)

const counts = { programs: 0, reports: 0, suggestions: 0 }

afterAll(() => {
  const { programs, reports, suggestions } = counts
  console.log(`${programs} programs, ${reports} reports, ${suggestions} suggestions applied, seed ${SEED}`)
})

/** What is found wrong with a program: nothing, mostly. */
function wrongWith(code: string, language: Language): string[] {
  const reports = reportsOf(code, language)
  const fatal = reports.find((report) => report.fatal)
  if (fatal) return [`does not parse: ${fatal.message} on line ${fatal.line}`]
  counts.programs += 1
  counts.reports += reports.length
  const wrong: string[] = []
  const given = sortedReports(reports)
  if (String(given) !== String(sortedReports(reportsOf(code, language))))
    wrong.push('another result the second time')
  if (String(given) !== String(sortedReports(reportsOf(code, language, 'reversed')))) {
    wrong.push('another result with the rules in the opposite order')
  }
  const { applied, failed } = failedSuggestions(code, language, reports)
  counts.suggestions += applied
  return [...wrong, ...failed.map(({ says, problem, output }) => `${says} ${problem}:\n${output}`)]
}

test.each(['js', 'ts'] as const)(
  'generated programs, as %s: no exception, one result, suggestions that mend',
  { timeout: 20_000 + RUNS * 2_000 },
  (language) => {
    fc.assert(
      fc.property(program, (each) => {
        expect(wrongWith(textOf(each), language)).toEqual([])
      }),
      { numRuns: RUNS, seed: SEED + (language === 'ts' ? 1 : 0) },
    )
  },
)
