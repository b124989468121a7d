import { expect, test } from 'vitest'

import { disposalMethods, hasTypeName } from '../../src/types/disposable.js'
import { typeIn } from './type-in.js'

test.each([
  ['{ [Symbol.dispose](): void }', ['Symbol.dispose']],
  ['AsyncDisposable', ['Symbol.asyncDispose']],
  ['Disposable & AsyncDisposable', ['Symbol.dispose', 'Symbol.asyncDispose']],
  ['DisposableStack', ['Symbol.dispose']],
  ['Disposable | undefined | null', ['Symbol.dispose']],
  ['Disposable | (Disposable & AsyncDisposable)', ['Symbol.dispose']],
  ['Disposable | AsyncDisposable', []],
  ['Disposable | string', []],
  ['string', []],
  ['{ dispose(): void }', []],
  ['null', []],
  ['void', []],
  ['any', undefined],
  ['unknown', undefined],
  ['Missing', undefined],
])('%s is disposed of by %j', (type, expected) => {
  const { types, type: found } = typeIn(type)
  expect(disposalMethods(types, found)).toEqual(expected)
})

test('a class inherits its disposal', () => {
  const { types, type } = typeIn('B', 'class A { [Symbol.dispose]() {} } class B extends A {}')
  expect(disposalMethods(types, type)).toEqual(['Symbol.dispose'])
})

const declarations =
  'interface A {} interface B extends A {} class C implements B {} class D extends C {} type E = { x: 1 }'

test.each([
  ['A', ['A'], 'yes'],
  ['B', ['A'], 'yes'],
  ['D', ['C'], 'yes'],
  ['A', ['B'], 'no'],
  ['D', ['B'], 'no'],
  ['A | B', ['A'], 'yes'],
  ['A | undefined', ['A'], 'yes'],
  ['B | D', ['B'], 'unknown'],
  ['Map<string, A>', ['Map'], 'yes'],
  ['Map<string, A>', ['A'], 'no'],
  ['A & { y: 1 }', ['A'], 'yes'],
  ['string', ['string'], 'no'],
  ['any', ['A'], 'unknown'],
  ['unknown', ['A'], 'unknown'],
  ['undefined', ['A'], 'unknown'],
  ['Missing', ['Missing'], 'unknown'],
])('%s has one of the names %j: %s', (type, names, expected) => {
  const { types, type: found } = typeIn(type, declarations)
  expect(hasTypeName(types, found, new Set(names))).toBe(expected)
})
