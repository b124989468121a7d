import { Linter } from 'eslint'
import { expect, test } from 'vitest'

import plugin from '../../src/index.js'

const GROWING = `
const seen = []
process.on('message', (message) => { seen.push(message) })`

const SESSION = `
export class Feed {
  entries = []
  constructor(source) { source.on('data', (entry) => { this.entries.push(entry) }) }
}`

function reports(code: string, filename: string, preset: 'recommended' | 'strict'): number {
  return new Linter().verify(code, [plugin.configs[preset]], { filename }).length
}

test.each([
  ['src/main.js', 1, 1],
  // What a script keeps goes with its process: one step less certain.
  ['scripts/main.js', 0, 1],
  ['playground/main.js', 0, 1],
])('a module that grows in %s: %i in recommended, %i in strict', (filename, recommended, strict) => {
  expect(reports(GROWING, filename, 'recommended')).toBe(recommended)
  expect(reports(GROWING, filename, 'strict')).toBe(strict)
})

test('an instance that grows is the same everywhere', () => {
  expect(reports(SESSION, 'scripts/main.js', 'strict')).toBe(reports(SESSION, 'src/main.js', 'strict'))
})
