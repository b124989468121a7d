import { expect, test } from 'vitest'

import { importedPathOf } from '../../src/syntax/imported-path.js'
import { parseFile } from '../parse-file.js'

test.each([
  ['import { a } from "m"; $(a)', 'm#a'],
  ['import { a as b } from "m"; $(b)', 'm#a'],
  ['import { "a" as b } from "m"; $(b)', 'm#a'],
  ['import { default as b } from "m"; $(b)', 'm'],
  ['import a from "m"; $(a)', 'm'],
  ['import a from "m"; $(a.b)', 'm#b'],
  ['import a from "m"; $(a.b.c)', 'm#b.c'],
  ['import * as a from "m"; $(a!.b)', 'm#b'],
  ['import * as a from "m"; $(a.default)', 'm'],
  ['import a = require("m"); $(a.b)', 'm#b'],
  ['import a = N.b; $(a)', undefined],
  ['const a = require("m"); $(a)', 'm'],
  ['const a = require("m").default; $(a)', 'm'],
  ['const a = require("m").b; $(a)', 'm#b'],
  ['const { a } = require("m"); $(a)', 'm#a'],
  ['const { a: b } = require("m"); $(b)', 'm#a'],
  ['import m from "m"; const { a } = m; $(a)', 'm#a'],
  ['import m from "m"; const a = m.b; const c = a; $(c)', 'm#b'],
  ['$(require("m").a)', 'm#a'],
  ['let { a } = require("m"); a = 1; $(a)', undefined],
  ['let a = require("m"); a = other; $(a)', undefined],
  ['const { ...a } = require("m"); $(a)', undefined],
  ['import a from "m"; $(a[b])', undefined],
  ['import a from "m"; $(a())', undefined],
  ['import a from "m"; function f(a) { $(a) }', undefined],
  ['$(require(m))', undefined],
  ['$(load("m"))', undefined],
  ['$(a)', undefined],
  ['$("m")', undefined],
])('%s', (code, expected) => {
  const { facts } = parseFile(code, { language: 'ts' })
  const argument = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  expect(argument && importedPathOf(argument, facts.bindings)).toBe(expected)
})
