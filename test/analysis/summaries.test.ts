import { expect, test } from 'vitest'

import { effectOnArgument } from '../../src/analysis/summaries.js'
import { parseFile } from '../parse-file.js'

test.each([
  ['function f(a) { if (a) x() } f(subject)', 'borrows'],
  ['function f(a) { return a.b } f(subject)', 'borrows'],
  ['function f(a, b) { if (b.c) x() } f(1, subject)', 'borrows'],
  ['const f = (a) => a.b; f(subject)', 'borrows'],
  ['class A { f(a) { return a === 1 } g() { this.f(subject) } }', 'borrows'],
  ['function f() {} f(subject)', 'keeps'],
  ['function f(a) { a.close() } f(subject)', 'keeps'],
  ['function f(a) { x(a) } f(subject)', 'keeps'],
  ['function f(a) { return a } f(subject)', 'keeps'],
  ['function f(a) { x.y = a } f(subject)', 'keeps'],
  ['function f(a) { const b = a } f(subject)', 'keeps'],
  ['function f(a) { x(() => a.b) } f(subject)', 'keeps'],
  ['function f({ a }) { x(a) } f(subject)', 'keeps'],
  ['function f(...a) { x(a) } f(subject)', 'keeps'],
  ['let f; f = (a) => a.b; f = (a) => x(a); f(subject)', 'keeps'],
  ['f(subject)', 'unknown'],
  ['import { f } from "f"; f(subject)', 'unknown'],
  ['function f(a) { return a.b } f(...x, subject)', 'unknown'],
])('%s: %s', (code, expected) => {
  const { facts, node } = parseFile(code)
  const { parent } = node('subject')
  if (parent?.type !== 'CallExpression') throw new Error(code)
  const index = parent.arguments.findIndex((argument) => facts.sourceCode.getText(argument) === 'subject')
  expect(effectOnArgument(facts, parent, index)).toBe(expected)
})
