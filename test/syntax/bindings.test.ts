import { describe, expect, test } from 'vitest'

import {
  importSource,
  isImported,
  isModuleVariable,
  isParameter,
  soleValue,
  type Variable,
} from '../../src/syntax/bindings.js'
import { parseFile } from '../parse-file.js'

/** The variable of the name `x`. */
function variableIn(code: string, language: 'js' | 'ts' = 'js'): Variable {
  const { facts, node } = parseFile(code, { language })
  const variable = facts.bindings.variableOf(node('x'))
  if (!variable) throw new Error(`No variable x in ${code}`)
  return variable
}

describe('indexBindings', () => {
  test('a reference and its declaration are the same variable, one in another scope is not', () => {
    const { facts, node } = parseFile('const a = 1; a; function f(a) { a }')
    const [outer, inner] = [facts.bindings.variableOf(node('a', 1)), facts.bindings.variableOf(node('a', 3))]
    expect(facts.bindings.variableOf(node('a', 2))).toBe(outer)
    expect(facts.bindings.variableOf(node('a', 4))).toBe(inner)
    expect(inner).not.toBe(outer)
  })

  test('a global is what the file does not declare', () => {
    const { facts, node } = parseFile('const a = 1; a; b; c.d')
    const isGlobal = ['a', 'b', 'c', 'c.d'].map((text) => facts.bindings.isGlobal(node(text)))
    expect(isGlobal).toEqual([false, true, true, false])
    expect(facts.bindings.variableOf(node('b'))).toBeUndefined()
  })
})

test.each([
  ['const x = 1', '1'],
  ['let x = f()', 'f()'],
  ['var x; x = f()', 'f()'],
  ['function x() {}', 'function x() {}'],
  ['class x {}', 'class x {}'],
])('%s has one value for all its life', (code, value) => {
  const { facts } = parseFile(code)
  const variable = variableIn(code)
  const node = soleValue(variable)
  expect(node && facts.sourceCode.text.slice(...node.range)).toBe(value)
  expect(soleValue(variable)).toBe(node)
})

test('the value is what an assertion is around', () => {
  expect(soleValue(variableIn('const x = (1 as any)!', 'ts'))?.type).toBe('Literal')
})

test.each([
  'let x = 1; x = 2',
  'let x = 1; x++',
  'let x; x += 1',
  'let x; [x] = y',
  'let x; for (x of y) ;',
  'for (const x of y) ;',
  'const { x } = y',
  'const [x] = y',
  'let x',
  'var x = 1; var x = 2',
  'function x() {} x = 1',
  'function f(x) {}',
  'import x from "x"',
])('%s has no sole value', (code) => {
  expect(soleValue(variableIn(code))).toBeUndefined()
})

test.each([
  ['const x = 1', true],
  ['import x from "x"', true],
  ['{ const x = 1 }', false],
  ['{ var x = 1 }', true],
  ['function f() { var x }', false],
  ['(x) => x', false],
])('isModuleVariable: %s %s', (code, expected) => {
  expect(isModuleVariable(variableIn(code))).toBe(expected)
})

test.each([
  ['function f(x) {}', true],
  ['({ x }) => x', true],
  ['(...x) => x', true],
  ['try {} catch (x) {}', false],
  ['const x = 1', false],
])('isParameter: %s %s', (code, expected) => {
  expect(isParameter(variableIn(code))).toBe(expected)
})

test.each([
  ['import x from "m"', 'm', true],
  ['import { a as x } from "m"', 'm', true],
  ['import * as x from "m"', 'm', true],
  ['const x = require("m")', 'm', false],
  ['const { x } = require("m")', 'm', false],
  ['const x = require("m").a.b', 'm', false],
  ['const x = require(m)', undefined, false],
  ['const x = required("m")', undefined, false],
  ['const x = 1', undefined, false],
])('%s comes from %s', (code, source, imported) => {
  expect(importSource(variableIn(code))).toBe(source)
  expect(isImported(variableIn(code))).toBe(imported)
})
