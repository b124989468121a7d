import { expect, test } from 'vitest'

import { isRunByConstructor, runsOnEvent } from '../../../src/lives/repetition/reached-from.js'
import { parseFile } from '../../parse-file.js'

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
