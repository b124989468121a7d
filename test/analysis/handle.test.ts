import { describe, expect, test } from 'vitest'

import { handleOf, usesOfHandle } from '../../src/analysis/handle.js'
import { nodesAtPlace } from '../../src/cells/uses.js'
import { parseFile } from '../parse-file.js'

const FLUENT = new Set(['unref'])

function handleIn(code: string) {
  const { facts, call } = parseFile(code, { language: 'ts' })
  return { facts, call, handle: handleOf(facts, call('start()'), FLUENT) }
}

test.each([
  ['start()', 'dropped'],
  ['await start()', 'dropped'],
  ['void start()', 'dropped'],
  ['if (start()) x()', 'dropped'],
  ['start().unref()', 'dropped'],
  ['const t = start()', 'variable'],
  ['let t; t = start()', 'variable'],
  ['const t = start().unref()', 'variable'],
  ['const t = start() as unknown as Timer', 'variable'],
  ['const t = a ?? start()', 'variable'],
  ['const t = a ? start() : null', 'variable'],
  ['class A { m() { this.t = start() } }', 'member'],
  ['class A { t = start(); m() { this.t } }', 'member'],
  ['function f(o) { o.t = start() }', 'member'],
  ['function f() { return start() }', 'returned'],
  ['const f = () => start()', 'returned'],
  ['function* f() { yield start() }', 'returned'],
  ['x(start())', 'handedOn'],
  ['new X(start())', 'handedOn'],
  ['start().x()', 'handedOn'],
  ['const o = { t: start() }', 'handedOn'],
  ['const l = [start()]', 'handedOn'],
  ['class A { m(k) { this.t[k] = start() } }', 'handedOn'],
  ['class A { t = start() }', 'member'],
  ['class A { [t] = start() }', 'handedOn'],
  ['const { t } = start()', 'handedOn'],
  ['function f(t = start()) {}', 'handedOn'],
])('%s: %s', (code, kind) => {
  expect(handleIn(code).handle.kind).toBe(kind)
})

test.each([
  ['class A { m() { this.t = start() } }', 'this.t'],
  ['class A { #t = start(); m() { this.#t } }', 'this.#t'],
  ['const t = start()', 't'],
  ['function f(o) { o.t = start() }', 'o.t'],
])('%s is kept as %s', (code, text) => {
  const { handle } = handleIn(code)
  expect('text' in handle && handle.text).toBe(text)
})

test('a field belongs to its own class', () => {
  const { handle, facts } = handleIn(
    'class A { t = 1; m() { this.t } } class B { t = start(); n() { this.t } }',
  )
  const readers = 'place' in handle ? nodesAtPlace(facts, handle.place) : []
  expect(readers.map((node) => node.range[0])).toEqual([63])
})

describe('usesOfHandle', () => {
  test.each([
    ['const t = start(); stop(t)', ['argument']],
    ['const t = start(); t.stop(); if (t) x(t.y)', ['receiver', 'tested', 'property']],
    ['const t = start(); const u = t; stop(u)', ['alias', 'argument']],
    ['let t = start(); t = null', []],
    ['class A { m() { this.t = start() } n() { stop(this.t) } }', ['argument']],
    ['class A { m() { this.t = start() } n() { const { t } = this; stop(t) } }', ['argument']],
    [
      'class A { m() { this.t = start() } n() { const t = this.t; stop(t) } }',
      ['alias', 'argument', 'argument'],
    ],
    ['class A { m() { this.t = start() } } class B { n() { stop(this.t) } }', []],
    ['function f(o) { o.t = start() } function g(p) { stop(p.t) }', ['argument']],
    ['const t = start(); export { t }', ['other']],
  ])('%s: %j', (code, kinds) => {
    const { facts, call, handle } = handleIn(code)
    if (!('place' in handle)) throw new Error(handle.kind)
    const found = usesOfHandle(facts, handle, call('start()')).map((use) => use.kind)
    expect([...new Set(found)].sort()).toEqual([...new Set(kinds)].sort())
  })

  test('a property that hundreds of places read is not followed', () => {
    const reads = Array.from({ length: 300 }, (_, i) => `function g${i}(p) { if (p.t) x() }`)
    const { facts, call, handle } = handleIn(`function f(o) { o.t = start() } ${reads.join('\n')}`)
    if (!('place' in handle)) throw new Error(handle.kind)
    expect(usesOfHandle(facts, handle, call('start()')).map((use) => use.kind)).toEqual(['other'])
  })
})
