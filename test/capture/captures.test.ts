import { expect, test } from 'vitest'

import { largeCaptures } from '../../src/capture/captures.js'
import { instanceCaptures } from '../../src/capture/instance-captures.js'
import { replacedValues } from '../../src/capture/replaced-values.js'
import { parseFile } from '../parse-file.js'

function capturesIn(body: string): string[] {
  const { facts } = parseFile(`export function start(path, few) {\n${body}\n}`)
  return largeCaptures(facts).map(
    ({ problem, holds, certainty, uses }) =>
      `${certainty} ${problem} of ${holds.name} on ${uses.map((use) => use.loc.start.line).join(', ')}`,
  )
}

const KEPT = 'setInterval(() => { tick() }, 50)'

test.each([
  ['const data = Buffer.alloc(1e6)\nsetInterval(() => data.length, 50)', ['known part of data on 3']],
  ['const data = Buffer.alloc(1e6)\nsetInterval(() => data, 50)', []],
  ['const data = Buffer.alloc(1e6)\nglobalThis.read = () => data', ['likely whole of data on 3']],
  [`const data = Buffer.alloc(1e6)\nfill(() => data)\n${KEPT}`, ['known sibling of data on 3']],
  [
    `const data = Buffer.alloc(1e6)\nfill(() => data); fill(() => data)\n${KEPT}`,
    ['known sibling of data on 3, 3'],
  ],
  [`const data = Buffer.alloc(1e6)\nsend(data)\n${KEPT}`, []],
  [`const data = Buffer.alloc(1e6)\neval(path)\n${KEPT}`, ['known evaluated of data on 3']],
  [
    `const data = readFileSync(path)\nconst copy = data\nfill(() => copy)\n${KEPT}`,
    ['known sibling of copy on 4'],
  ],
  [`const { length } = readFileSync(path)\nfill(() => length)\n${KEPT}`, []],
  [`const data = path.list\nfill(() => data)\n${KEPT}`, []],
  [`let data = readFileSync(path)\nfill(() => data)\ndata = undefined\n${KEPT}`, []],
  [`for (const each of path) { const data = readFileSync(each); fill(() => data) }\n${KEPT}`, []],
  [`function work() { const data = readFileSync(path); fill(() => data) }\nwork()\n${KEPT}`, []],
  [`${KEPT}\nconst data = readFileSync(path)\nreturn () => data`, ['likely sibling of data on 4']],
])('%s', (body, expected) => {
  expect(capturesIn(body)).toEqual(expected)
})

test('what the module or another module holds is no further cost', () => {
  const { facts } = parseFile(`let table = Buffer.alloc(1e6)
export function start() {
  const data = table
  fill(() => data)
  ${KEPT}
}`)
  expect(largeCaptures(facts)).toEqual([])
})

test('a value of a scope around the call is kept by the function within', () => {
  const { facts } = parseFile(`export function outer() {
  const data = Buffer.alloc(1e6)
  fill(() => data)
  function inner() { ${KEPT} }
  inner()
}`)
  expect(largeCaptures(facts).map(({ problem, variable }) => [problem, variable.name])).toEqual([
    ['sibling', 'data'],
  ])
})

test('a class keeps its large fields by each arrow function that stays', () => {
  const { facts } = parseFile(`export class Probe {
  data = Buffer.alloc(1e6)
  start() { globalThis.tick = () => this.tick() }
}`)
  expect(
    instanceCaptures(facts).map(({ problem, field, certainty }) => [problem, field.name, certainty]),
  ).toEqual([['instance', 'data', 'likely']])
})

test('the former value of a place is found by the place', () => {
  const { facts } = parseFile(`let current
export function next() { const former = current; send(() => former); current = () => {} }`)
  expect(replacedValues(facts).map(({ former, uses }) => [former.name, uses.length])).toEqual([['former', 1]])
})
