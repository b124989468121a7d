import { expect, test } from 'vitest'

import { forgottenLosses } from '../../src/losses/outlived/forgotten.js'
import { findings } from '../../src/verdict/findings.js'
import { parseFile } from '../parse-file.js'

/** What an end forgets beside its sibling, each with its verdict. */
function forgottenIn(code: string): string[] {
  const { facts } = parseFile(`import { Chart } from './chart.js'\n${code}`, { language: 'ts' })
  const found = new Set(forgottenLosses(facts))
  return findings(facts)
    .filter(({ loss }) => found.has(loss))
    .map(({ loss, verdict }) => `${verdict} ${loss.form} ${loss.cell?.text ?? ''}`)
}

test.each([
  [
    'export function f() { const a = new Chart(1), b = new Chart(2); return { stop() { a.destroy() } } }',
    ['known missedSibling b'],
  ],
  [
    'export function f() { const a = new Chart(1), b = new Chart(2); return { stop() { a.destroy(); b.destroy() } } }',
    [],
  ],
  // What one call has made is one thing in two cells, and what a table answers was there before.
  [
    'export class L { byId = new Map(); byName = new Map(); add(id, name) { const chart = new Chart(id); this.byId.set(id, chart); this.byName.set(name, chart) } dispose() { this.byId.forEach((each) => each.destroy()) } }',
    [],
  ],
  ['export class L { a = table.get("a"); b = table.get("b"); dispose() { this.a.destroy() } }', []],
  [
    'let a, b; export function show() { a = new Chart(1); b = new Chart(2) } export function wrapUp() { a.destroy() }',
    ['likely missedBeside b'],
  ],
  [
    'const s = { a: null, b: null }; export function show() { s.a = new Chart(1); s.b = new Chart(2) } export function hide() { s.a.destroy() }',
    ['likely missedBeside s.b'],
  ],
  [
    "import { ref, onUnmounted } from 'vue'; export function useCharts() { const a = ref(), b = ref(); function draw() { a.value = new Chart(1); b.value = new Chart(2) } onUnmounted(() => a.value.destroy()); return draw }",
    ['known missedSibling b.value'],
  ],
  [
    'export class L { as = []; bs = []; add() { this.as.push(new Chart(1)); this.bs.push(new Chart(2)) } dispose() { this.as.forEach((a) => a.destroy()) } }',
    ['likely missedSibling this.bs'],
  ],
  // What makes of each class another thing says nothing of the others.
  [
    "import { create } from './make.js'; export function f() { const a = create(Reader), b = create(Label); return { stop() { a.destroy() } } }",
    [],
  ],
  [
    "import { create } from './make.js'; export function f() { const a = create(Reader), b = create(Reader); return { stop() { a.destroy() } } }",
    ['known missedSibling b'],
  ],
  // A time is nothing that anybody ends.
  [
    'export class A { times = {}; close() { this.times.close = Date.now() } abort() { if (this.times.close) return; this.times.abort = Date.now() } }',
    [],
  ],
  // It is about the one alone, by its name.
  [
    'let preview, main; export function show() { preview = new Chart(1); main = new Chart(2) } export function stopPreview() { preview.destroy() }',
    [],
  ],
  // It makes way for the next one.
  [
    'let a, b; export function show() { b = new Chart(2) } export function draw() { a.destroy(); a = new Chart(1) }',
    [],
  ],
  // Both are gone through, one is handed on.
  [
    'export function f() { const a = new Chart(1), b = new Chart(2); return { stop() { for (const each of [a, b]) each.destroy() } } }',
    [],
  ],
  [
    'export function f(list) { const a = new Chart(1), b = new Chart(2); list.add(b); return () => a.destroy() }',
    ['silent missedSibling b'],
  ],
  [
    'export class V { a = new Chart(1) } export class W { a = new Chart(1); dispose() { this.a.destroy() } }',
    ['likely noTeardown this.a'],
  ],
  [
    'export class V { a = new Chart(1); dispose() { this.a.destroy() } } export class W { a = new Chart(1); dispose() { this.a.destroy() } }',
    [],
  ],
])('%s', (code, expected) => {
  expect(forgottenIn(code)).toEqual(expected)
})

test('nothing is put into it', () => {
  const verdictOf = (more: string): string[] => {
    const code = `import { Bag } from './bag.js'
      export class A { as = new Bag(); bs = new Bag(); add(x) { this.as.push(x); ${more} } dispose() { this.as.dispose() } }`
    return findings(parseFile(code, { language: 'ts' }).facts).map(
      ({ loss, verdict }) => `${verdict} ${loss.form} ${loss.cell?.text ?? ''}`,
    )
  }
  expect(verdictOf('')).toEqual(['likely missedSibling this.bs'])
  expect(verdictOf('this.bs.push(x)')).toEqual(['known missedSibling this.bs'])
})
