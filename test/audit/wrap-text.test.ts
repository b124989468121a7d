import { expect, test } from 'vitest'

import { wrapText } from '../../src/audit/wrap-text.js'

test.each([
  ['', 10, ''],
  ['one', 10, 'one'],
  ['one two three', 13, 'one two three'],
  ['one two three', 12, 'one two\nthree'],
  ['one two three', 3, 'one\ntwo\nthree'],
  ['a_word_that_is_too_long for it', 10, 'a_word_that_is_too_long\nfor it'],
  ['one call `a b()` in c', 14, 'one call\n`a b()` in c'],
  ['call `await a.b(c, d)` there', 14, 'call `await\na.b(c, d)`\nthere'],
  ['a lone ` mark', 20, 'a lone ` mark'],
])('%j in %d columns', (text, width, expected) => {
  expect(wrapText(text, width)).toBe(expected)
})
