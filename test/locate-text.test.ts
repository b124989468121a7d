import { expect, test } from 'vitest'

import { locateText } from './locate-text.js'

test('the place of a text spans lines and ends after its last character', () => {
  expect(locateText('f()\n  open(\n)', 'open(\n)')).toEqual({ line: 2, column: 3, endLine: 3, endColumn: 2 })
})

test('a line tells two occurrences apart', () => {
  expect(locateText('f()\nf()', 'f()', 2)).toEqual({ line: 2, column: 1, endLine: 2, endColumn: 4 })
})

test.each([
  ['absent', 'g()', undefined],
  ['ambiguous', 'f()', undefined],
  ['on another line', 'f()', 3],
  ['empty', '', undefined],
])('a text that is %s is refused', (_why, text, line) => {
  expect(() => locateText('f()\nf()', text, line)).toThrow('Expected one')
})
