import { expect, test } from 'vitest'

import { inheritedMethod } from '../../src/types/inherited-method.js'
import { parseFile } from '../parse-file.js'
import { programOf } from '../program-of.js'

test.each([
  ['class B { dispose() { x.close() } }', 'dispose', 'yes'],
  ['class C { dispose() { [1].forEach(() => x.close()) } } class B extends C {}', 'dispose', 'yes'],
  ['class B { [Symbol.dispose]() { x.close() } }', 'Symbol.dispose', 'yes'],
  ['class B { dispose(): void; dispose(a?: 1): void { close(a) } }', 'dispose', 'yes'],
  ['class B { dispose() {} }', 'dispose', 'no'],
  ['class B { dispose() { throw 1 } }', 'dispose', 'no'],
  ['class B { dispose() { console.log(1) } }', 'dispose', 'no'],
  ['abstract class B { abstract dispose(): void }', 'dispose', 'no'],
  ['class B {}', 'dispose', 'no'],
  ['class B {}', 'Symbol.dispose', 'no'],
  ['class B { dispose() { other() } }', 'dispose', 'unknown'],
  ['class B { dispose() { this.close() } close() {} }', 'dispose', 'unknown'],
  ['class B { dispose() { x["close"]() } }', 'dispose', 'unknown'],
  ['declare class B { dispose(): void }', 'dispose', 'unknown'],
  ['class B { dispose = () => close() }', 'dispose', 'unknown'],
  ['declare const B: any', 'dispose', 'unknown'],
])('%s: %s %s', (base, name, expected) => {
  const code = `${base}\nclass A extends B {}`
  const { facts } = parseFile(code, { language: 'ts', program: programOf(code) })
  const node = facts.nodes.classes.find(({ id }) => id?.name === 'A')
  expect(
    facts.types && node && inheritedMethod(facts.types, node, name, (called) => called === 'close'),
  ).toBe(expected)
})

test('a class that extends nothing inherits nothing', () => {
  const code = 'class A {}'
  const { facts } = parseFile(code, { language: 'ts', program: programOf(code) })
  const [node] = facts.nodes.classes
  expect(facts.types && node && inheritedMethod(facts.types, node, 'close', () => true)).toBe('no')
})
