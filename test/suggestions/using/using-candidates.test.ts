import { describe, expect, test } from 'vitest'

import { usingCandidates } from '../../../src/suggestions/using/using-candidates.js'
import { parseFile } from '../../parse-file.js'
import { programOf } from '../../program-of.js'

const OPEN = "import { open } from 'node:fs/promises';"

/** What a text's candidates hold, each as one line. */
function candidatesIn(code: string, options: Parameters<typeof parseFile>[1] = {}): string[] {
  const { facts } = parseFile(code, options)
  return usingCandidates(facts).map(({ resources, keepsTry, needsBlock }) =>
    [
      resources.map(({ kind, name }) => `${kind} ${name}`).join(', '),
      ...(keepsTry ? ['in try'] : []),
      ...(needsBlock ? ['in a block'] : []),
    ].join(' '),
  )
}

describe('what becomes of the statement', () => {
  test.each([
    ['const a = await open(p); try { a.x() } finally { await a.close() }', 'await using a'],
    ['const a = await open(p); try { a.x() } finally { await a.close() } return p', 'await using a'],
    ['const a = await open(p); try { a.x() } finally { await a.close() } g()', 'await using a in a block'],
    ['const a = await open(p); try { a.x() } catch {} finally { await a.close() }', 'await using a in try'],
    [
      'const a = await open(p); try { a.x() } catch {} finally { await a.close() } g()',
      'await using a in try in a block',
    ],
    ['const a = await open(p); try { a.x() } finally { g(); await a.close() }', 'await using a in try'],
    ['let a; try { a = await open(p) } catch {} finally { await a?.close() } g()', 'await using a in try'],
    ['let a; try { a = await open(p) } finally { await a?.close() } g()', 'await using a in a block'],
    [
      'const a = await open(p), p1 = 1; const b = await open(p); try { a.x(b) } finally { await a.close(); await b.close() }',
      'await using b in try',
    ],
    [
      'const a = await open(p); let b; try { b = await open(p) } finally { if (b) { await b.close() } await a.close() }',
      'await using a, await using b',
    ],
    ['g(q); const a = await open(p); try { const r = a.x() } finally { await a.close() }', 'await using a'],
    [
      'g(q); const a = await open(p); try { const q = a.x() } finally { await a.close() }',
      'await using a in a block',
    ],
  ])('%s', (body, expected) => {
    expect(candidatesIn(`${OPEN} async function f(p) { ${body} }`)).toEqual([expected])
  })
})

test('a script has no `using` at its top, a module has', () => {
  const code =
    "const { opendirSync } = require('fs'); const a = opendirSync('.'); try { a.readSync() } finally { a.closeSync() }"
  expect(candidatesIn(code, { sourceType: 'script' })).toEqual([])
  expect(candidatesIn(code, { sourceType: 'commonjs' })).toEqual([])
  expect(candidatesIn(code, { sourceType: 'module' })).toEqual(['using a'])
})

test('a name of the `catch` around it needs a block', () => {
  const inCatch = (name: string): string =>
    `${OPEN} async function f(p) { try { g() } catch (${name}) { const a = await open(p); try { const e = a.x() } finally { await a.close() } } }`
  expect(candidatesIn(inCatch('e'))).toEqual(['await using a in a block'])
  expect(candidatesIn(inCatch('other'))).toEqual(['await using a'])
})

test('a row of the settings says what is disposable', () => {
  const code = 'function f() { const a = lock(); try { a.x() } finally { a.free() } }'
  const settings = (release: string[]) => ({ settings: { protocols: [{ acquire: 'lock', release }] } })
  expect(candidatesIn(code, settings(['free']))).toEqual([])
  expect(candidatesIn(code, settings(['free', 'Symbol.dispose']))).toEqual(['using a'])
})

describe('which method disposal is', () => {
  const typed = (members: string, release: string): string[] => {
    const code = `class A { ${members} }
async function f() { const a = new A(); try { a.toString() } finally { ${release} } }`
    return candidatesIn(code, { language: 'ts', program: programOf(code) })
  }
  test.each([
    ['close() {} [Symbol.dispose]() { this.close() }', 'a.close()', ['using a']],
    ['close() { this[Symbol.dispose]() } [Symbol.dispose]() {}', 'a.close()', ['using a']],
    ['close() { free(1) } [Symbol.dispose]() { free(1) }', 'a.close()', ['using a']],
    ['close = () => {}; [Symbol.dispose]() { this.close() }', 'a.close()', ['using a']],
    ['close() { free(1) } [Symbol.dispose]() { free(2) }', 'a.close()', []],
    ['async close() {} [Symbol.dispose]() { void this.close() }', 'await a.close()', []],
    [
      'async close() {} async [Symbol.asyncDispose]() { await this.close() }',
      'await a.close()',
      ['await using a'],
    ],
    ['async close() {} async [Symbol.asyncDispose]() { await this.close() }', 'a.close()', []],
    ['declare close: () => any; [Symbol.dispose]() { this.close() }', 'a.close()', []],
  ])('%s released by %s', (members, release, expected) => {
    expect(typed(members, release)).toEqual(expected)
  })
})
