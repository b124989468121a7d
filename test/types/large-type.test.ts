import { expect, test } from 'vitest'

import { isFewBytes, largeTypeOf } from '../../src/types/large-type.js'
import { typeIn } from './type-in.js'

const NAMES = new Map([
  ['DataView', 'a buffer'],
  ['Node', 'a part of a document'],
])

test.each([
  ['DataView', 'a buffer'],
  ['DataView | undefined', 'a buffer'],
  ['DataView | Node', 'a buffer'],
  ['HTMLDivElement', 'a part of a document'],
  ['DataView | string', undefined],
  ['string', undefined],
  ['any', undefined],
  ['unknown', undefined],
  ['{ node: Node }', undefined],
])('what %s is', (type, expected) => {
  const { types, type: subject } = typeIn(type)
  expect(largeTypeOf(types, subject, NAMES)).toBe(expected)
})

test.each([
  ['number', 'yes'],
  ['boolean | undefined', 'yes'],
  ['bigint', 'yes'],
  ['symbol', 'yes'],
  ['"on" | "off"', 'yes'],
  ['null', 'yes'],
  ['string', 'unknown'],
  ['string | number', 'unknown'],
  ['any', 'unknown'],
  ['DataView', 'no'],
  ['DataView | number', 'unknown'],
])('whether %s takes few bytes', (type, expected) => {
  const { types, type: subject } = typeIn(type)
  expect(isFewBytes(types, subject)).toBe(expected)
})
