import { expect, test } from 'vitest'

import { libCollectionOf } from '../../src/types/lib-collection.js'
import { typeIn } from './type-in.js'

test.each([
  ['Map<string, number>', 'Map'],
  ['Set<object>', 'Set'],
  ['Map<string, 1> & { name: string }', 'Map'],
  ['WeakMap<object, 1>', undefined],
  ['WeakSet<object>', undefined],
  ['URLSearchParams', undefined],
  ['Headers', undefined],
  ['{ set(key: string, value: number): void }', undefined],
  ['string[]', undefined],
  ['any', undefined],
  ['Missing', undefined],
  ['undefined', undefined],
])('%s: %s', (type, expected) => {
  const { types, type: found } = typeIn(type)
  expect(libCollectionOf(types, found)).toBe(expected)
})
