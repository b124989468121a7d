import { expect, test } from 'vitest'

import {
  importsOneOf,
  localNamesOf,
  localNamesOfDefault,
} from '../../../src/cells/definitions/imported-names.js'
import { parseFile } from '../../parse-file.js'

test.each([
  ['its own name', 'import { open } from "fs"', ['open']],
  ['another name', 'import { open as o } from "fs"', ['o']],
  ['a name in quotes', 'import { "open" as o } from "fs"', ['o']],
  ['several names', 'import { open, open as again } from "fs"', ['open', 'again']],
  ['several statements', 'import { open as a } from "fs"; import { open as b } from "fs"', ['a', 'b']],
  ['a module that is required', 'const { open } = require("fs")', ['open']],
  ['a required name, renamed', 'const { open: o } = require("fs")', ['o']],
  ['required in a function', 'function f() { const { open: o } = require("fs") }', ['o']],
  ['a required name in quotes', 'const { "open": o } = require("fs")', ['o']],
  ['another export', 'import { close as open } from "fs"', []],
  ['another module', 'import { open } from "./fs.js"', []],
  ['a namespace', 'import * as open from "fs"', []],
  ['a computed name', 'const { [open]: o } = require("fs")', []],
  ['a pattern within', 'const { open: { o } } = require("fs")', []],
  ['the rest', 'const { ...open } = require("fs")', []],
  ['a module that is not constant', 'const { open } = require(fs)', []],
  ['a template', 'const { open } = require(`fs`)', []],
  ['a number', 'const { open } = require(1)', []],
  ['no module', 'const { open } = require()', []],
  ['an export', 'export { open } from "fs"', []],
  ['no import', 'const open = 1', []],
])('localNamesOf: %s: %s', (_name, code, names) => {
  expect(localNamesOf(parseFile(code).facts, 'open', ['fs'])).toEqual(names)
})

test.each([
  ['a default import', 'import Redis from "ioredis"', ['Redis']],
  ['by name', 'import { default as Redis } from "ioredis"', ['Redis']],
  ['beside others', 'import Redis, { Cluster } from "ioredis"', ['Redis']],
  ['as a whole', 'import * as Redis from "ioredis"', ['Redis']],
  ['required', 'const Redis = require("ioredis")', ['Redis']],
  ['a member of what is required', 'const Redis = require("ioredis").default', []],
  ['assigned later', 'let Redis; Redis = require("ioredis")', []],
  ['an export of the module', 'import { Redis } from "ioredis"', []],
  ['another module', 'import Redis from "redis"', []],
])('localNamesOfDefault: %s: %s', (_name, code, names) => {
  expect(localNamesOfDefault(parseFile(code).facts, ['ioredis'])).toEqual(names)
})

test.each([
  ['imported', 'import { Pool } from "pg"', true],
  ['imported for what it does', 'import "pg"', true],
  ['required', 'const pg = require("pg")', true],
  ['required in place', 'f(require("pg").Pool)', true],
  ['a longer name', 'import { Pool } from "pg-pool"', false],
  ['not at all', 'const pg = "pg"', false],
])('importsOneOf: %s: %s', (_name, code, imports) => {
  expect(importsOneOf(parseFile(code).facts, ['mysql', 'pg'])).toBe(imports)
})

test.each([
  ['required by an import', 'import pg = require("pg")', true],
  ['another name for a part of a namespace', 'import pool = pg.Pool', false],
])('importsOneOf in TypeScript: %s: %s', (_name, code, imports) => {
  expect(importsOneOf(parseFile(code, { language: 'ts' }).facts, ['mysql', 'pg'])).toBe(imports)
})

test('types are no different', () => {
  const { facts } = parseFile('import type { open as o } from "fs"; import { type open } from "fs"', {
    language: 'ts',
  })
  expect(localNamesOf(facts, 'open', ['fs'])).toEqual(['o', 'open'])
})
