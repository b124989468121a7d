import { expect, test } from 'vitest'

import { isModuleNamed, moduleOf } from '../../src/syntax/module-origin.js'
import { parseFile } from '../parse-file.js'

test.each([
  ['import { a } from "m"; $(a)', 'm'],
  ['import a from "m"; $(a.b.c)', 'm'],
  ['import * as a from "m"; $(a!.b)', 'm'],
  ['const a = require("m"); $(a.b)', 'm'],
  ['const { a } = require("m"); $(a)', 'm'],
  ['$(require("m"))', 'm'],
  ['$(require("m").a.b)', 'm'],
  ['$(require(m))', undefined],
  ['$(load("m"))', undefined],
  ['$(a)', undefined],
  ['const a = 1; $(a)', undefined],
  ['$("m")', undefined],
])('%s', (code, expected) => {
  const { facts } = parseFile(code, { language: 'ts' })
  const argument = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  expect(argument && moduleOf(argument, facts.bindings)).toBe(expected)
})

test.each([
  ['fs', true],
  ['node:fs', true],
  ['./fs', true],
  ['../lib/fs', true],
  ['fs/promises', false],
  ['lib/fs', false],
  ['./my-fs', false],
])('%s is fs or node:fs: %s', (source, expected) => {
  expect(isModuleNamed(source, ['fs', 'node:fs'])).toBe(expected)
})
