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
  ['const a = await import("m"); $(a.b)', 'm'],
  ['const { a } = await import("m"); $(a)', 'm'],
  ['$((await import("m")).a)', 'm'],
  ['import("m").then(({ a }) => $(a))', 'm'],
  ['import("m").then((a) => $(a.b))', 'm'],
  ['let a; if (b) a = (await import("m")).default; $(a)', 'm'],
  ['let a = null; function load() { a = require("m") } $(a.b)', 'm'],
  ['import a = require("m"); $(a.b)', 'm'],
  ['const a = __importStar(require("m")); $(a.b)', 'm'],
  ['const a = _interopRequireDefault(require("m")); $(a.default)', 'm'],
  ['$(require(m))', undefined],
  ['const a = await import(m); $(a)', undefined],
  ['load("m").then((a) => $(a))', undefined],
  ['import("m").catch((a) => $(a))', undefined],
  ['const a = wrap(require("m")); $(a)', undefined],
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
