import { expect, test } from 'vitest'

import { callsIn, callsOf } from '../../../src/lives/repetition/calls.js'
import { parseFile } from '../../parse-file.js'

test('calls by the function they stand in, and by the one they run', () => {
  const { facts, functionNamed, call } = parseFile(
    'top(); class A { a() { this.m(); each(() => other()) } b() { this.m(1) } m() {} }',
  )
  expect(callsIn(facts, functionNamed('a'))).toEqual(
    expect.arrayContaining([call('this.m()'), call('each(() => other())')]),
  )
  expect(callsIn(facts, functionNamed('a'))).toHaveLength(2)
  expect(callsIn(facts, undefined)).toEqual([call('top()')])
  expect(callsIn(facts, functionNamed('m'))).toEqual([])
  expect(callsOf(facts, functionNamed('m'))).toEqual([call('this.m()'), call('this.m(1)')])
  expect(callsOf(facts, functionNamed('a'))).toEqual([])
})
