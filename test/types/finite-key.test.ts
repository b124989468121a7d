import { expect, test } from 'vitest'

import { isFinite } from '../../src/types/finite-key.js'
import { typeIn } from './type-in.js'

test.each([
  ['"a"', 'yes'],
  ['"a" | "b" | 1', 'yes'],
  ['boolean', 'yes'],
  ['Color', 'yes'],
  ['Color.Red | "x"', 'yes'],
  ['keyof { a: 1; b: 2 }', 'yes'],
  ['unique symbol', 'yes'],
  ['"a" | undefined', 'yes'],
  ['undefined', 'yes'],
  ['string', 'no'],
  ['number', 'no'],
  ['symbol', 'no'],
  ['"a" | number', 'no'],
  ['`x${string}`', 'no'],
  ['object', 'no'],
  ['{ a: 1 }', 'no'],
  ['any', 'unknown'],
  ['unknown', 'unknown'],
  ['Missing', 'unknown'],
])('%s: %s', (type, expected) => {
  const { types, type: found } = typeIn(type, 'enum Color { Red, Green }')
  expect(isFinite(types, found)).toBe(expected)
})

test.each([
  ['"a" | "b"', 'yes'],
  ['string', 'no'],
  ['"a" | number', 'no'],
])('a type parameter that extends %s: %s', (constraint, expected) => {
  const parameter = typeIn('<T extends CONSTRAINT>(x: T) => void'.replace('CONSTRAINT', constraint))
  const [signature] = parameter.type.getCallSignatures()
  const [own] = signature?.getTypeParameters() ?? []
  expect(own && isFinite(parameter.types, own)).toBe(expected)
})

test('a type parameter without a constraint may be anything', () => {
  const { types, type } = typeIn('<T>(x: T) => void')
  const [own] = type.getCallSignatures()[0]?.getTypeParameters() ?? []
  expect(own && isFinite(types, own)).toBe('no')
})
