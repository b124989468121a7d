import { expect, test } from 'vitest'

import { lastWord } from '../../src/syntax/last-word.js'

test.each([
  ['userId', 'id'],
  ['USER_ID', 'id'],
  ['session_token', 'token'],
  ['ID', 'id'],
  ['url2', 'url2'],
  ['grid', 'grid'],
  ['id_', ''],
  ['', ''],
])('%s: %j', (name, expected) => {
  expect(lastWord(name)).toBe(expected)
})
