import { expect, test } from 'vitest'

import { constantNumber, constantString } from '../../src/syntax/constants.js'
import { parseFile } from '../parse-file.js'

/** The argument of `$(…)` and what is needed to judge it. */
function argumentIn(code: string) {
  const { facts } = parseFile(code, { language: 'ts' })
  const argument = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  if (!argument) throw new Error(`No $(…) in ${code}`)
  return [argument, facts.bindings] as const
}

test.each([
  ['$(1)', 1],
  ['$(-1)', -1],
  ['$(60 * 1000)', 60_000],
  ['$(1 + 2 - 4)', -1],
  ['$(1 / 2)', 0.5],
  ['$(2 ** 10)', 1024],
  ['$(1 << 20)', 1_048_576],
  ['$(1 as number)', 1],
  ['const a = 2; $(a * a)', 4],
  ['const a = 2, b = a + 1; $(b)', 3],
  ['let a = 2; a = 3; $(a)', undefined],
  ['$(a)', undefined],
  ['$("1")', undefined],
  ['$(1 % 2)', undefined],
  ['$(+1)', undefined],
  ['$(f())', undefined],
  ['const a = b, b = a; $(a)', undefined],
  ['const a = a + 1; $(a)', undefined],
])('number: %s', (code, expected) => {
  expect(constantNumber(...argumentIn(code))).toBe(expected)
})

test.each([
  ['$("a")', 'a'],
  ['$(`a`)', 'a'],
  ['$(("a" as string)!)', 'a'],
  ['const a = "b"; $(a)', 'b'],
  ['const a = `b`, c = a; $(c)', 'b'],
  ['$(`a${b}`)', undefined],
  ['$("a" + "b")', undefined],
  ['$(1)', undefined],
  ['let a = "b"; a = "c"; $(a)', undefined],
  ['const a = b, b = a; $(a)', undefined],
])('string: %s', (code, expected) => {
  expect(constantString(...argumentIn(code))).toBe(expected)
})
