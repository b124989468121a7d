import { expect, test } from 'vitest'

import { dutiesLearned } from '../../../src/ledger/sources/learned.js'
import { dutiesIn } from '../duties-in.js'

const learnedIn = (code: string): string[] => dutiesIn(dutiesLearned, code)

test.each([
  ['its own end', 'function f() { const a = open(); a.close() }', ['open(): likely value close']],
  [
    'awaited',
    'async function f() { const a = await open(); await a.close() }',
    ['open(): likely value close'],
  ],
  [
    'in a finally',
    'function f() { const a = open(); try { x(a) } finally { a.close() } }',
    ['open(): likely value close'],
  ],
  ['no verb is asked for', 'function f() { const a = sketch(); a.free() }', ['sketch(): likely value free']],
  [
    'what fills another stream, which ends it',
    'const f = (s) => new Observable((to) => { const a = s.subscribe(to); return () => a.unsubscribe() }); const h = (s) => new Observable((to) => { s.subscribe(to) })',
    ['s.subscribe(to): no value unsubscribe', 's.subscribe(to): no value unsubscribe'],
  ],
  [
    'what hands on to another stream by hand, which ends nothing',
    'const f = (s) => new Observable((to) => { const a = s.subscribe(to); return () => a.unsubscribe() }); const h = (s) => new Observable((to) => { s.subscribe({ next: (v) => to.next(v) }) })',
    [
      's.subscribe(to): no value unsubscribe',
      's.subscribe({ next: (v) => to.next(v) }): likely value unsubscribe',
    ],
  ],
  [
    'a construction',
    'function f() { const a = new Session(); a.close() }',
    ['new Session(): likely value close'],
  ],
  [
    'of the same maker',
    'import { grid } from "g"; function f() { const a = grid(1); a.free() } function g() { grid(2) }',
    ['grid(1): likely value free', 'grid(2): likely value free'],
  ],
  [
    'twice',
    'import { grid } from "g"; function f() { const a = grid(1); a.free() } function g() { const a = grid(2); a.free() }',
    ['grid(1): likely value free', 'grid(2): likely value free'],
  ],
  [
    'by who made it',
    'function f(owner) { const a = owner.alloc(); owner.free(a) }',
    ['owner.alloc(): likely value free'],
  ],
  [
    'a part of it',
    'function f(owner) { const a = owner.alloc(); owner.free(a.id) }',
    ['owner.alloc(): likely value free'],
  ],
  ['called', 'function f() { const stop = watch(); stop() }', ['watch(): likely member. call']],
  [
    'a field',
    'class A { f() { this.a = open() } dispose() { this.a.close() } g() { const a = open() } }',
    ['open(): likely value close', 'open(): likely value close'],
  ],
  [
    'lent',
    'async function f(pool) { const a = await pool.getConnection(); a.release() }',
    ['pool.getConnection(): likely value release'],
  ],
])('%s: %s', (_name, code, expected) => {
  expect(learnedIn(code)).toEqual(expected)
})

test.each([
  ['never closed', 'function f() { const a = open(); a.read() }'],
  [
    'a release that means other things',
    'function f() { const a = open(); a.remove(); a.delete(1); a.clear(); a.abort() }',
  ],
  ['stopped for a while', 'function f() { const a = play(); a.stop() }'],
  ['a word of farewell', 'function f() { const a = open(); a.close(1, b) }'],
  ['the last that is written', 'function f(p) { const a = alloc(); p.end(a) }'],
  ['a property', 'function f() { const a = open(); a.close }'],
  ['another variable', 'function f(b) { const a = open(); b.close() }'],
  ['a timer', 'function f() { const a = requestAnimationFrame(g); cancelAnimationFrame(a) }'],
  ['an accessor', 'function f() { const a = getDialog(); a.close() }'],
  ['a controller', 'function f() { const a = new AbortController(); cancel(a) }'],
  ['on an early way out', 'function f() { const a = open(); if (bad) { a.close(); return } use(a) }'],
  ['while the module loads', 'const a = open(); a.close()'],
])('nothing: %s: %s', (_name, code) => {
  expect(learnedIn(code)).toEqual([])
})
