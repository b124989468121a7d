import { describe, expect, test } from 'vitest'

import { moduleCollections } from '../../../src/lives/collections/collections.js'
import { isWeakCandidate } from '../../../src/capture/weak/weak-candidates.js'
import { kindOfKey } from '../../../src/capture/weak/object-keys.js'
import { wayTo } from '../../../src/capture/weak/reaches.js'
import { parseFile } from '../../parse-file.js'

describe('whether the rule of weak collections reports a collection', () => {
  test.each([
    ['const m = new Map(); export const f = (el) => { m.set(el, m.get(el)); el.closest("a") }', true, true],
    ['const m = new Map(); export const f = (o) => { m.set(o, m.get(o)); use(o.lines) }', false, true],
    ['const m = new Map(); export const f = (o) => { m.set(o, m.get(o)) }', false, false],
    ['let n = 0; const m = {}; export const f = (o) => { o.__id = n++; m[o.__id] = 1 }', true, true],
  ])('%s', (code, known, likely) => {
    const { facts } = parseFile(code)
    const [collection] = moduleCollections(facts).filter(({ name }) => name === 'm')
    if (!collection) throw new Error('There is no collection')
    expect(isWeakCandidate(facts, collection, false)).toBe(known)
    expect(isWeakCandidate(facts, collection, true)).toBe(likely)
  })
})

describe('what a key is', () => {
  test.each([
    ["use('a')", 'none'],
    ['use(`a`)', 'none'],
    ['use({})', 'passing'],
    ['use([])', 'passing'],
    ['use(new Row())', 'passing'],
    ['use(() => 1)', 'none'],
    ['use(document)', 'none'],
    ['use(document.createElement("a"))', 'passing'],
    ['use(make())', 'unknown'],
    ['use(event.target)', 'passing'],
    ['use(options.target)', 'unknown'],
    ['use(row.parent)', 'unknown'],
    ['use(row.parentElement)', 'passing'],
    ['use(row.constructor)', 'none'],
    ['use(Symbol())', 'none'],
    ['use(i++)', 'none'],
  ])('%s: %s', (code, expected) => {
    const { facts, call } = parseFile(code)
    const [key] = call(code).arguments
    if (!key) throw new Error('There is no key')
    expect(kindOfKey(facts, key)).toBe(expected)
  })

  test.each([
    ['k.closest("a")', 'passing'],
    ['k.on("close", f)', 'passing'],
    ['k.on(name, f)', 'object'],
    ['k.lines', 'object'],
    ['k.length', 'unknown'],
    ['k.name', 'unknown'],
    ['k.prototype', 'none'],
    ['k()', 'none'],
    ['new k()', 'none'],
    ['k`a`', 'none'],
    ['class extends k {}', 'none'],
    ['k instanceof Element', 'passing'],
    ['k instanceof Row', 'object'],
    ['k instanceof Function', 'none'],
    ['typeof k === "string" || k.closest("a")', 'none'],
    ['typeof k === "object" && k.lines', 'object'],
    ['k < 3', 'none'],
    ['k[0]', 'unknown'],
    ['f(k)', 'unknown'],
  ])('a parameter with which is done: %s', (code, expected) => {
    const { facts, call } = parseFile(`export function g(k) { use(k); void (${code}) }`)
    const [key] = call('use(k)').arguments
    if (!key) throw new Error('There is no key')
    expect(kindOfKey(facts, key)).toBe(expected)
  })
})

describe('how a value leads to an object', () => {
  test.each([
    ['o', 'same'],
    ['{ o }', 'contains'],
    ['{ a: { b: [o] } }', 'contains'],
    ['[1, , o]', 'contains'],
    ['() => o.a', 'closure'],
    ['f.bind(null, o)', 'closure'],
    ['f.bind(null, { o })', 'closure'],
    ['a ? 1 : o', 'same'],
    ['a || { o }', 'contains'],
    ['o.a', undefined],
    ['{ a: o.a }', undefined],
    ['{ o: 1 }', undefined],
    ['{ ...o }', undefined],
    ['[...o]', undefined],
    ['f(o)', undefined],
    ['bind(o)', undefined],
    ['() => 1', undefined],
    ['(o) => o.a', undefined],
    ['1', undefined],
  ])('%s: %s', (value, expected) => {
    const { facts, call } = parseFile(`export function g(o, a, f) { use(o, ${value}) }`)
    const [object, held] = call(`use(o, ${value})`).arguments
    if (!object || !held) throw new Error('There is nothing to look at')
    expect(wayTo(facts, held, object)).toBe(expected)
  })
})
