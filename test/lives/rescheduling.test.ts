import { expect, test } from 'vitest'

import { reschedules } from '../../src/lives/repetition/rescheduling.js'
import { parseFile } from '../parse-file.js'

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
