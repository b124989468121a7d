import { expect, test } from 'vitest'

import { dutiesOfTypes } from '../../../src/ledger/sources/types.js'
import { dutiesIn } from '../duties-in.js'

const inFunction = (declared: string, body: string): string => `${declared}; async function f() { ${body} }`

test.each([
  ['declare function create(): { dispose(): void }', 'const a = create()', 'create(): likely value dispose'],
  // No verb has to stand before the type.
  ['declare function sketch(): { close(): void }', 'const a = sketch()', 'sketch(): likely value close'],
  [
    'interface P { close(): void }; declare function make(): Promise<P>',
    'const a = await make()',
    'make(): likely value close',
  ],
  [
    'declare class K { destroy(force?: boolean): void }',
    'const a = new K()',
    'new K(): likely value destroy',
  ],
  ['declare function create(): Disposable', 'const a = create()', 'create(): yes value Symbol.dispose'],
  ['declare function sketch(): Disposable', 'const a = sketch()', 'sketch(): likely value Symbol.dispose'],
])('%s; %s', (declared, body, expected) => {
  const code = inFunction(declared, body)
  expect(dutiesIn(dutiesOfTypes, code, { typed: true })).toEqual([expected])
  expect(dutiesIn(dutiesOfTypes, code)).toEqual([])
})

test.each([
  ['an accessor', 'declare function getOne(): { dispose(): void }', 'const a = getOne()'],
  [
    'an observer goes with what it observes',
    'declare function create(): { disconnect(): void }',
    'const a = create()',
  ],
  [
    'a word to the other side',
    'declare function create(): { close(code: number): void }',
    'const a = create()',
  ],
  ['anything', 'declare function create(): any', 'const a = create()'],
  [
    'a fluent method',
    'declare class B { open(): B; close(): void }; declare const b: B',
    'const a = b.open()',
  ],
  ['handed on', 'declare function create(): { dispose(): void }', 'keep(create())'],
])('nothing: %s', (_name, declared, body) => {
  expect(dutiesIn(dutiesOfTypes, inFunction(declared, body), { typed: true })).toEqual([])
})
