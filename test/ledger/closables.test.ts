import { expect, test } from 'vitest'

import { closableOf, doesRelease, isReleasingName } from '../../src/ledger/closables.js'
import type { CallNode } from '../../src/cells/file-facts.js'
import { parseFile } from '../parse-file.js'
import { programOf } from '../program-of.js'

function closableIn(code: string, made: string, typed: boolean): string | undefined {
  const { facts, node } = parseFile(code, { language: 'ts', ...(typed && { program: programOf(code) }) })
  const closable = closableOf(facts, node(made) as CallNode)
  return closable && `${closable.basis} ${closable.protocol.noun} ${closable.protocol.methods[0] ?? ''}`
}

test.each([
  ['new Worker("a.js")', 'new Worker("a.js")', 'row worker terminate'],
  ['class X { dispose() { f.close() } }; new X()', 'new X()', 'class X dispose'],
  ['class X { close() { this.#end() } #end() { f.close() } }; new X()', 'new X()', 'class X close'],
  ['class X { dispose() {} }; new X()', 'new X()', undefined],
  ['class X { dispose() { this.map.clear() } }; new X()', 'new X()', undefined],
  ['class X { dispose(all: boolean) { f.close() } }; new X()', 'new X()', undefined],
  ['class X { static dispose() { f.close() } }; new X()', 'new X()', undefined],
  ['new Unknown()', 'new Unknown()', undefined],
])('%s', (code, made, expected) => {
  expect(closableIn(code, made, false)).toBe(expected)
  expect(closableIn(code, made, true)).toBe(expected)
})

test.each([
  [
    'declare function create(): { dispose(): void }; create()',
    'create()',
    'type { dispose(): void; } dispose',
  ],
  [
    'interface P { close(): void }; declare function create(): Promise<P>; await create()',
    'create()',
    'type P close',
  ],
  // What is handed out was there before; an observer goes with what it observes; an array closes nothing.
  ['declare function find(): { dispose(): void }; find()', 'find()', undefined],
  ['declare function create(): { disconnect(): void }; create()', 'create()', undefined],
  ['declare function create(): { close(code: number): void }; create()', 'create()', undefined],
  ['declare function create(): any; create()', 'create()', undefined],
])('by type: %s', (code, made, expected) => {
  expect(closableIn(code, made, true)).toBe(expected)
  expect(closableIn(code, made, false)).toBe(undefined)
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
