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

const member = (body: string, other = ''): string =>
  `class A { constructor() { this.on = false } f() { ${body} } ${other} }`

test.each([
  [member('if (!this.on) { this.on = true; $() }'), 'instance'],
  [member('if (this.on) return; this.on = true; $()'), 'instance'],
  [member('if (!this.on && this.x) { this.on = true; $() }'), 'instance'],
  [member('if (this.on || !this.x) return; this.on = true; $()'), 'instance'],
  ['let on = false; function f(x) { if (x && !on) { on = true; $() } }', 'program'],
  // Either lets it through.
  [member('if (!this.on || this.x) { this.on = true; $() }'), undefined],
  [member('if (this.on && this.x) return; this.on = true; $()'), undefined],
  // Set back, by itself or by others.
  [member('if (this.on) return; this.on = true; $(); this.on = false'), undefined],
  [member('if (this.on) return; this.on = true; $()', 'stop() { this.on = false }'), undefined],
  [member('if (!this.socket) { this.socket = $() }'), undefined],
  [member('if (!other.on) { other.on = true; $() }'), undefined],
])('of what it lets one through: %s: %s', (code, expected) => {
  const { facts, call, functionNamed } = parseFile(code)
  expect(onceGuardOf(facts, call('$()'), functionNamed('f'))?.of).toBe(expected)
})
