import { expect, test } from 'vitest'

import { doesRelease, isReleasingName } from '../../../src/ledger/closings.js'
import { dutiesOfClasses } from '../../../src/ledger/sources/classes.js'
import { parseFile } from '../../parse-file.js'
import { dutiesIn } from '../duties-in.js'

test.each([
  [
    'class X { w = new Worker("a.js"); close() { this.w.terminate() } }; new X()',
    ['new X(): yes value close'],
  ],
  [
    'class X { t = setInterval(f, 9); stop() { clearInterval(this.t) } }; new X()',
    ['new X(): yes value stop'],
  ],
  [
    'class X { close() { this.#end() } #w = new Worker("a"); #end() { this.#w.terminate() } }; new X()',
    ['new X(): yes value close'],
  ],
  // What it ends may be another's.
  ['class X { dispose() { f.close() } }; new X()', ['new X(): unknown value dispose']],
  ['class X { dispose() { tidy() } }; new X()', ['new X(): unknown value dispose']],
  ['class A { dispose() { f.close() } } class X extends A {}; new X()', ['new X(): unknown value dispose']],
  ['class X { dispose() {} }; new X()', []],
  ['class X { dispose() { this.map.clear() } }; new X()', []],
  ['class X { dispose(all: boolean) { f.close() } }; new X()', []],
  ['class X { static dispose() { f.close() } }; new X()', []],
  ['new Unknown()', []],
  ['import { Client } from "./client.js"; new Client()', ['new Client(): unknown value close']],
  ['import { ClientError } from "./client.js"; new ClientError()', []],
])('%s', (code, expected) => {
  expect(dutiesIn(dutiesOfClasses, code)).toEqual(expected)
})

test('a class that owns one that owns a worker', () => {
  const code = `
class Inner { w = new Worker("a.js"); close() { this.w.terminate() } }
class Outer { inner = new Inner(); dispose() { this.inner.close() } }
new Outer()`
  expect(dutiesIn(dutiesOfClasses, code)).toEqual([
    'new Inner(): yes value close',
    'new Outer(): yes value dispose',
  ])
})

test.each([
  ['', 'no'],
  ['this.x = null', 'no'],
  ['this.map.clear(); this.set.delete(1); console.log(1); logger.info(1)', 'no'],
  ['return Promise.resolve()', 'no'],
  ['throw new Error()', 'no'],
  ['clearInterval(this.x)', 'yes'],
  ['for (const each of this.all) each.dispose()', 'yes'],
  ['this.other()', 'yes'],
  ['this.unknown()', 'unknown'],
  ['super.dispose()', 'unknown'],
  ['tidy()', 'unknown'],
])('a method that does `%s` releases: %s', (body, expected) => {
  const { facts, functionNamed } = parseFile(
    `class A extends B { dispose() { ${body} } other() { this.socket.end() } }`,
  )
  expect(doesRelease(facts, functionNamed('dispose'))).toBe(expected)
})

test.each([
  ['close', true],
  ['removeListener', true],
  ['kill', true],
  ['clear', false],
  ['delete', false],
  ['closest', false],
])('%s: %s', (name, expected) => {
  expect(isReleasingName(name)).toBe(expected)
})
