import { expect, test } from 'vitest'

import { runsEachTime, runsOnce } from '../../src/lives/repetition.js'
import { reschedules } from '../../src/analysis/rescheduling.js'
import { parseFile } from '../parse-file.js'

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

test.each([
  ['function f() { $() } f()', true],
  ['const f = () => { $() }; f()', true],
  ['function f() { x(() => $()) } f()', true],
  ['function f() { $() } f(); f()', false],
  ['function f() { $() } function g() { f() }', false],
  ['function f() { $() } x(f)', false],
  ['export function f() { $() }', false],
  ['function f() { $() }', false],
  ['class A { m() { $() } }', false],
  ['$()', false],
])('once: %s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  expect(runsOnce(facts, call('$()'))).toBe(expected)
})

test.each([
  ['function f() { setTimeout(f) }', 'always'],
  ['const f = () => { x(); setTimeout(f) }', 'always'],
  ['class A { m() { setTimeout(this.m) } }', 'always'],
  ['class A { m() { setTimeout(() => this.m()) } }', 'always'],
  ['class A { m() { setTimeout(() => { x(); this.m() }) } }', 'always'],
  ['function f() { setTimeout(g) } function g() { f() }', 'always'],
  ['function f() { if (a) setTimeout(f) }', 'sometimes'],
  ['function f() { if (a) return; setTimeout(f) }', 'sometimes'],
  ['class A { m() { setTimeout(() => { if (a) this.m() }) } }', 'sometimes'],
  ['function f() { setTimeout(g) } function g() { h() } function h() { f() }', 'sometimes'],
  ['function f() { setTimeout(g) } function g() {}', 'no'],
  ['function f() { setTimeout() }', 'no'],
  ['setTimeout(f); function f() {}', 'no'],
  ['function f() { setTimeout(x) }', 'no'],
])('starts itself again: %s: %s', (code, expected) => {
  const { facts } = parseFile(code)
  const [call] = facts.nodes.calls.get('setTimeout') ?? []
  expect(call && reschedules(facts, call)).toBe(expected)
})
