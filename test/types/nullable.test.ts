import { expect, test } from 'vitest'

import { mayBeNull } from '../../src/types/nullable.js'
import { parseFile } from '../parse-file.js'
import { programOf } from '../program-of.js'

test.each([
  ['string | null', 'yes'],
  ['null', 'yes'],
  ['string | undefined', 'no'],
  ['string', 'no'],
  ['any', 'unknown'],
  ['unknown', 'unknown'],
])('%s: %s', (type, expected) => {
  const code = `declare const subject: ${type}; subject`
  const { facts, node } = parseFile(code, { language: 'ts', program: programOf(code) })
  expect(facts.types && mayBeNull(facts.types, node('subject', 2))).toBe(expected)
})
