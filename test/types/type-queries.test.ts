import ts from 'typescript'
import { describe, expect, test } from 'vitest'

import { constituents, createTypeQueries, saysNothing, typeNames } from '../../src/types/type-queries.js'
import { parseFile } from '../parse-file.js'
import { typeIn } from './type-in.js'

describe('createTypeQueries', () => {
  test.each([undefined, {}, { program: null }, { program: {} }, { esTreeNodeToTSNodeMap: new Map() }])(
    'there are none from %j',
    (services) => {
      expect(createTypeQueries(services)).toBeUndefined()
    },
  )

  test('the TypeScript parser without a program gives none', () => {
    const { facts } = parseFile('const a = 1', { language: 'ts' })
    expect(createTypeQueries(facts.sourceCode.parserServices)).toBeUndefined()
  })

  test('leads from a node to its type and back to the node of TypeScript', () => {
    const { types, type } = typeIn('Map<string, number>')
    expect(types.checker.typeToString(type)).toBe('Map<string, number>')
    expect(types.ts).toBe(ts)
  })
})

test.each([
  ['any', true],
  ['unknown', true],
  ['Missing', true],
  ['never', false],
  ['object', false],
  ['any[]', false],
])('%s says nothing: %s', (name, expected) => {
  const { types, type } = typeIn(name)
  expect(saysNothing(types, type)).toBe(expected)
})

test.each([
  ['string | number | null', ['string', 'number']],
  ['string', ['string']],
  ['null | undefined', []],
  ['void', []],
])('the parts of %s are %j', (name, expected) => {
  const { types, type } = typeIn(name)
  expect(constituents(types, type).map((part) => types.checker.typeToString(part))).toEqual(expected)
})

test.each([
  ['B', ['A', 'B']],
  ['C', ['C']],
  ['Promise<A>', ['Promise']],
  ['A & C', ['A', 'C']],
  ['Self', ['Base', 'Self']],
])('the names of %s', (name, expected) => {
  const { types, type } = typeIn(
    name,
    'interface A {} interface B extends A {} interface C {} interface Base<T> {} interface Self extends Base<Self> {}',
  )
  expect([...(typeNames(types, type) ?? [])].sort()).toEqual(expected)
})
