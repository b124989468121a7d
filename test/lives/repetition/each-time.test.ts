import { expect, test } from 'vitest'

import { runsEachTime } from '../../../src/lives/repetition/each-time.js'
import { parseFile } from '../../parse-file.js'

test.each([
  ['$()', true],
  ['function f() { $() }', true],
  ['function f() { x(); { $() } }', true],
  ['function f() { try { $() } finally { } }', true],
  ['function f() { $(); if (a) return }', true],
  ['function f() { if (a) $() }', false],
  ['function f() { a && $() }', false],
  ['function f() { a ? $() : b }', false],
  ['function f() { for (const a of b) $() }', false],
  ['function f() { while (a) $() }', false],
  ['function f() { switch (a) { case 1: $() } }', false],
  ['function f() { try { x() } catch { $() } }', false],
  ['function f() { if (a) return; $() }', false],
  ['function f() { if (a) throw b; $() }', false],
  ['function f() { x(() => { if (a) return }); $() }', true],
])('each time: %s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  expect(runsEachTime(facts, call('$()'))).toBe(expected)
})
