import { describe, expect, test } from 'vitest'

import { capitalized, codeText, placeText } from '../../src/syntax/code-text.js'
import { parseFile } from '../parse-file.js'

describe('codeText', () => {
  test.each([
    ['await load(url)', '`await load(url)`'],
    ['stream.on("end", () => { done(first, second, third) })', '`stream.on("end", …)`'],
    ['stream.on("end",\n  done)', '`stream.on("end", done)`'],
    ['send(`a${b}`)', "`send('a${b}')`"],
    ['new Connection({ host: "somewhere.example", port: 5432 })', '`new Connection(…)`'],
    ['await client.query("select * from a table with a long name")', '`await client.query(…)`'],
    ['this.application.services.connections.close(reason)', '`close(reason)`'],
    ['a + b + c + d + e + f + g + h + i + j + k + l', '`a + b + c + d + e + f + g + h + i + j +…`'],
  ])('%s: %s', (code, expected) => {
    const { facts, node } = parseFile(`async function run() { (${code}) }`)
    expect(codeText(facts.sourceCode, node(code))).toBe(expected)
  })

  test.each([
    ['return { first, second, third, fourth, fifth }', '`return { first, second, third, fourth,…`'],
    ['throw new Error("a reason that is far too long to quote")', '`throw new Error(…)`'],
    ['return;', '`return`'],
  ])('of a statement: %s', (code, expected) => {
    const { facts, node } = parseFile(`function run() { ${code} }`)
    expect(codeText(facts.sourceCode, node(code))).toBe(expected)
  })
})

test.each([
  ['class Clock { pause() { stop(this.timer) } }', 'in pause()'],
  ['function pause() { later(() => stop(this.timer)) }', 'in pause()'],
  ['stop(this.timer)', 'by `stop(this.timer)`'],
  ['later(() => stop(this.timer))', 'by `stop(this.timer)`'],
])('placeText: %s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  expect(placeText(facts.sourceCode, call('stop(this.timer)'))).toBe(expected)
})

test('capitalized', () => {
  expect(capitalized('this module')).toBe('This module')
})
