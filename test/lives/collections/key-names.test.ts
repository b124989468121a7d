import { expect, test } from 'vitest'

import {
  isEndlessName,
  isNamedByProgram,
  namesPartOfProgram,
} from '../../../src/lives/collections/key-names.js'
import { parseFile } from '../../parse-file.js'

const keyIn = (code: string) => parseFile(`$(${code})`).node(code)

test.each([
  ['userId', true],
  ['session_token', true],
  ['grid', false],
  ['tooltip', false],
])('isEndlessName: %s: %j', (name, expected) => {
  expect(isEndlessName(name)).toBe(expected)
})

test.each([
  ['locale', true],
  ['event.type', true],
  ['eventName', true],
  ['name', false],
  ['label', false],
  ['lookup(type)', false],
])('isNamedByProgram: %s: %j', (code, expected) => {
  expect(isNamedByProgram(keyIn(code))).toBe(expected)
})

test.each([
  ['locale', true],
  ['className', true],
  ['label', true],
  ['userName', false],
  ['lower(component.name)', true],
  ['lower(type, x)', false],
  ['`on${event}:${type}`', true],
  ['"on" + userId', false],
])('namesPartOfProgram: %s: %j', (code, expected) => {
  expect(namesPartOfProgram(keyIn(code))).toBe(expected)
})
