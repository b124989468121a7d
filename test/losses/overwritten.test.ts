import { expect, test } from 'vitest'

import { findings } from '../../src/verdict/findings.js'
import { parseFile, type ParseOptions } from '../parse-file.js'

/** What a file overwrites, as `verdict form: cell at line`; what is silent is left out. */
function overwritten(code: string, options?: ParseOptions): string[] {
  const { facts } = parseFile(code, options)
  return findings(facts).flatMap(({ loss, verdict }) =>
    verdict === 'silent' || !(loss.kind === 'overwritten' || loss.kind === 'misplaced')
      ? []
      : [`${verdict} ${loss.kind === 'misplaced' ? 'tooLate' : 'again'}: ${loss.cell?.text ?? ''}`],
  )
}

const CLOSE = 'dispose() { this.x.close() }'

test.each<[string, string[]]>([
  [`class A { refresh() { this.x = new WebSocket(a) } ${CLOSE} }`, ['known again: this.x']],
  ['class A { refresh() { this.x = new WebSocket(a) } }', ['likely again: this.x']],
  [`class A { other() { this.x = new WebSocket(a) } ${CLOSE} }`, ['likely again: this.x']],
  [`class A { start() { this.x = new WebSocket(a) } ${CLOSE} }`, []],
  [`const a = { refresh() { this.x = new WebSocket(a) }, ${CLOSE} }`, ['known again: this.x']],
  [
    'function A() {} A.prototype.refresh = function () { this.x = new WebSocket(a) }; A.prototype.dispose = function () { this.x.close() }',
    ['known again: this.x'],
  ],
  [`class A { refresh(b) { this.x = b ? new WebSocket(a) : null } ${CLOSE} }`, ['known again: this.x']],
  // An event of what was made there is no run of its own.
  [`class A { connect() { const s = new WebSocket(a); s.onopen = () => { this.x = s } } ${CLOSE} }`, []],
  // One branch begins it and the other ends it, in turn.
  [
    `class A { open() { this.x = new Panel(a) }
      componentDidUpdate(p) { if (this.props.on && !p.on) this.open(); else if (!this.props.on) { this.x.close(); this.x = null } } ${CLOSE} }`,
    ['likely again: this.x'],
  ],
  // A nested function that runs once for each of what it fills overwrites nothing.
  ['function f() { let x; function g() { x = new WebSocket(a) } g(); return () => x.close() }', []],
  [
    'function f() { let x; function g() { x = new WebSocket(a) } b(g); return () => x.close() }',
    ['likely again: x'],
  ],
  [`class A { refresh = () => { this.x = new WebSocket(a) }; ${CLOSE} }`, ['known again: this.x']],
  [`class A { refresh() { b(() => { this.x = new WebSocket(a) }) } ${CLOSE} }`, ['known again: this.x']],
  [
    `class A { refresh() { const self = this; self.x = new WebSocket(a) } ${CLOSE} }`,
    ['known again: this.x'],
  ],
  [
    `class A { refresh() { this.x = this.make() } make() { return new WebSocket(a) } ${CLOSE} }`,
    ['known again: this.x'],
  ],
  [
    `class A { refresh() { this.x = new WebSocket(a); this.x = new WebSocket(b) } ${CLOSE} }`,
    ['known again: this.x'],
  ],
  [
    `class A { refresh() { this.x = new WebSocket(a); this.y = new WebSocket(b) } dispose() { this.x.close(); this.y.close() } }`,
    ['known again: this.x', 'known again: this.y'],
  ],
  // Another field of the instance may be the one that is released.
  [`class A { refresh() { this.x = new WebSocket(a); this.y = this.x } ${CLOSE} }`, ['likely again: this.x']],
  // Released in a method that is no end: then who calls the one may call the other first.
  ['class A { refresh() { this.x = new WebSocket(a) } hide() { this.x.close() } }', ['known again: this.x']],
  // What is to be closed is known by a row, by a class of the file, or by its release.
  [
    'class B { close() { a() } } class A { refresh() { this.x = new B() } dispose() { this.x.close() } }',
    ['known again: this.x'],
  ],
  [`class A { refresh() { this.x = new B() } ${CLOSE} }`, ['known again: this.x']],
  ['class A { refresh() { this.x = new B() } dispose() { this.x.remove(a) } }', []],
  ['class A { refresh() { this.x = new B() } dispose() { this.x.close(1, a) } }', []],
  ['class A { refresh() { this.x = new B() } dispose() { this.x.destroy(true) } }', ['known again: this.x']],
  ['class A { refresh() { this.x = b() } dispose() { this.x.close() } }', ['likely again: this.x']],
  ['class A { refresh() { this.x = new B() } dispose() { } }', []],
  // timers
  [
    'class A { refresh() { this.x = setInterval(a, 9) } dispose() { clearInterval(this.x) } }',
    ['known again: this.x'],
  ],
  [
    'class A { refresh() { this.x = window.setInterval(a, 9) } dispose() { clearInterval(this.x) } }',
    ['known again: this.x'],
  ],
  [
    'class A { refresh() { this.x = setTimeout(a, 9000) } dispose() { clearTimeout(this.x) } }',
    ['likely again: this.x'],
  ],
  ['class A { refresh() { this.x = setTimeout(a, 999) } dispose() { clearTimeout(this.x) } }', []],
  [
    'class A { refresh() { this.x = requestAnimationFrame(a) } dispose() { cancelAnimationFrame(this.x) } }',
    [],
  ],
  ['class A { refresh() { this.x = setInterval(a, 9) } dispose() { this.x.unref() } }', []],
  // too late
  [`class A { refresh() { this.x = new WebSocket(a); this.x.close() } ${CLOSE} }`, ['known tooLate: this.x']],
  [
    'class A { refresh() { this.x = setInterval(a); clearInterval(this.x) } dispose() { clearInterval(this.x) } }',
    ['known tooLate: this.x'],
  ],
  [
    `class A { refresh() { this.x = new WebSocket(a); b(); this.x.close() } ${CLOSE} }`,
    ['likely tooLate: this.x'],
  ],
  [`class A { refresh() { this.x = new WebSocket(a); b(() => this.x.close()) } ${CLOSE} }`, []],
  ['class A { refresh() { this.x = new WebSocket(a); this.x.close() } }', []],
  // no members
  ['function f() { x = new WebSocket(a) }', []],
  ['function f(o) { o.x = new WebSocket(a) }', []],
  // a member of what the file does not write out may be a setter
  ['class A { refresh() { this.y.x = new WebSocket(a) } dispose() { this.y.x.close() } }', []],
  [
    'class A { y = { x: undefined }; refresh() { this.y.x = new WebSocket(a) } dispose() { this.y.x.close() } }',
    ['known again: this.y.x'],
  ],
  [
    'function f() { let x; return { refresh() { x = new WebSocket(a) }, close() { x.close() } } }',
    ['known again: x'],
  ],
  [
    'class A { y = new Map(); refresh(k) { this.y.set(k, new WebSocket(a)) } dispose() { for (const x of this.y.values()) x.close() } }',
    ['known again: this.y.get(k)'],
  ],
  [
    'class A { y = new Map(); refresh(k) { this.y.get(k)?.close(); this.y.set(k, new WebSocket(a)) } dispose() { for (const x of this.y.values()) x.close() } }',
    [],
  ],
  [
    'class A { y = new Map(); refresh(k) { if (this.y.has(k)) return; this.y.set(k, new WebSocket(a)) } dispose() { for (const x of this.y.values()) x.close() } }',
    [],
  ],
  [
    'class A { y = new Map(); refresh() { this.y.set(id(), new WebSocket(a)) } dispose() { for (const x of this.y.values()) x.close() } }',
    [],
  ],
  [
    'class A { y = new Map(); refresh(k) { const old = this.y.get(k); this.y.set(k, new WebSocket(a)); old?.close() } dispose() { for (const x of this.y.values()) x.close() } }',
    [],
  ],
  ['class A { refresh() { this[a] = new WebSocket(a) } dispose() { this[a].close() } }', []],
  ['class A { static refresh() { A.x = new WebSocket(a) } }', ['likely again: A.x']],
])('%s: %j', (code, expected) => {
  expect(overwritten(code)).toEqual(expected)
})
