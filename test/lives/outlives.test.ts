import { expect, test } from 'vitest'

import { outlives } from '../../src/lives/outlives.js'
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

test('says what it rests on', () => {
  const { facts, call } = parseFile('class A { m() { window.on() } dispose() {} }')
  const on = call('window.on()')
  const [owner] = ownersOf(facts, on)
  const receiver = on.callee.type === 'MemberExpression' ? on.callee.object : on
  const link = owner && outlives(facts, receiver, owner)
  expect(link?.because).toBe('window lives until the page is left')
  expect(link?.witness).toBe(receiver)
})
