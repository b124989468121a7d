import { expect, test } from 'vitest'

import { overwrites } from '../../src/analysis/overwrites.js'
import { parseFile, type ParseOptions } from '../parse-file.js'

/** What a file overwrites, as `certainty cause: name in method`. */
function overwritten(code: string, options?: ParseOptions): string[] {
  const { facts } = parseFile(code, options)
  return overwrites(facts).map(
    ({ certainty, cause, name, method }) => `${certainty} ${cause}: ${name}${method && ` in ${method}`}`,
  )
}

const CLOSE = 'dispose() { this.x.close() }'

test.each<[string, string[]]>([
  [`class A { refresh() { this.x = new WebSocket(a) } ${CLOSE} }`, ['known again: this.x in refresh()']],
  ['class A { refresh() { this.x = new WebSocket(a) } }', ['likely again: this.x in refresh()']],
  [`class A { other() { this.x = new WebSocket(a) } ${CLOSE} }`, ['likely again: this.x in other()']],
  [`class A { start() { this.x = new WebSocket(a) } ${CLOSE} }`, []],
  [`const a = { refresh() { this.x = new WebSocket(a) }, ${CLOSE} }`, ['known again: this.x in refresh()']],
  [
    'function A() {} A.prototype.refresh = function () { this.x = new WebSocket(a) }; A.prototype.dispose = function () { this.x.close() }',
    ['known again: this.x in refresh()'],
  ],
  [
    `class A { refresh = () => { this.x = new WebSocket(a) }; ${CLOSE} }`,
    ['known again: this.x in refresh()'],
  ],
  [
    `class A { refresh() { b(() => { this.x = new WebSocket(a) }) } ${CLOSE} }`,
    ['known again: this.x in refresh()'],
  ],
  [
    `class A { refresh() { const self = this; self.x = new WebSocket(a) } ${CLOSE} }`,
    ['known again: this.x in refresh()'],
  ],
  [
    `class A { refresh() { this.x = this.make() } make() { return new WebSocket(a) } ${CLOSE} }`,
    ['known again: this.x in refresh()'],
  ],
  [
    `class A { refresh() { this.x = new WebSocket(a); this.x = new WebSocket(b) } ${CLOSE} }`,
    ['known again: this.x in refresh()'],
  ],
  [
    `class A { refresh() { this.x = new WebSocket(a); this.y = new WebSocket(b) } dispose() { this.x.close(); this.y.close() } }`,
    ['known again: this.x in refresh()', 'known again: this.y in refresh()'],
  ],
  // Another field of the instance may be the one that is released.
  [
    `class A { refresh() { this.x = new WebSocket(a); this.y = this.x } ${CLOSE} }`,
    ['likely again: this.x in refresh()'],
  ],
  // Released in a method that is no end: then who calls the one may call the other first.
  [
    'class A { refresh() { this.x = new WebSocket(a) } hide() { this.x.close() } }',
    ['likely again: this.x in refresh()'],
  ],
  // What is to be closed is known by a row, by a class of the file, or by its release.
  [
    'class B { close() { a() } } class A { refresh() { this.x = new B() } dispose() { this.x.close() } }',
    ['known again: this.x in refresh()'],
  ],
  [`class A { refresh() { this.x = new B() } ${CLOSE} }`, ['known again: this.x in refresh()']],
  ['class A { refresh() { this.x = new B() } dispose() { this.x.remove(a) } }', []],
  ['class A { refresh() { this.x = new B() } dispose() { this.x.close(1, a) } }', []],
  [
    'class A { refresh() { this.x = new B() } dispose() { this.x.destroy(true) } }',
    ['known again: this.x in refresh()'],
  ],
  ['class A { refresh() { this.x = b() } dispose() { this.x.close() } }', []],
  ['class A { refresh() { this.x = new B() } dispose() { } }', []],
  // timers
  [
    'class A { refresh() { this.x = setInterval(a, 9) } dispose() { clearInterval(this.x) } }',
    ['known again: this.x in refresh()'],
  ],
  [
    'class A { refresh() { this.x = window.setInterval(a, 9) } dispose() { clearInterval(this.x) } }',
    ['known again: this.x in refresh()'],
  ],
  [
    'class A { refresh() { this.x = setTimeout(a, 9000) } dispose() { clearTimeout(this.x) } }',
    ['likely again: this.x in refresh()'],
  ],
  ['class A { refresh() { this.x = setTimeout(a, 999) } dispose() { clearTimeout(this.x) } }', []],
  [
    'class A { refresh() { this.x = requestAnimationFrame(a) } dispose() { cancelAnimationFrame(this.x) } }',
    [],
  ],
  ['class A { refresh() { this.x = setInterval(a, 9) } dispose() { this.x.unref() } }', []],
  // too late
  [
    `class A { refresh() { this.x = new WebSocket(a); this.x.close() } ${CLOSE} }`,
    ['known tooLate: this.x in refresh()'],
  ],
  [
    'class A { refresh() { this.x = setInterval(a); clearInterval(this.x) } dispose() { clearInterval(this.x) } }',
    ['known tooLate: this.x in refresh()'],
  ],
  [`class A { refresh() { this.x = new WebSocket(a); b(); this.x.close() } ${CLOSE} }`, []],
  [`class A { refresh() { this.x = new WebSocket(a); b(() => this.x.close()) } ${CLOSE} }`, []],
  ['class A { refresh() { this.x = new WebSocket(a); this.x.close() } }', []],
  // no members
  ['function f() { x = new WebSocket(a) }', []],
  ['function f(o) { o.x = new WebSocket(a) }', []],
  ['class A { refresh() { this.y.x = new WebSocket(a) } dispose() { this.y.x.close() } }', []],
  ['class A { refresh() { this[a] = new WebSocket(a) } dispose() { this[a].close() } }', []],
  ['class A { static refresh() { A.x = new WebSocket(a) } }', []],
])('%s: %j', (code, expected) => {
  expect(overwritten(code)).toEqual(expected)
})

test('fields come first, then variables', () => {
  const code = `
    import { openSync, closeSync } from 'node:fs'
    function f(names) { let fd; for (const name of names) { fd = openSync(name) } closeSync(fd) }
    function g() { let fd = openSync(a); fd = openSync(b); closeSync(fd) }
    class A { refresh() { this.x = new WebSocket(a) } ${CLOSE} }`
  expect(overwritten(code)).toEqual([
    'known again: this.x in refresh()',
    'known loop: fd',
    'known assigned: fd',
  ])
})

test('the same in TypeScript', () => {
  const code = `class A { private x?: WebSocket; public refresh(): void { this.x = new WebSocket(a) as WebSocket } dispose() { this.x!.close() } }`
  expect(overwritten(code, { language: 'ts' })).toEqual(['known again: this.x in refresh()'])
})

test('the statement before which to release: of several writes in one method none', () => {
  const statementOf = (code: string) => {
    const { facts } = parseFile(code)
    const statement = overwrites(facts)[0]?.statement
    return statement && facts.sourceCode.getText(statement)
  }
  expect(statementOf(`class A { refresh() { this.x = new WebSocket(a); b() } ${CLOSE} }`)).toBe(
    'this.x = new WebSocket(a);',
  )
  expect(statementOf(`class A { refresh() { b(this.x = new WebSocket(a)) } ${CLOSE} }`)).toBeUndefined()
  expect(
    statementOf(
      `class A { refresh() { if (b) { this.x = new WebSocket(a) } else { this.x = new WebSocket(b) } } ${CLOSE} }`,
    ),
  ).toBeUndefined()
})
