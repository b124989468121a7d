import { expect, test } from 'vitest'

import { conditionBefore } from '../../../src/lives/repetition/condition-before.js'
import { parseFile } from '../../parse-file.js'

const inClass = (members: string): string => `class A { ${members} }`

test.each<[string, 'flag' | 'elsewhere' | 'state' | undefined]>([
  ['m() { $() }', undefined],
  ['m(a) { if (a) $() }', undefined],
  ['m() { if (this.a) return; this.a = true; $() }', 'flag'],
  ['m() { if (this.a) throw b; this.a = true; $() }', 'flag'],
  ['m() { if (!this.a) { this.a = true; $() } }', 'flag'],
  ['m() { this.a && $() } n() { this.a = 1 }', 'elsewhere'],
  ['m() { this.a ? $() : b } n() { this.a++ }', 'elsewhere'],
  ['m() { if (b(this.a)) return; $() } n() { this.a = 1 }', 'elsewhere'],
  ['m() { if (this.a) return; $(); this.n() } n() { this.a = 1 }', 'flag'],
  ['m() { if (this.a) return; $(); b.on("c", this.n) } n() { this.a = 1 }', 'flag'],
  ['m(b) { if (this.a === b) return; this.a = b; $() }', undefined],
  ['m() { if (this.a) return; $() }', 'state'],
  ['constructor() { this.a = 1 } m() { if (this.a) return; $() }', 'state'],
  ['m() { if (this.options.live) $() }', 'state'],
  ['m() { $(); if (this.a) return; this.a = true }', undefined],
  ['m() { each(() => { if (this.a) return }); this.a = 1; $() }', undefined],
  ['m() { each(() => { if (this.a) return; this.a = 1; $() }) }', 'flag'],
])('a condition before: %s: %s', (members, expected) => {
  const { facts, call, functionNamed } = parseFile(inClass(members))
  expect(conditionBefore(facts, call('$()'), functionNamed('m'))).toBe(expected)
})

test.each<[string, 'flag' | undefined]>([
  ['let done = false; class A { m() { if (done) return; done = true; $() } }', 'flag'],
  ['const done = false; class A { m() { if (done) return; $() } }', undefined],
  ['class A { m() { let done = false; done = true; if (done) $() } }', undefined],
])('a variable as a flag: %s: %s', (code, expected) => {
  const { facts, call, functionNamed } = parseFile(code)
  expect(conditionBefore(facts, call('$()'), functionNamed('m'))).toBe(expected)
})
