import { expect, test } from 'vitest'

import { duties } from '../../../src/ledger/duties.js'
import { asOpened, resource } from '../../../src/protocols/resources/protocol.js'
import { dutiesIn } from '../duties-in.js'

const WORKER = 'new Worker("a.js")'

/** The duties of calls of `get`, where `make()` stands for the making of a worker. */
function handedOut(code: string): string[] {
  return dutiesIn(
    (facts) => duties(facts).filter(({ source }) => source === 'factory'),
    code.replaceAll('make()', WORKER),
  )
}

test.each([
  ['returned', 'function get() { return make() } get()', ['get(): yes value terminate']],
  [
    'each call',
    'function get() { return make() } get(1); get(2)',
    ['get(1): yes value terminate', 'get(2): yes value terminate'],
  ],
  ['an arrow function', 'const get = () => make(); get()', ['get(): yes value terminate']],
  ['awaited', 'async function get() { return await make() } await get()', ['get(): yes value terminate']],
  [
    'in a variable first',
    'function get() { const a = make(); return a } get()',
    ['get(): yes value terminate'],
  ],
  [
    'used first',
    'function get() { const a = make(); a.postMessage(1); return a } get()',
    ['get(): yes value terminate'],
  ],
  [
    'a method',
    'class A { get() { return make() } run() { this.get() } }',
    ['this.get(): yes value terminate'],
  ],
  ['asserted', 'function get() { return make() as Thing } get()', ['get(): yes value terminate']],
  [
    'or nothing',
    'function get(x) { if (x) return null; return make() } get()',
    ['get(): yes value terminate'],
  ],
  [
    'handed out again',
    'function get() { return make() } function b() { return get() } b()',
    ['get(): yes value terminate', 'b(): yes value terminate'],
  ],
  [
    'a member of the result',
    'function get() { const a = make(); return { a, id: 1 } } get()',
    ['get(): yes member.a terminate'],
  ],
  ['made as a member', 'function get() { return { a: make() } } get()', ['get(): yes member.a terminate']],
  [
    'the release',
    'function get() { const a = make(); return () => a.terminate() } get()',
    ['get(): yes member. call'],
  ],
  [
    'a method that releases',
    'function get() { const a = make(); return { stop: () => a.terminate(), id: 1 } } get()',
    ['get(): yes value stop'],
  ],
  [
    'taken out',
    'function get() { const a = make(); return { stop() { a.terminate() } } } const { stop } = get()',
    ['get(): yes member.stop stop'],
  ],
  [
    'to a callback',
    'function get(f) { const a = make(); f(a) } get((w) => w.postMessage(1))',
    ['get((w) => w.postMessage(1)): yes parameter terminate'],
  ],
  [
    'what a promise brings',
    'function get() { return new Promise((done, fail) => { const a = make(); a.once("error", fail); a.once("online", () => done(a)) }) } get()',
    ['get(): yes value terminate'],
  ],
  [
    'a member of what a promise brings',
    'const get = () => new Promise((done) => { const a = make(); go(() => done({ a, id: 1 })) }); get()',
    ['get(): yes member.a terminate'],
  ],
  [
    'a method of what a promise brings',
    'function get() { return new Promise((done) => { const a = make(); go(() => done({ end: () => a.terminate() })) }) } get()',
    ['get(): yes value end'],
  ],
])('%s: %s', (_name, code, expected) => {
  expect(handedOut(code).sort()).toEqual([...expected].sort())
})

test.each([
  ['not returned', 'function get() { make() } get()'],
  ['perhaps something else', 'function get(x) { if (cached) return cached; return make() } get(x)'],
  ['what it answers is used', 'function get() { return make().id } get()'],
  ['by a callback', 'function get() { return run(() => make()) } get()'],
  ['another function of that name', 'function get() { return make() } function f(get) { get() }'],
  ['a method of something else', 'class A { get() { return make() } } function f(map) { map.get() }'],
  ['never called', 'function get() { return make() }'],
  ['kept as well', 'function get() { const a = make(); all.push(a); return a } get()'],
  ['shared', 'function get() { const a = make(); shared = a; return a } get()'],
  ['ended by its own event', 'function get() { const a = make(); a.on("end", done); return a } get()'],
  [
    'ended by an event',
    'function get() { const a = make(); on("end", () => a.terminate()); return a } get()',
  ],
  [
    'brought by a promise that nobody gets',
    'function get() { all = new Promise((done) => { const a = make(); done(a) }) } get()',
  ],
  [
    'one of two promises',
    'function get(x) { if (x) return all; return new Promise((done) => { const a = make(); done(a) }) } get()',
  ],
  [
    'a promise that others settle',
    'function get() { return new Promise((done) => { const a = make(); wait(done); done(a) }) } get()',
  ],
  [
    'a promise that brings something else as well',
    'function get(x) { return new Promise((done) => { const a = make(); if (x) done(x.b); else done(a) }) } get()',
  ],
  [
    'ended where the promise fails',
    'function get() { return new Promise((done, fail) => { const a = make(); go((e) => { a.terminate(); fail(e) }); done(a) }) } get()',
  ],
  ['ended before it leaves', 'function get(f) { const a = make(); f(a); a.terminate() } get((w) => w.go())'],
])('nothing: %s: %s', (_name, code) => {
  expect(handedOut(code)).toEqual([])
})

test('what a function hands out is open already, and closed in the same way', () => {
  const kind = resource({
    noun: 'thing',
    acquire: { name: 'make', form: 'function', opensBy: 'open' },
    methods: ['close'],
    example: 'make()',
  })
  expect(asOpened(kind).acquire).toEqual({ name: 'make', form: 'function' })
  expect(asOpened(kind).methods).toEqual(['close'])
})
