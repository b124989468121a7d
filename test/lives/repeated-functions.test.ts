import { expect, test } from 'vitest'

import { callsIn, callsOf } from '../../src/lives/calls.js'
import {
  conditionBefore,
  isLookedAtBefore,
  isRunByConstructor,
  isUpdate,
  repeatsOf,
  runsOnEvent,
  type Repeats,
} from '../../src/lives/repeated-functions.js'
import { isConstructor } from '../../src/lives/runs.js'
import { enclosingFunction } from '../../src/syntax/functions.js'
import { parseFile } from '../parse-file.js'

const inClass = (members: string): string => `class A { ${members} }`

test.each<[string, Repeats]>([
  // by a listener
  ['constructor(bus) { bus.on("change", () => this.m()) } m() {}', 'surely'],
  ['constructor(bus) { bus.on("change", this.m) } m() {}', 'surely'],
  ['constructor(bus) { bus.addEventListener("scroll", this.m.bind(this)) } m() {}', 'surely'],
  ['constructor(bus) { bus.on("change", () => { if (a) this.m() }) } m() {}', 'perhaps'],
  ['constructor(bus) { bus.on("change", () => { if (a) return; this.m() }) } m() {}', 'perhaps'],
  ['constructor(bus) { bus.on("change", () => a && this.m()) } m() {}', 'perhaps'],
  ['constructor(bus) { bus.on("change", () => a(() => this.m())) } m() {}', 'unknown'],
  ['constructor(bus) { bus.once("change", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.addEventListener("scroll", () => this.m(), { once: true }) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on("close", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on("open", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on("error", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on("secureConnect", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on(name, () => this.m()) } m() {}', 'unknown'],
  // by others that run again
  ['constructor(bus) { bus.on("change", () => this.a()) } a() { this.m() } m() {}', 'surely'],
  ['constructor(bus) { bus.on("change", () => this.a()) } a() { for (;;) this.m() } m() {}', 'perhaps'],
  ['constructor(bus) { bus.on("change", () => { if (b) this.a() }) } a() { this.m() } m() {}', 'perhaps'],
  [
    'constructor(bus) { bus.on("change", () => { if (b) this.m() }); bus.on("x", () => this.m()) } m() {}',
    'surely',
  ],
  ['constructor(bus) { bus.on("change", () => this.m()) } m() { this.m() }', 'surely'],
  // by a timer
  ['a() { setInterval(() => this.m(), 10) } m() {}', 'surely'],
  ['a() { setTimeout(() => this.m(), 10) } m() {}', 'unknown'],
  ['a() { setInterval() } m() {}', 'unknown'],
  // by a framework
  ['componentDidUpdate() { this.m() } m() {}', 'surely'],
  ['componentDidUpdate(before) { if (before.a !== this.a) this.m() } m() {}', 'surely'],
  ['ngOnChanges() { if (a) this.b() } b() { if (c) this.m() } m() {}', 'perhaps'],
  ['componentDidMount() { this.m() } m() {}', 'unknown'],
  ['m() {}', 'unknown'],
])('how often %s runs m: %s', (members, expected) => {
  const { facts, functionNamed } = parseFile(inClass(members))
  expect(repeatsOf(facts, functionNamed('m'))).toBe(expected)
})

test('in a bundle too large to follow nothing is said to run again', () => {
  const calls = Array.from({ length: 1200 }, (_, i) => `function f${String(i)}() { f${String(i + 1)}() }`)
  const { facts, functionNamed } = parseFile(`setInterval(f0, 1); ${calls.join('\n')}`)
  expect(repeatsOf(facts, functionNamed('f1'))).toBe('unknown')
})

test('updates are the members that a framework calls on each one', () => {
  const { facts, functionNamed } = parseFile(inClass('updated() {} mounted() {}'))
  expect(isUpdate(facts, functionNamed('updated'))).toBe(true)
  expect(isUpdate(facts, functionNamed('mounted'))).toBe(false)
})

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

test('calls by the function they stand in, and by the one they run', () => {
  const { facts, functionNamed, call } = parseFile(
    'top(); class A { a() { this.m(); each(() => other()) } b() { this.m(1) } m() {} }',
  )
  expect(callsIn(facts, functionNamed('a'))).toEqual(
    expect.arrayContaining([call('this.m()'), call('each(() => other())')]),
  )
  expect(callsIn(facts, functionNamed('a'))).toHaveLength(2)
  expect(callsIn(facts, undefined)).toEqual([call('top()')])
  expect(callsIn(facts, functionNamed('m'))).toEqual([])
  expect(callsOf(facts, functionNamed('m'))).toEqual([call('this.m()'), call('this.m(1)')])
  expect(callsOf(facts, functionNamed('a'))).toEqual([])
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

test.each<[string, 'flag' | 'state' | undefined]>([
  ['m() { $() }', undefined],
  ['m(a) { if (a) $() }', undefined],
  ['m() { if (this.a) return; this.a = true; $() }', 'flag'],
  ['m() { if (this.a) throw b; this.a = true; $() }', 'flag'],
  ['m() { if (!this.a) { this.a = true; $() } }', 'flag'],
  ['m() { this.a && $() } n() { this.a = 1 }', 'flag'],
  ['m() { this.a ? $() : b } n() { this.a++ }', 'flag'],
  ['m() { if (b(this.a)) return; $() } n() { this.a = 1 }', 'flag'],
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

test('a constructor is one by its kind, not by its name', () => {
  const { facts, call } = parseFile('class A { constructor() { a() } static constructor() { b() } }')
  expect(facts.nodes.functions.map(isConstructor)).toEqual([true, false])
  expect(enclosingFunction(call('a()'))).toBe(facts.nodes.functions[0])
})
