import { expect, test } from 'vitest'

import { isConstructor, isUpdateMember } from '../../../src/lives/repetition/runs.js'
import { enclosingFunction } from '../../../src/syntax/functions.js'
import { parseFile } from '../../parse-file.js'

const inClass = (members: string): string => `class A { ${members} }`

test('updates are the members that a framework calls on each one', () => {
  const { facts, functionNamed } = parseFile(inClass('updated() {} mounted() {}'))
  expect(isUpdateMember(facts, functionNamed('updated'))).toBe(true)
  expect(isUpdateMember(facts, functionNamed('mounted'))).toBe(false)
})

test('a constructor is one by its kind, not by its name', () => {
  const { facts, call } = parseFile('class A { constructor() { a() } static constructor() { b() } }')
  expect(facts.nodes.functions.map(isConstructor)).toEqual([true, false])
  expect(enclosingFunction(call('a()'))).toBe(facts.nodes.functions[0])
})
