import { expect, test } from 'vitest'

import { editDistance, nearestWord } from '../../src/syntax/edit-distance.js'

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['close', 'clsoe', 2],
])('%j and %j: %d', (from, to, expected) => {
  expect(editDistance(from, to)).toBe(expected)
  expect(editDistance(to, from)).toBe(expected)
})

const words = ['teardowns', 'longLived', 'types', 'off']

test.each([
  ['teardown', 'teardowns'],
  ['tearDowns', 'teardowns'],
  ['long-lived', 'longLived'],
  ['LONG_LIVED', 'longLived'],
  ['typs', 'types'],
  ['of', 'off'],
  ['on', undefined],
  ['settings', undefined],
  ['', undefined],
])('%j most likely means %j', (written, meant) => {
  expect(nearestWord(written, words)).toBe(meant)
})
