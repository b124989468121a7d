import { expect, test } from 'vitest'

import { holderOf } from '../../src/lives/lifetime.js'
import { parseFile } from '../parse-file.js'

/** The holder of the argument of `$(…)`. */
function holderIn(code: string, settings?: unknown) {
  const { facts } = parseFile(code, { language: 'ts', settings })
  const argument = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  if (!argument) throw new Error(`No $(…) in ${code}`)
  return holderOf(facts, argument)
}

test.each([
  // the platform
  ['$(window)', 'module'],
  ['$(document.body)', 'module'],
  ['$(window.document)', 'module'],
  ['$(globalThis)', 'module'],
  ['const { body } = document; $(body)', 'module'],
  ['$(process.stdin)', 'module'],
  ['import process from "node:process"; $(process)', 'module'],
  ['const process = require("process"); $(process)', 'module'],
  ['$(matchMedia("x"))', 'module'],
  ['$(window.matchMedia(query))', 'module'],
  ['const m = matchMedia("x"); $(m)', 'module'],
  ['$(document.createElement("a"))', 'call'],
  ['$(document.querySelector("a"))', 'unknown'],
  ['$(window.foo)', 'unknown'],
  ['function f(element) { $(element.ownerDocument) }', 'module'],
  ['function f(a) { $(a && window) }', 'module'],
  ['function f(a) { $(a ? window : document) }', 'module'],
  ['function f(a) { $(a ? new A() : null) }', 'call'],
  ['function f(a) { $(a ?? window) }', 'unknown'],
  ['function f(window) { $(window) }', 'unknown'],
  // what a class keeps, and what was given to a member from outside
  ['class A { static bus = new Bus(); m() { $(A.bus) } }', 'module'],
  ['class A { m() { $(A.bus) } } A.bus = new Bus()', 'module'],
  ['class A { static bus = bus; m() { $(A.bus) } }', 'unknown'],
  ['function f(conn) { const peer = new Peer(); peer.conn = conn; $(peer.conn) }', 'unknown'],
  ['function f() { const peer = new Peer(); peer.conn = new Conn(); $(peer.conn) }', 'owner'],
  ['function f() { const child = spawn("x"); $(child.stdout) }', 'call'],
  // a signal in what was made of something given is the one that was given
  ['class A { constructor(o) { this.o = new Options(o) } m() { $(this.o.signal) } }', 'unknown'],
  ['class A { constructor() { this.c = new AbortController() } m() { $(this.c.signal) } }', 'owner'],
  // this module
  ['const bus = new Bus(); function f() { $(bus) }', 'module'],
  ['const bus = createBus(); function f() { $(bus) }', 'module'],
  ['const bus = await createBus(); function f() { $(bus) }', 'module'],
  ['const bus = getBus(); function f() { $(bus) }', 'unknown'],
  ['let bus = new Bus(); bus = other; function f() { $(bus) }', 'unknown'],
  ['import { bus } from "./bus"; function f() { $(bus) }', 'unknown'],
  // a call
  ['function f() { const a = new A(); $(a) }', 'call'],
  ['function f() { $(new A()) }', 'call'],
  ['function f() { const child = spawn("x"); $(child.stdout) }', 'call'],
  ['function f() { $(spawn("x").stdout.setEncoding("utf8")) }', 'call'],
  ['function f() { const a = new A().on("x", y); $(a) }', 'call'],
  ['function f() { const a = b.get(); $(a) }', 'unknown'],
  ['import { store } from "./store"; function f() { const a = store.startRecording(); $(a) }', 'call'],
  // an owner
  ['class A { m() { $(this) } }', 'owner'],
  ['class A { x = new B(); m() { $(this.x) } }', 'owner'],
  ['class A { #x = new B(); m() { $(this.#x.y) } }', 'owner'],
  ['class A { m() { this.x = createB(); $(this.x) } }', 'owner'],
  ['class A { x = null; m() { this.x = new B(); $(this.x!) } }', 'owner'],
  ['class A { m() { this.x = this.make(); this.x = new B(); $(this.x) } }', 'owner'],
  ['class A { m() { $(this.shadowRoot) } }', 'owner'],
  ['class A { m() { $(this.x) } }', 'unknown'],
  ['class A { constructor(private x: B) {} m() { $(this.x) } }', 'unknown'],
  ['class A { constructor(x) { this.x = x } m() { $(this.x) } }', 'unknown'],
  ['class A { x = window; m() { $(this.x) } }', 'module'],
  // a parameter
  ['function f(a) { $(a) }', 'unknown'],
  ['function f({ a }) { $(a.b) }', 'unknown'],
  // not understood
  ['$(a ? b : c)', 'unknown'],
  ['$(a)', 'unknown'],
  ['const a = b, b = a; $(a)', 'unknown'],
])('%s: %s', (code, lifetime) => {
  expect(holderIn(code).lifetime).toBe(lifetime)
})

test.each([
  ['$(document)', 'until the page is left'],
  ['$(process)', 'until the process ends'],
  ['const bus = new Bus(); function f() { $(bus) }', 'as long as this module is loaded'],
  ['function f(a) { $(a) }', undefined],
])('%s lives %s', (code, until) => {
  expect(holderIn(code).until).toBe(until)
})

test('what belongs to the module itself is told from what belongs to the platform', () => {
  expect(holderIn('const bus = new Bus(); function f() { $(bus) }').ownModule).toBe(true)
  expect(holderIn('$(window)').ownModule).toBe(false)
})

test.each([
  ['function f(a) { $(a) }', 'parameter'],
  ['function f(a) { const b = a; $(b) }', 'parameter'],
  ['import a from "a"; $(a)', 'import'],
  ['import a from "a"; $(a.b)', 'import'],
  ['const { a } = require("a"); $(a)', 'import'],
  ['class A { constructor(x) { this.x = x } m() { $(this.x) } }', 'injected'],
  ['class A { constructor(readonly x: B) {} m() { $(this.x) } }', 'injected'],
  ['class A { m() { $(this.x) } }', 'injected'],
  ['$(a())', 'other'],
])('%s comes from: %s', (code, origin) => {
  expect(holderIn(code).origin).toBe(origin)
})

test("the user's long-lived expressions live as long as the program", () => {
  const code = '$(app.events)'
  expect(holderIn(code).lifetime).toBe('unknown')
  expect(holderIn(code, { longLived: ['app.events'] })).toMatchObject({
    lifetime: 'module',
    until: 'until the program ends',
  })
  expect(holderIn(code, { longLived: ['app'] }).lifetime).toBe('unknown')
})
