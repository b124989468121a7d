import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { resourceProtocols } from '../src/protocols/resources.js'
import type { ResourceProtocol } from '../src/protocols/resources/protocol.js'

interface TableRow {
  acquiredBy: readonly string[]
  releasedBy: readonly string[]
  releasedNowhere: string
}

const page = readFileSync(new URL('../rules-docs/require-release.md', import.meta.url), 'utf8')

/** The rows of the page's tables of resources: the words that its code spans are made of. */
const tableRows = page.split('\n').flatMap((line): TableRow[] => {
  const [, acquiredBy = '', releasedBy = '', releasedNowhere = ''] = line
    .split('|')
    .map((cell) => cell.trim())
  if (releasedNowhere !== 'reported' && releasedNowhere !== 'likely') return []
  return [{ acquiredBy: wordsOf(acquiredBy), releasedBy: wordsOf(releasedBy), releasedNowhere }]
})

/** The words in code spans; `tensor1d()` to `tensor4d()` stands for what is between them, too. */
function wordsOf(cell: string): string[] {
  const spans = [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
  const numbered = /`(\w+?)(\d)(\w*)\(\)` to `\1(\d)\3\(\)`/.exec(cell)
  const [, before = '', first = '', after = '', last = ''] = numbered ?? []
  const between = Array.from(
    { length: numbered ? Number(last) - Number(first) + 1 : 0 },
    (_, index) => `${before}${String(Number(first) + index)}${after}`,
  )
  return [...spans, ...spans.flatMap((code) => code.match(/[\w$]+/g) ?? []), ...between]
}

/** Modules that go by the name of another one on the page, or only by the name of their library. */
function isOfModule({ acquiredBy }: TableRow, { acquire: { modules } }: ResourceProtocol): boolean {
  return (
    modules === undefined ||
    acquiredBy.some((word) => modules.some((module) => module === word || module.startsWith(`${word}/`)))
  )
}

describe.each(resourceProtocols().map((row) => [`${row.noun}: ${row.example}`, row] as const))(
  '%s',
  (_title, row) => {
    const { acquire, methods, functions, isLongLived, result } = row
    const named = tableRows.filter((each) => each.acquiredBy.includes(acquire.name))

    test('the page says what acquires it', () => {
      const ofModule = named.filter((each) => isOfModule(each, row))
      expect(ofModule.length, acquire.modules?.join(', ')).toBeGreaterThan(0)
    })

    test('the page says what releases it, and what becomes of it otherwise', () => {
      const release = methods[0] ?? functions[0]
      const isLikely = isLongLived || result.as === 'argument'
      expect(
        named.filter(
          (each) =>
            isOfModule(each, row) &&
            release !== undefined &&
            each.releasedBy.includes(release) &&
            each.releasedNowhere === (isLikely ? 'likely' : 'reported'),
        ),
      ).not.toEqual([])
    })
  },
)

test('the page names nothing that no row knows', () => {
  const known = new Set(resourceProtocols().map(({ acquire }) => acquire.name))
  const unknown = tableRows.filter(({ acquiredBy }) => !acquiredBy.some((word) => known.has(word)))
  expect(unknown).toEqual([])
  expect(tableRows.length).toBeGreaterThan(50)
})
