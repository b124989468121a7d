import { expect, test } from 'vitest'

import { isLookedAtBefore, isRunByConstructor, runsOnEvent } from '../../src/analysis/looked-at-before.js'
import { parseFile } from '../parse-file.js'

const inClass = (members: string): string => `class A { ${members} }`

test.each([
  ['constructor(bus) { bus.on("blur", () => this.m()) } m() { $() }', true],
  ['constructor(bus) { bus.on("blur", () => this.a()) } a() { this.m() } m() { $() }', true],
  ['constructor(bus) { bus.once("close", () => this.m()) } m() { $() }', true],
  ['constructor(bus) { bus.on(name, () => this.m()) } m() { $() }', true],
  ['constructor(bus) { bus.on("destroy", () => this.m()) } m() { $() }', false],
  ['constructor(bus) { bus.on("focus", () => this.a()) } a() {} m() { $() }', false],
  ['constructor(bus) { this.m() } m() { $() }', false],
])('by an event: %s: %s', (members, expected) => {
  const { facts, call } = parseFile(inClass(members))
  expect(runsOnEvent(facts, call('$()'))).toBe(expected)
})

test.each([
  ['m() { $() }', false],
  ['m() { this.x.close(); $() }', true],
  ['m() { $(); this.x.close() }', false],
  ['m() { this.x = null; $() }', false],
  ['m() { this.y.close(); $() }', false],
  ['m() { const { x } = this; x.close(); $() }', true],
  ['m() { this.a(); $() } a() { this.x.close() }', true],
  ['m() { this.a(); $() } a() { this.b() } b() { this.x.close() }', true],
  ['m() { this.a(); $() } a() { this.y.close() } b() { this.x }', false],
  ['m() { then(() => { this.a(); $() }) } a() { this.x.close() }', true],
  ['m() { this.stop(); $() } a() { this.x }', true],
  ['m() { super.dispose(); $() } a() { this.x }', true],
  ['m() { this.reset(); $() } a() { this.x }', true],
  ['m() { clearAll(this); $() } a() { this.x }', true],
  ['m() { this.render(); $() } a() { this.x }', false],
  ['m() { other.stop(); $() } a() { this.x }', false],
  ['a() { this.x.close(); this.m() } m() { $() }', true],
  ['a() { this.m(); this.x.close() } m() { $() }', false],
  ['a() { this.x.close(); this.b() } b() { this.m() } m() { $() }', true],
  ['m() { this.m(); $() }', false],
])('looked at before: %s: %s', (members, expected) => {
  const { facts, node, call } = parseFile(inClass(`${members} read() { return this.x }`))
  const place = facts.places.placeOf(node('this.x', 1)) ?? ''
  expect(isLookedAtBefore(facts, place, call('$()'))).toBe(expected)
})

test('outside of members nothing is looked at', () => {
  const { facts, call } = parseFile('x.close(); $()')
  expect(isLookedAtBefore(facts, 'g:x', call('$()'))).toBe(false)
})

test.each([
  ['constructor() { this.m() } m() {}', true],
  ['constructor() { this.a() } a() { this.m() } m() {}', true],
  ['constructor() { this.a() } a() {} m() {}', false],
  ['a() { this.m() } m() {}', false],
])('run by the constructor: %s: %s', (members, expected) => {
  const { facts, functionNamed } = parseFile(inClass(members))
  expect(isRunByConstructor(facts, functionNamed('m'))).toBe(expected)
})

test('the constructor of another class runs nothing of this one', () => {
  const { facts, functionNamed } = parseFile('class A { m() {} } class B { constructor() { this.m() } }')
  expect(isRunByConstructor(facts, functionNamed('m'))).toBe(false)
})
