import { expect, test } from 'vitest'

import { calleeName, keyName, memberName, receiverOf } from '../../src/syntax/property-name.js'
import { parseFile } from '../parse-file.js'

test.each([
  ['({ a: 1 })', 'a'],
  ['({ "a b": 1 })', 'a b'],
  ['({ 1: 1 })', '1'],
  ['({ ["a"]: 1 })', 'a'],
  ['({ [Symbol.dispose]: 1 })', 'Symbol.dispose'],
  ['({ [a]: 1 })', undefined],
  ['({ [`a`]: 1 })', undefined],
  ['({ [Other.dispose]: 1 })', undefined],
  ['({ [Symbol[a]]: 1 })', undefined],
])('keyName: %s', (code, expected) => {
  const { facts, node } = parseFile(code)
  const object = node(code.slice(1, -1))
  const property = object.type === 'ObjectExpression' ? object.properties[0] : undefined
  if (property?.type !== 'Property') throw new Error(facts.sourceCode.text)
  expect(keyName(property.key, property.computed)).toBe(expected)
})

test.each([
  ['a.b', 'b'],
  ['a["b"]', 'b'],
  ['a[0]', '0'],
  ['a[b]', undefined],
  ['a[Symbol.iterator]', 'Symbol.iterator'],
])('memberName: %s', (code, expected) => {
  const node = parseFile(code).node(code)
  expect(node.type === 'MemberExpression' && memberName(node)).toBe(expected)
})

test('the name of a private member has its sign', () => {
  const node = parseFile('class A { #b; c() { this.#b } }').node('this.#b')
  expect(node.type === 'MemberExpression' && memberName(node)).toBe('#b')
})

test.each([
  ['f()', 'f', undefined],
  ['a.f()', 'f', 'a'],
  ['a.b.f()', 'f', 'a.b'],
  ['a?.f()', 'f', 'a'],
  ['a["f"]()', 'f', 'a'],
  ['a[f]()', undefined, 'a'],
  ['a.f!()', 'f', 'a'],
  ['f()()', undefined, undefined],
])('%s calls %s on %s', (code, name, receiver) => {
  const { facts, call } = parseFile(code, { language: 'ts' })
  const node = call(code)
  const object = receiverOf(node)
  expect(calleeName(node)).toBe(name)
  expect(object && facts.sourceCode.getText(object)).toBe(receiver)
})

test('what is constructed has a name too', () => {
  const node = parseFile('new a.B()').node('new a.B()')
  expect(node.type === 'NewExpression' && calleeName(node)).toBe('B')
})
