import { expect, test } from 'vitest'

import { callableMethod } from '../../src/types/teardown-method.js'
import { typeIn } from './type-in.js'

test.each([
  ['{ close(): void }', 'close'],
  ['{ close(): void; dispose(): void }', 'dispose'],
  ['{ close(code?: number): void }', 'close'],
  ['{ close(...codes: number[]): void }', 'close'],
  ['{ close: () => void }', 'close'],
  ['{ close(): void } | null', 'close'],
  ['{ close(): void } | { close(): Promise<void> }', 'close'],
  ['{ close(): void } | { dispose(): void }', undefined],
  ['{ close(code: number): void }', undefined],
  ['{ close: boolean }', undefined],
  ['{ open(): void }', undefined],
  ['any', undefined],
  ['null', undefined],
])('%s: %s', (type, expected) => {
  const { types, type: subject } = typeIn(type)
  expect(callableMethod(types, subject, ['dispose', 'close'])).toBe(expected)
})

test.each([
  ['class X { dispose() { stop() } }', 'dispose'],
  ['class X { dispose() {} close() { stop() } }', 'close'],
  ['class X { dispose() { /* nothing yet */ } }', undefined],
])('%s: %s', (declaration, expected) => {
  const { types, type } = typeIn('X', declaration)
  expect(callableMethod(types, type, ['dispose', 'close'])).toBe(expected)
})
