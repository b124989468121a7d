import { expect, test } from 'vitest'

import { duties } from '../../src/ledger/duties.js'
import { parseFile } from '../parse-file.js'

const fills = (count: number, target: (at: number) => string): string =>
  `let x; ${Array.from({ length: count }, (_, at) => `${target(at)} = new WebSocket(a)`).join('; ')}`

test('of what generated code puts into one variable the first fifty count', () => {
  expect(duties(parseFile(fills(60, () => 'x')).facts)).toHaveLength(50)
})

test('of what is put into different places each counts', () => {
  expect(duties(parseFile(fills(60, (at) => `this.x${String(at)}`)).facts)).toHaveLength(60)
})
