import { expect, test } from 'vitest'

import { outlives, wasThereBefore } from '../../src/lives/outlives.js'
import { ownersOf } from '../../src/lives/owner.js'
import type { Sureness } from '../../src/ledger/link.js'
import { parseFile } from '../parse-file.js'

/** Whether the `holder` of `holder.on()` outlives the innermost owner of that call. */
test.each<[string, string, Sureness]>([
  ['class A { m() { window.on() } dispose() {} }', 'window', 'yes'],
  ["import { bus } from 'x'; class A { m() { bus.on() } dispose() {} }", 'bus', 'likely'],
  ['class A { constructor() { this.bus = new Bus() } m() { this.bus.on() } dispose() {} }', 'this.bus', 'no'],
  [
    'class A { constructor(bus) { this.bus = bus } m() { this.bus.on() } dispose() {} }',
    'this.bus',
    'unknown',
  ],
  ['class A { m(bus) { bus.on() } dispose() {} }', 'bus', 'unknown'],
  ['class A { m() { const bus = new Bus(); bus.on() } dispose() {} }', 'bus', 'no'],
  ['function F() { const bus = new Bus(); useEffect(() => { bus.on() }, []) }', 'bus', 'yes'],
  ['function F() { useEffect(() => { const bus = new Bus(); bus.on() }, []) }', 'bus', 'no'],
  ['const bus = new Bus(); class A { m() { bus.on() } dispose() {} }', 'bus', 'yes'],
  [
    'class A { constructor() { this.bus = new Bus(); app.get("/", (req, res) => { this.bus.on() }) } }',
    'this.bus',
    'yes',
  ],
])('%s: %s: %s', (code, holder, expected) => {
  const { facts, call } = parseFile(code)
  const on = call(`${holder}.on()`)
  const [owner] = ownersOf(facts, on)
  const receiver = on.callee.type === 'MemberExpression' ? on.callee.object : on
  expect(owner && outlives(facts, receiver, owner).sure).toBe(expected)
})

test.each([
  ['import { bus } from "x"; function f() { bus.on() }', true],
  ['function f() { const a = document.getElementById("a"); a.on() }', true],
  ['class A { pick() { return this.all[0] } f() { const a = this.pick(); a.on() } }', true],
  ['const all = []; const pick = (i) => all[i]; function f() { const a = pick(1); a.on() }', true],
  [
    'class A { pick() { let b = this.all[0]; for (const c of this.all) if (c.x) b = c; return b } f() { const a = this.pick(); a.on() } }',
    true,
  ],
  ['class A { pick() { return make() } f() { const a = this.pick(); a.on() } }', false],
  ['class A { pick() { return this.all.shift() } f() { const a = this.pick(); a.on() } }', false],
  [
    'class A { pick() { if (x) return this.all[0]; return make() } f() { const a = this.pick(); a.on() } }',
    false,
  ],
  ['class A { pick() { this.a = make(); return this.a } f() { const a = this.pick(); a.on() } }', false],
  ['class A { pick(b) { return b } f() { const a = this.pick(c); a.on() } }', false],
  ['class A { pick() { return this.pick() } f() { const a = this.pick(); a.on() } }', false],
  ['class A { pick() { let b = c; let c = b; return b } f() { const a = this.pick(); a.on() } }', false],
])('there before the function: %s: %s', (code, expected) => {
  const { facts, functionNamed } = parseFile(code)
  const on = facts.nodes.calls.get('on')?.[0]
  const receiver = on?.callee.type === 'MemberExpression' ? on.callee.object : undefined
  expect(receiver && wasThereBefore(facts, receiver, functionNamed('f')) !== undefined).toBe(expected)
})

test('says what it rests on', () => {
  const { facts, call } = parseFile('class A { m() { window.on() } dispose() {} }')
  const on = call('window.on()')
  const [owner] = ownersOf(facts, on)
  const receiver = on.callee.type === 'MemberExpression' ? on.callee.object : on
  const link = owner && outlives(facts, receiver, owner)
  expect(link?.because).toBe('window lives until the page is left')
  expect(link?.witness).toBe(receiver)
})
