import { expect, test } from 'vitest'

import { onceGuardOf } from '../../../src/lives/repetition/once-guard.js'
import { parseFile } from '../../parse-file.js'

test.each([
  ['let on = false; function f() { if (on) return; on = true; $() }', true],
  ['let on = false; function f() { if (on) { x(); return } on = true; $() }', true],
  ['let on = false; function f() { if (on) throw x; on = true; $() }', true],
  ['let on = false; function f() { if (!on) { on = true; $() } }', true],
  ['let on = false; function f() { if (on) { x() } else { on = true; $() } }', true],
  // An `if` that does not leave lets everything after it through.
  ['let on = false; function f() { if (!on) { on = true } $() }', false],
  ['let on = false; function f() { if (on) { x() } on = true; $() }', false],
  ['let on = false; function f() { if (on) { on = true; $() } }', false],
  ['let on = false; function f() { if (!on) return; on = true; $() }', false],
  ['let on = false; function f() { $(); if (on) return; on = true }', false],
  // Somebody else opens it again.
  ['let on = false; function f() { if (on) return; on = true; $() } function g() { on = false }', false],
  ['let on = false; function f() { if (on) return; $() }', false],
  ['function f() { let on = false; if (on) return; on = true; $() }', false],
])('%s: %s', (code, expected) => {
  const { facts, call, functionNamed } = parseFile(code)
  expect(onceGuardOf(facts, call('$()'), functionNamed('f')) !== undefined).toBe(expected)
})
