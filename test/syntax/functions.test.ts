import { expect, test } from 'vitest'

import {
  declaredName,
  enclosingFunction,
  enclosingFunctions,
  isClass,
  isFunction,
  isWithin,
  runsAtModuleLoad,
} from '../../src/syntax/functions.js'
import { parseFile } from '../parse-file.js'

test.each([
  ['$()', true],
  ['if (a) { $() }', true],
  ['(() => { $() })()', true],
  ['(function () { $() })()', true],
  ['(async () => { await (() => $())() })()', true],
  ['class A { static { $() } }', true],
  ['class A { static a = $() }', true],
  ['class A { [$()]() {} }', true],
  ['function f() { $() }', false],
  ['const f = () => $()', false],
  ['f(() => $())', false],
  ['(function () { return () => $() })()', false],
  ['class A { a = $() }', false],
  ['class A { constructor() { $() } }', false],
  ['(() => { class A { a = $() } })()', false],
  ['f((() => {})(), () => $())', false],
])('%s runs at module load: %s', (code, expected) => {
  const { call } = parseFile(code)
  expect(runsAtModuleLoad(call('$()'))).toBe(expected)
})

test('the functions around a node, innermost first, without itself', () => {
  const { facts, functionNamed, call } = parseFile(
    'function a() { const b = () => { class C { d() { $() } } } }',
  )
  const names = ['d', 'b', 'a'].map((name) => functionNamed(name))
  expect(enclosingFunctions(call('$()'))).toEqual(names)
  expect(enclosingFunction(functionNamed('b'))).toBe(functionNamed('a'))
  expect(enclosingFunction(functionNamed('a'))).toBeUndefined()
  expect(facts.nodes.functions).toHaveLength(3)
})

test('isFunction and isClass tell kinds of nodes', () => {
  const { node, functionNamed } = parseFile('function a() {} const b = class {}; class C { d() {} }')
  expect(isFunction(functionNamed('a'))).toBe(true)
  expect(isFunction(functionNamed('d'))).toBe(true)
  expect(isFunction(node('b'))).toBe(false)
  expect(isFunction(undefined)).toBe(false)
  expect(isClass(node('class {}'))).toBe(true)
  expect(isClass(node('class C { d() {} }'))).toBe(true)
  expect(isClass(null)).toBe(false)
})

test('isWithin takes a node as within itself', () => {
  const { node } = parseFile('f(a.b, c)')
  expect(isWithin(node('a'), node('a.b'))).toBe(true)
  expect(isWithin(node('a'), node('a'))).toBe(true)
  expect(isWithin(node('a.b'), node('a'))).toBe(false)
  expect(isWithin(node('c'), node('a.b'))).toBe(false)
})

test.each([
  ['function f() {}', 'f'],
  ['const g = () => {}', 'g'],
  ['const g = function f() {}', 'f'],
  ['const g = x(() => {})', undefined],
  ['const { g } = () => {}', undefined],
])('declaredName: %s: %s', (code, expected) => {
  const [scope] = parseFile(code).facts.nodes.functions
  expect(scope && declaredName(scope)?.name).toBe(expected)
})
