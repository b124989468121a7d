import { expect, test } from 'vitest'

import { hasDeletableKeys } from '../../src/types/deletable-keys.js'
import { typeIn } from './type-in.js'

test.each([
  ['Record<string, object>', 'yes'],
  ['{ [key: number]: string }', 'yes'],
  ['Record<symbol, 1> | undefined', 'yes'],
  ['{ [key in "a" | "b"]?: 1 }', 'yes'],
  ['{}', 'yes'],
  ['any', 'yes'],
  ['Missing', 'yes'],
  ['Record<"a" | "b", 1>', 'no'],
  ['{ a?: 1; b: 2 }', 'no'],
  ['Record<string, 1> | { a: 1 }', 'no'],
  ['undefined', 'no'],
])('%s: %s', (type, expected) => {
  const { types, type: found } = typeIn(type)
  expect(hasDeletableKeys(types, found)).toBe(expected)
})
