import { expect, test } from 'vitest'

import { dutiesOfGenerators } from '../../src/ledger/sources/generators.js'
import { dutiesOfHandles } from '../../src/ledger/sources/registered/handles.js'
import { dutiesOfInverses, endsOfReceiver } from '../../src/ledger/sources/inverse.js'
import { dutiesOfParameters } from '../../src/ledger/sources/parameters.js'
import { dutiesOfRows } from '../../src/ledger/sources/rows.js'
import { parseFile } from '../parse-file.js'
import { dutiesIn } from './duties-in.js'

test.each([
  ['function f() { door.lock(); door.unlock() }', ['door.lock(): likely receiver unlock']],
  [
    'function f() { door.lock(); try { g() } finally { door.unlock() } }',
    ['door.lock(): likely receiver unlock'],
  ],
  [
    'class A { f() { this.q.acquire() } g() { this.q.release() } }',
    ['this.q.acquire(): likely receiver release'],
  ],
  ['function f() { const id = q.acquire(); q.release(id) }', ['q.acquire(): likely value release']],
  [
    'function f() { launchBrowser(); g(); closeBrowser() }',
    ['launchBrowser(): likely receiver closeBrowser'],
  ],
  // A switch may be left on.
  ['function f() { a.open() } function g() { a.close() }', ['a.open(): unknown receiver close']],
  [
    'function f() { a.pauseEvents(); g(); a.resumeEvents() }',
    ['a.pauseEvents(): unknown receiver resumeEvents'],
  ],
  // Said of much else: only what is given back is begun.
  [
    'class A { m() { this.t = bus.register(f); bus.register(g) } end() { bus.unregister(this.t) } }',
    ['bus.register(f): likely value unregister', 'bus.register(g): likely value unregister'],
  ],
  ['function f() { plugins.register(a); plugins.unregister(b) }', []],
  [
    'async function f() { const c = await pool.checkOut(); pool.checkIn(c) }',
    ['pool.checkOut(): likely value checkIn'],
  ],
  ['function f() { door.lock(); other.unlock() }', []],
  ['function f() { a.opened(); a.closed() }', []],
  ['function f() { list.push(1); list.pop() }', []],
  ['function f() { a.on("x", g); a.off("x", g) }', []],
])('inverse: %s', (code, expected) => {
  expect(dutiesIn(dutiesOfInverses, code)).toEqual(expected)
})

test('what undoes a receiver is called on it', () => {
  const { facts, call } = parseFile('function f() { door.lock(); door.unlock(); other.unlock() }')
  const [duty] = dutiesOfInverses(facts)
  expect(duty && endsOfReceiver(facts, duty)).toEqual([call('door.unlock()')])
})

const GENERATOR = 'function* gen() { try { yield 1 } finally { end() } }'

test.each([
  [`${GENERATOR} function f() { const it = gen(); it.next() }`, ['gen(): yes value return']],
  [`${GENERATOR} function f() { for (const x of gen()) g(x) }`, []],
  [`${GENERATOR} function f() { const it = gen(); it.next(); for (const x of it) g(x) }`, []],
  ['function* gen() { yield 1 } function f() { const it = gen(); it.next() }', []],
])('generator: %s', (code, expected) => {
  expect(dutiesIn(dutiesOfGenerators, code)).toEqual(expected)
})

test.each([
  [
    'function f() { pool.take((c) => c.release()); pool.take((c) => c.query()) }',
    [
      'pool.take((c) => c.release()): likely parameter release',
      'pool.take((c) => c.query()): likely parameter release',
    ],
  ],
  // What is there before and after, one of several may end for a reason of its own.
  [
    'function f() { pool.apply((c) => c.release()); pool.apply((c) => c.query()) }',
    [
      'pool.apply((c) => c.release()): unknown parameter release',
      'pool.apply((c) => c.query()): unknown parameter release',
    ],
  ],
  ['function f() { pool.take((c) => c.release()) }', []],
  ['function f() { list.forEach((c) => c.close()); list.forEach((c) => c.go()) }', []],
  ['function f() { s.on("a", (c) => c.close()); s.on("b", (c) => c.go()) }', []],
  // the second does not take what it gets
  [
    'function f() { pool.take((a, c) => c.release()); pool.take((c) => c.query()) }',
    [
      'pool.take((a, c) => c.release()): likely parameter release',
      'pool.take((c) => c.query()): likely parameter release',
    ],
  ],
])('parameter: %s', (code, expected) => {
  expect(dutiesIn(dutiesOfParameters, code)).toEqual(expected)
})

test.each([
  ['const t = setInterval(f, 9)', ['setInterval(f, 9): yes value clearInterval']],
  ['const t = setTimeout(f, 60000)', ['setTimeout(f, 60000): yes value clearTimeout']],
  ['const o = new ResizeObserver(f); o.observe(x)', ['new ResizeObserver(f): yes value disconnect']],
  ['const t = setTimeout(f, 9)', ['setTimeout(f, 9): yes value clearTimeout']],
  ['setInterval(f, 9)', ['setInterval(f, 9): yes value clearInterval']],
  ['import { setInterval } from "./own.js"; const t = setInterval(f, 9)', []],
])('handle: %s', (code, expected) => {
  expect(dutiesIn(dutiesOfHandles, code)).toEqual(expected)
})

test.each([
  ['new api.Client()', ['new api.Client(): yes value end']],
  ['new Client()', ['new Client(): yes value end']],
  ['api.Client()', ['api.Client(): yes value end']],
  ['new api.Server()', []],
])('a row of the settings: %s', (code, expected) => {
  const settings = { protocols: [{ acquire: 'Client', release: ['end'] }] }
  expect(dutiesIn(dutiesOfRows, code, { settings })).toEqual(expected)
})
