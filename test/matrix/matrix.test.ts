import { fileURLToPath } from 'node:url'

import { beforeAll, expect, test } from 'vitest'

import { coveragePage } from './coverage-page.js'
import { letterOf, lintProgram, typeErrors, type Letter } from './lint-program.js'
import { CASES, type Case } from './programs.js'
import { isAbout, silenceOf, SILENCES } from './silences.js'

const page = fileURLToPath(new URL('../../rules-docs/coverage.md', import.meta.url))

/** A busy machine takes its time for more than a thousand programs. */
const TIMEOUT = 180_000

const letters = new Map<Case, Letter>()

beforeAll(() => {
  for (const each of CASES) letters.set(each, letterOf(each.leak))
}, TIMEOUT)

function titleOf({ kind, loss, cell }: Case): string {
  return `${kind.name}, ${loss.name}, ${cell}`
}

test(
  'no corrected twin is reported',
  () => {
    const reported = CASES.flatMap((each) =>
      lintProgram(each.twin).map(({ text }) => `${titleOf(each)}\n${text}\n${each.twin.code}`),
    )
    expect(reported).toEqual([])
  },
  TIMEOUT,
)

test('what is not reported has a reason', () => {
  const silent = CASES.filter((each) => letters.get(each) === '.' && silenceOf(each) === undefined)
  expect(silent.map(titleOf)).toEqual([])
})

test('each reason is of something that is not reported', () => {
  const silent = CASES.filter((each) => letters.get(each) === '.')
  const spoken = new Set(silent.map(silenceOf))
  const needless = SILENCES.filter((_, index) => !spoken.has(index + 1))
  expect(needless).toEqual([])
  // A name that is misspelled would be of nothing as well.
  for (const silence of SILENCES) expect(CASES.some((each) => isAbout(silence, each))).toBe(true)
})

test('rules-docs/coverage.md shows what is reported', async () => {
  await expect(await coveragePage(letters, page)).toMatchFileSnapshot(page)
})

test('the typed programs have the types that they are about', () => {
  expect(typeErrors()).toEqual([])
})

test('each leak says where it is', () => {
  const without = CASES.filter(({ leak }) => leak.marked.size === 0)
  expect(without.map(titleOf)).toEqual([])
})
