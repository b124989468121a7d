import { expect, test } from 'vitest'

import { nodesNamed } from '../../src/cells/named-nodes.js'
import { parseFile } from '../parse-file.js'

const CODE = 'open(); this.close(); new Open(); a.open(); closeAll(); read(a.opened); const { opener } = a'

const beginnings = nodesNamed('calls', (name) => name.startsWith('open'))
const ends = nodesNamed('calls', (name) => name.startsWith('close'))
const constructions = nodesNamed('constructions', (name) => name.startsWith('Open'))
const members = nodesNamed('members', (name) => name.startsWith('open'))

test.each([
  ['calls', beginnings, [['open', 2]]],
  [
    'others of them',
    ends,
    [
      ['close', 1],
      ['closeAll', 1],
    ],
  ],
  ['constructions', constructions, [['Open', 1]]],
  [
    'members, destructured ones as well',
    members,
    [
      ['open', 1],
      ['opened', 1],
      ['opener', 1],
    ],
  ],
])('%s by their names, in the order of the file', (_what, question, found) => {
  const { facts } = parseFile(CODE)
  expect(question(facts).map(([name, nodes]) => [name, nodes.length])).toEqual(found)
})

test('a file without such names has none', () => {
  const { facts } = parseFile('read()')
  expect([beginnings, ends, constructions, members].map((question) => question(facts))).toEqual([
    [],
    [],
    [],
    [],
  ])
})

test('a name is judged once, for all files', () => {
  const judged: string[] = []
  const question = nodesNamed('calls', (name) => {
    judged.push(name)
    return name === 'judgedOnce'
  })
  for (const code of ['judgedOnce(); judgedToo()', 'judgedToo(); judgedOnce()']) {
    expect(question(parseFile(code).facts)).toHaveLength(1)
  }
  expect(judged.toSorted()).toEqual(['judgedOnce', 'judgedToo'])
})

test('a name that was judged before a question was there is judged again', () => {
  parseFile('askedLate()')
  expect(nodesNamed('calls', (name) => name === 'other')(parseFile('askedLate()').facts)).toEqual([])
  const late = nodesNamed('calls', (name) => name === 'askedLate')
  expect(late(parseFile('askedLate()').facts)).toHaveLength(1)
})
