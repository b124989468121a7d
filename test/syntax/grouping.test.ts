import { expect, test } from 'vitest'

import { addTo, groupedBy } from '../../src/syntax/grouping.js'

test('adds to what is there under a key, or begins a list', () => {
  const lists = new Map([['a', [1]]])
  addTo(lists, 'a', 2)
  addTo(lists, 'b', 3)
  expect([...lists]).toEqual([
    ['a', [1, 2]],
    ['b', [3]],
  ])
})

test('groups the values of a list in their order, also those without a key', () => {
  const groups = groupedBy(['ab', 'c', '', 'ad'], (text) => text.at(0))
  expect([...groups]).toEqual([
    ['a', ['ab', 'ad']],
    ['c', ['c']],
    [undefined, ['']],
  ])
})
