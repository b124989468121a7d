import { expect, test } from 'vitest'

import { nodesAtPlace, useOf } from '../../../src/cells/uses/uses.js'
import { parseFile } from '../../parse-file.js'

test.each([
  ['x(subject)', 'argument'],
  ['new X(a, subject)', 'argument'],
  ['x(await subject)', 'argument'],
  ['x(a || subject)', 'argument'],
  ['x(a ? b : subject)', 'argument'],
  ['x((a, subject))', 'argument'],
  ['subject.x()', 'receiver'],
  ['subject!.x!()', 'receiver'],
  ['subject?.x?.()', 'receiver'],
  ['(await subject).x()', 'receiver'],
  ['y(subject.x)', 'property'],
  ['subject.x = 1', 'property'],
  ['delete subject.x', 'property'],
  ['subject = 1', 'assigned'],
  ['subject += 1', 'assigned'],
  ['a.b = subject', 'stored'],
  ['({ a: subject })', 'stored'],
  ['[subject]', 'stored'],
  ['x(...subject)', 'stored'],
  ['class A { a = subject }', 'stored'],
  ['const { a } = subject', 'stored'],
  ['const a = subject', 'alias'],
  ['let a; a = b ?? subject', 'alias'],
  ['function f() { return subject }', 'returned'],
  ['() => subject', 'returned'],
  ['function* f() { yield subject }', 'returned'],
  ['subject', 'tested'],
  ['await subject', 'tested'],
  ['if (subject) {}', 'tested'],
  ['!subject', 'tested'],
  ['subject && a', 'tested'],
  ['subject ? a : b', 'tested'],
  ['(subject, a)', 'tested'],
  ['subject === a', 'tested'],
  ['`${subject}`', 'tested'],
  ['subject()', 'other'],
  ['a[subject]', 'other'],
  ['for (const a of subject) {}', 'other'],
  ['throw subject', 'other'],
])('%s: %s', (code, kind) => {
  const { facts, node } = parseFile(code, { language: 'ts' })
  expect(useOf(facts, node('subject')).kind).toBe(kind)
})

test('an argument knows its call and its position', () => {
  const { facts, node, call } = parseFile('x(a, b ?? subject)')
  expect(useOf(facts, node('subject'))).toMatchObject({ call: call('x(a, b ?? subject)'), index: 1 })
})

test('nodesAtPlace finds every reader of a place, and nothing of other places', () => {
  const file = parseFile(`
    class A {
      a() { this.x }
      b() { const { x, y } = this; x; y }
      c() { const self = this; self.x; this.y }
    }
    class B { d() { this.x } }`)
  const place = file.facts.places.placeOf(file.node('this.x'))
  const lines = nodesAtPlace(file.facts, place ?? '').map((node) => node.loc.start.line)
  expect(lines).toEqual([3, 4, 5])
  expect(nodesAtPlace(file.facts, 'this99.x')).toEqual([])
  expect(nodesAtPlace(file.facts, 'this99.unheardOf')).toEqual([])
})
