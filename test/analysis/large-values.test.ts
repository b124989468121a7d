import { expect, test } from 'vitest'

import { largeSizeOf } from '../../src/analysis/large-values.js'
import { parseFile } from '../parse-file.js'

function sizeOf(value: string, settings?: unknown): string | undefined {
  const { facts, node } = parseFile(`const subject = ${value}`, { settings })
  const variable = facts.bindings.variableOf(node('subject'))
  return variable && largeSizeOf(facts, variable)?.reason
}

test.each([
  ['Buffer.alloc(1024 * 1024)', '1 MB'],
  ['Buffer.allocUnsafe(65536)', '64 KB'],
  ['new ArrayBuffer(2 ** 20)', '1 MB'],
  ['new Uint8Array(100_000)', '98 KB'],
  ['new Float64Array(1 << 20)', '8 MB'],
  ['new Array(10_000)', '78 KB'],
  ['new Array(1e6).fill(0)', '8 MB'],
  ['Buffer.alloc(1e6).fill(1)', '977 KB'],
  ['Array.from({ length: 1e6 })', '8 MB'],
  ['Array.from({ length: 1e6 }, (_, i) => i)', '8 MB'],
  ['"x".repeat(1e6)', '977 KB'],
  ['"abcd".repeat(1 << 20)', '4 MB'],
  ['readFileSync("x")', 'a whole file'],
  ['fs.readFileSync("x", "utf8")', 'a whole file'],
  ['await fs.promises.readFile("x")', 'a whole file'],
  ['await response.arrayBuffer()', 'a whole body'],
  ['Buffer.alloc(65535)', undefined],
  ['new Uint8Array(10)', undefined],
  ['new Array(10)', undefined],
  ['"x".repeat(10)', undefined],
  ['text.repeat(1e6)', undefined],
  ['Buffer.alloc(size)', undefined],
  ['new Uint8Array(other)', undefined],
  ['new Uint8Array()', undefined],
  ['Array.from(other)', undefined],
  ['Array.from({ size: 1e6 })', undefined],
  ['fs.readFile("x", (error, data) => {})', undefined],
  ['new Map()', undefined],
  ['[]', undefined],
  ['1e6', undefined],
])('%s: %s', (value, expected) => {
  expect(sizeOf(value)).toBe(expected)
})

test('constants of the file count', () => {
  const { facts, node } = parseFile('const MB = 1024 * 1024; const subject = Buffer.alloc(16 * MB)')
  const variable = facts.bindings.variableOf(node('subject'))
  expect(variable && largeSizeOf(facts, variable)).toEqual({ reason: '16 MB', basis: 'constant' })
})

test('the setting says from where on a value is large', () => {
  expect(sizeOf('Buffer.alloc(4096)', { largeBytes: 4096 })).toBe('4 KB')
  expect(sizeOf('Buffer.alloc(4095)', { largeBytes: 4096 })).toBeUndefined()
  expect(sizeOf('Buffer.alloc(1e6)', { largeBytes: 1e7 })).toBeUndefined()
})

test('a variable that is written again has no size', () => {
  const { facts, node } = parseFile('let subject = Buffer.alloc(1e6); subject = null')
  const variable = facts.bindings.variableOf(node('subject'))
  expect(variable && largeSizeOf(facts, variable)).toBeUndefined()
})
