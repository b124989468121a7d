import { expect, test } from 'vitest'

import { mayFollow } from '../../src/syntax/may-follow.js'
import { parseFile } from '../parse-file.js'

test.each([
  ['start(); end()', true],
  ['if (a) start(); end()', true],
  ['if (a) start(); else end()', false],
  ['if (a) { start() } else if (b) { end() }', false],
  ['a ? start() : end()', false],
  ['if (a) { start(); return } end()', false],
  ['if (a) { start(); if (b) return } end()', true],
  ['if (a) { start(); end(); return }', true],
  ['try { if (a) { start(); return } } finally { end() }', true],
  ['try { if (a) { start(); throw 1 } } catch { end() }', true],
  ['switch (a) { case 1: start(); break; case 2: end() }', false],
  ['switch (a) { case 1: start(); case 2: end() }', true],
  ['switch (a) { case 1: start(); break } end()', true],
  ['if (a) start(); else later(() => end())', true],
])('%s: %s', (code, expected) => {
  const { call } = parseFile(`function f(a, b) { ${code} }`)
  expect(mayFollow(call('end()'), call('start()'))).toBe(expected)
})
