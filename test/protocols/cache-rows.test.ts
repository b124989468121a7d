import { readFileSync } from 'node:fs'

import { Linter, type Rule } from 'eslint'
import { describe, expect, test } from 'vitest'

import { CACHE_ROWS } from '../../src/protocols/caches.js'
import { requireCacheLimit } from '../../src/rules/require-cache-limit.js'
import { cacheExample } from './cache-example.js'

function reportsOf(code: string, options: { likely?: boolean } = {}): string[] {
  const messages = new Linter().verify(
    code,
    {
      files: ['**'],
      plugins: { leaks: { rules: { rule: requireCacheLimit as unknown as Rule.RuleModule } } },
      rules: { 'leaks/rule': ['error', options] },
    },
    'file.js',
  )
  return messages.map(({ ruleId, messageId, message }) => (ruleId === null ? message : (messageId ?? '')))
}

const page = readFileSync(new URL('../../rules-docs/require-cache-limit.md', import.meta.url), 'utf8')

const DEFAULTS = { unbounded: 'no limit', bounded: 'a limit', unsure: 'depends' } as const

/** The table's rows: the code spans of each, and what is said of the default. */
const tableRows = page.split('\n').flatMap((line) => {
  const [, library = '', byDefault = '', bounds = ''] = line.split('|').map((cell) => cell.trim())
  const isOfCache = Object.values(DEFAULTS).some((each) => byDefault.startsWith(each))
  return isOfCache
    ? [
        {
          modules: spansOf(library),
          byDefault,
          bounds: spansOf(bounds).map((each) => each.replace(/:.*/, '')),
        },
      ]
    : []
})

function spansOf(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

describe.each(CACHE_ROWS.map((row) => [row.exports[0] ?? '', row] as const))('%s', (_title, row) => {
  const unbounded = row.example === '' ? [] : row.exports
  test.each(unbounded)('without a limit, by %s', (exported) => {
    const code = cacheExample(row, exported, 'unbounded')
    expect(reportsOf(code), code).toEqual([
      row.seeming.size > 0 && hasOptions(row.example) ? 'noLimit' : 'unbounded',
    ])
  })

  test.each(row.exports)('with a limit, by %s', (exported) => {
    const code = cacheExample(row, exported, 'bounded')
    expect(reportsOf(code, { likely: true }), code).toEqual([])
  })

  test('is on the page, with its default and all that bounds it', () => {
    const [module = '', member] = (row.exports[0] ?? '').split('#')
    const name = member === undefined ? module : `${member} of ${module}`
    const found = tableRows.filter(
      ({ modules }) => modules.includes(module) && (member === undefined || modules.includes(member)),
    )
    expect(found.length, name).toBeGreaterThan(0)
    expect(
      found.some(
        ({ byDefault, bounds }) =>
          byDefault.startsWith(DEFAULTS[row.byDefault]) &&
          [...row.bounds.keys()].every((each) => bounds.includes(each)),
      ),
    ).toBe(true)
  })
})

/** Whether an example is given more than what it wraps. */
function hasOptions(example: string): boolean {
  return /\{|\(\d/.test(example)
}

test('no two rows are of the same export', () => {
  const exported = CACHE_ROWS.flatMap((row) => row.exports)
  expect(new Set(exported).size).toBe(exported.length)
})

test('what is suggested is an option that bounds', () => {
  for (const { suggested, bounds } of CACHE_ROWS) {
    if (suggested) expect(bounds.has(suggested.option)).toBe(true)
  }
})

test('the page names no library that no row knows', () => {
  const known = new Set(CACHE_ROWS.flatMap(({ exports }) => exports.flatMap((each) => each.split('#'))))
  expect(tableRows.flatMap(({ modules }) => modules).filter((each) => !known.has(each))).toEqual([])
})
