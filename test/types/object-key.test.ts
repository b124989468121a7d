import { expect, test } from 'vitest'

import { isInstance, isObjectKey } from '../../src/types/object-key.js'
import { typeIn } from './type-in.js'

const declarations = `
class Row { id = 1 }
interface Order { lines: string[] }
interface Made { new (): Row }
enum Kind { A, B }
type Id = string & { brand: 'id' }
`

test.each([
  ['Row', 'yes'],
  ['Order', 'yes'],
  ['Row | Order | undefined | null', 'yes'],
  ['object', 'yes'],
  ['string[]', 'yes'],
  ['[number, number]', 'yes'],
  ['{ a: 1 }', 'yes'],
  ['Order & { a: 1 }', 'yes'],
  ['Map<string, Row>', 'yes'],
  ['Promise<void>', 'yes'],
  ['string', 'no'],
  ['number | Row', 'no'],
  ['Id', 'no'],
  ['Kind', 'no'],
  ['symbol', 'no'],
  ["'a' | 'b'", 'no'],
  ['() => void', 'no'],
  ['Made', 'no'],
  ['typeof Row', 'no'],
  ['(() => void) & { title: string }', 'no'],
  ['null', 'no'],
  ['never', 'no'],
  ['any', 'unknown'],
  ['unknown', 'unknown'],
  ['{}', 'unknown'],
  ['Missing', 'unknown'],
] as const)('%s is an object: %s', (type, expected) => {
  const { types, type: found } = typeIn(type, declarations)
  expect(isObjectKey(types, found)).toBe(expected)
})

test.each([
  ['Row', true],
  ['Row | null', true],
  ['Map<string, Row>', true],
  ['Order', false],
  ['Row | Order', false],
  ['{ a: 1 }', false],
  ['string', false],
  ['null', false],
] as const)('%s is an instance of a class: %s', (type, expected) => {
  const { types, type: found } = typeIn(type, declarations)
  expect(isInstance(types, found)).toBe(expected)
})
