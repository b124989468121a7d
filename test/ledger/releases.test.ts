import { expect, test } from 'vitest'

import { usesOfCell } from '../../src/cells/uses/uses-of-cell.js'
import { duties } from '../../src/ledger/duties.js'
import { cellsFilledBy } from '../../src/ledger/sources/evidence-of-ends.js'
import { isReleaseOf } from '../../src/ledger/releases.js'
import { parseFile } from '../parse-file.js'

/** How each use of what the first duty is kept in is judged. */
function judged(code: string): string[] {
  const { facts } = parseFile(code)
  const [duty] = duties(facts)
  const [cell] = duty ? cellsFilledBy(facts, duty.site) : []
  return duty && cell ? usesOfCell(facts, cell).uses.map((use) => isReleaseOf(facts, duty, use)) : []
}

test.each([
  ['a.terminate()', 'yes'],
  ['a.postMessage(1)', 'no'],
  ['a.close()', 'no'],
  ['const end = a.terminate', 'maybe'],
  ['const { terminate } = a', 'maybe'],
  // What a function of the file does with it, a walk through that says.
  ['closeHere(a)', 'no'],
  ['show(a)', 'no'],
  ['closeQuietly(a)', 'maybe'],
])('a worker: %s: %s', (use, expected) => {
  const code = `function closeHere(x) { x.terminate() }
function show(x) { x.postMessage(1) } function f() { const a = new Worker("a.js"); ${use} }`
  expect(judged(code)).toEqual([expected])
})

test.each([
  ['stop()', 'yes'],
  ['stop.call(null)', 'yes'],
  ['later(stop)', 'maybe'],
  ['if (stop) g()', 'no'],
])('a release function: %s: %s', (use, expected) => {
  expect(judged(`function f() { const stop = watch(); try { g() } finally { stop() } ${use} }`)).toEqual([
    'yes',
    expected,
  ])
})

test('a class of another file may have another name for its end', () => {
  expect(
    judged(
      'import { Client } from "./c.js"; function f() { const a = new Client(); a.shutdownNow(); a.go() }',
    ),
  ).toEqual(['maybe', 'no'])
})
