import { expect, test } from 'vitest'

import { dutiesOfAnnotations } from '../../../src/ledger/sources/annotations.js'
import { dutiesIn } from '../duties-in.js'

test.each([
  [
    'class A { l?: Disposable; m(s) { this.l = s.onDidChange(f) } }',
    ['s.onDidChange(f): likely value dispose'],
  ],
  ['class A { l: IDisposable | undefined; m(s) { this.l = s.on(f) } }', ['s.on(f): likely value dispose']],
  [
    'class A { l: Unsubscribable | null = null; m(s) { this.l = s.watch(f) } }',
    ['s.watch(f): likely value unsubscribe'],
  ],
  // What is there already, what was given, and other types.
  ['class A { l?: Disposable; m(s) { this.l = s.getListener() } }', []],
  ['class A { l?: Disposable; m(s) { this.l = s } }', []],
  ['class A { l?: Listener; m(s) { this.l = s.on(f) } }', []],
  ['class A { static l?: Disposable; m(s) { this.l = s.on(f) } }', []],
  ['class A { l; m(s) { this.l = s.on(f) } }', []],
])('%s', (code, expected) => {
  expect(dutiesIn(dutiesOfAnnotations, code)).toEqual(expected)
})
