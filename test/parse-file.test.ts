import { expect, test } from 'vitest'

import { parseFile } from './parse-file.js'
import { programOf } from './program-of.js'

test.each(['js', 'ts'] as const)('answers the facts and the nodes of a %s file', (language) => {
  const file = parseFile('const a = 1; b(a, a)', { language })
  expect(file.facts.sourceCode.text).toBe('const a = 1; b(a, a)')
  expect(file.node('a', 2).range).toEqual([15, 16])
  expect(file.call('b(a, a)').arguments).toEqual([file.node('a', 2), file.node('a', 3)])
  expect(file.node('1').parent?.type).toBe('VariableDeclarator')
  expect(file.facts.types).toBeUndefined()
})

test('finds functions by the name that they have or are kept under', () => {
  const file = parseFile('function a() {} const b = () => {}; class C { d() {} e = () => {} }; x({ f() {} })')
  const found = ['a', 'b', 'd', 'e', 'f'].map((name) => file.functionNamed(name).type)
  expect(found).toEqual([
    'FunctionDeclaration',
    'ArrowFunctionExpression',
    'FunctionExpression',
    'ArrowFunctionExpression',
    'FunctionExpression',
  ])
})

test('types come from the program', () => {
  const code = 'const a: Map<string, number> = new Map()'
  const file = parseFile(code, { language: 'ts', program: programOf(code) })
  const types = file.facts.types
  expect(types?.checker.typeToString(types.typeOf(file.node('a')))).toBe('Map<string, number>')
})

test('a text that does not parse and a node that is not there are errors', () => {
  expect(() => parseFile('const')).toThrow('Unexpected token')
  expect(() => parseFile('a').node('b')).toThrow('There is no node b (1) in a')
  expect(() => parseFile('a').call('a')).toThrow('a is a Identifier')
  expect(() => parseFile('a').functionNamed('b')).toThrow('There is no function b in a')
})
