import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, test } from 'vitest'

import { accessOf } from '../../../src/ledger/collections/access.js'
import { usesOfCollection, withAliases } from '../../../src/ledger/collections/uses.js'
import { longLivedTables, moduleCollections } from '../../../src/lives/collections/collections.js'
import { parseFile } from '../../parse-file.js'

describe('moduleCollections', () => {
  const describeAll = (code: string): string[] =>
    moduleCollections(parseFile(code, { language: 'ts' }).facts).map(
      ({ name, protocol, keeper, reachable }) =>
        `${name}: ${protocol.noun}, ${keeper}${reachable ? ', reachable' : ''}`,
    )

  test.each<[string, string[]]>([
    ['const a = new Map()', ['a: Map, this module']],
    ['const a = new Set<string>()', ['a: Set, this module']],
    ['const a: string[] = []', ['a: array, this module']],
    ['const a = new Array()', ['a: array, this module']],
    ['const a = {}', ['a: object, this module']],
    ['const a = { b: 1 } as Record<string, number>', ['a: object, this module']],
    ['const a = Object.create(null)', ['a: object, this module']],
    ['let a = ""', ['a: string, this module']],
    ['var a = new Map(), b = []', ['a: Map, this module', 'b: array, this module']],
    ['export const a = new Map()', ['a: Map, this module, reachable']],
    ['const a = new Map(); export { a as b }', ['a: Map, this module, reachable']],
    ['const a = new Map(); export default a', ['a: Map, this module, reachable']],
    ['const a = new Map(); module.exports = a', ['a: Map, this module, reachable']],
    ['const a = new Map(); module.exports = { a }', ['a: Map, this module, reachable']],
    ['const a = new Map(); exports.b = a', ['a: Map, this module, reachable']],
    ['class A { static b = new Map() }', ['A.b: Map, the class A, reachable']],
    ['class A { static #b = new Map() }', ['A.#b: Map, the class A']],
    ['class A { private static b = new Map() }', ['A.b: Map, the class A']],
    ['class A { private b = [] } const a = new A()', ['this.b: array, the only instance of A']],
    ['globalThis.a = new Map()', ['globalThis.a: Map, the global object, reachable']],
    ['window.a = window.a || []', ['window.a: array, the global object, reachable']],
    ['global.a ??= {}', ['global.a: object, the global object, reachable']],
    ['const a = new WeakMap()', []],
    ['const a = { b() {} }', []],
    ['const a = { ...b }', []],
    ['const a = "x"', []],
    ['const a = Object.create(b)', []],
    ['const a = make()', []],
    ['const Map = X; const a = new Map()', []],
    ['class Own extends Map { first() {} } const a = new Own()', ['a: Map, this module']],
    ['class Own extends Set {} const a = new Own()', ['a: Set, this module']],
    ['class Own extends Map { set(k, v) { return this } } const a = new Own()', []],
    ['class Own extends Map {} const a = new Own({ limit: 3 })', []],
    ['class Own extends WeakMap {} const a = new Own()', []],
    ['class Own extends Other {} const a = new Own()', []],
    ['function f() { const a = new Map() }', []],
    ['{ const a = new Map() }', []],
    ['class A { b = new Map() }', []],
    [
      'export class A { b = new Map() } const a = new A()',
      ['this.b: Map, the only instance of A, reachable'],
    ],
    [
      'class A { b = new Map() } const a = new A(), c = new A()',
      ['this.b: Map, an instance of A that the module keeps, reachable'],
    ],
    ['class A { b = new Map() } const a = new A(); f(A)', ['this.b: Map, the only instance of A, reachable']],
    ['class A { b = new Map() } function f() { return new A() }', []],
    ['foo.a = new Map()', []],
    ['window.a.b = new Map()', []],
  ])('%s: %j', (code, expected) => {
    expect(describeAll(code)).toEqual(expected)
  })
})

describe('accessOf', () => {
  const accessesIn = (code: string): string[] => {
    const { facts } = parseFile(code)
    const [collection] = moduleCollections(facts)
    if (!collection) throw new Error(`No collection in ${code}`)
    return collection.nodes.map((node) => {
      const access = accessOf(facts, collection, node)
      if (access.kind === 'read') return `read of ${access.of}`
      const key = 'key' in access && access.kind !== 'shrink' ? access.key : undefined
      return key ? `${access.kind} ${facts.sourceCode.getText(key)}` : access.kind
    })
  }

  test.each<[string, string[]]>([
    ['const c = new Map(); c.set(k, v)', ['grow k']],
    ['const c = new Map(); c.delete(k); c.clear()', ['shrink', 'shrink']],
    [
      'const c = new Map(); c.get(k); c.has(k); c.size',
      ['read of entry', 'read of presence', 'read of nothing'],
    ],
    ['const c = new Map(); if (c.size > 9) x()', ['bound']],
    ['const c = new Map(); if (c.size > 0) x()', ['read of nothing']],
    ['const c = new Map(); x(c)', ['escape']],
    ['const c = new Map(); c.merge(x)', ['escape']],
    ['const c = new Map(); c[m](x)', ['escape']],
    ['const c = new Map(); const d = c', ['escape']],
    ['const c = new Map(); function f() { return c }', ['escape']],
    ['const c = new Map(); for (const e of c) x(e)', ['read of all']],
    ['const c = new Map(); x([...c])', ['read of all']],
    ['const c = new Map(); Array.from(c)', ['read of all']],
    ['const c = new Set(); c.add(v)', ['grow v']],
    ['const c = []; c.push(v); c.unshift(v)', ['grow', 'grow']],
    ['const c = []; c.pop(); c.shift(); c.splice(0, 1)', ['shrink', 'shrink', 'shrink']],
    ['const c = []; c.length = 0', ['shrink']],
    ['const c = []; if (c.length >= max) x()', ['bound']],
    ['const c = []; c[i] = v', ['grow i']],
    [
      'const c = []; c.map(f); JSON.stringify(c); console.log(c)',
      ['read of all', 'read of all', 'read of all'],
    ],
    ['let c = []; c = []', ['shrink']],
    ['let c = []; c = [...c, v]', ['grow', 'read of all']],
    ['let c = []; c = c.filter(f)', ['shrink', 'read of all']],
    ['const c = {}; c[k] = v', ['grow k']],
    ['const c = {}; c[k] = null; c.k = v', ['void k', 'read of nothing']],
    ['const c = {}; c[k] ??= undefined; c[k] = void 0', ['void k', 'void k']],
    ['const c = {}; c[k](v); c.k(v)', ['call k', 'call']],
    ['const c = []; c[i](v)', ['call i']],
    ['const c = {}; Reflect.deleteProperty(c, k); unset(c, k)', ['shrink', 'shrink']],
    ['const c = new Map(); c.set(k, null); c.set(k, undefined)', ['void k', 'void k']],
    ['const c = new Map(); c.set(k); c.set(...k, null)', ['grow k', 'grow ...k']],
    ['const c = new Map(); c[k] = null', ['read of nothing']],
    ['const c = new Set(); c.add(null)', ['grow null']],
    ['const c = {}; delete c[k]', ['shrink']],
    ['const c = {}; c[k].push(v); c.k', ['read of entry', 'read of nothing']],
    [
      'const c = {}; k in c; Object.hasOwn(c, k); c.hasOwnProperty(k)',
      ['read of presence', 'read of presence', 'read of presence'],
    ],
    ['const c = {}; if (Object.keys(c).length > max) x()', ['bound']],
    ['const c = {}; Object.keys(c)', ['read of all']],
    ['let c = ""; c += v', ['grow']],
    ['let c = ""; c = ""', ['shrink']],
    ['let c = ""; x(c.trim())', ['read of all']],
  ])('%s: %j', (code, expected) => {
    expect(accessesIn(code)).toEqual(expected)
  })

  test('a static field is found from within its class and from outside', () => {
    const code =
      'class A { static c = new Map(); m() { A.c.set(k, v) } static n() { this.c.delete(k) } } A.c.get(k)'
    expect(accessesIn(code).sort()).toEqual(['grow k', 'read of entry', 'shrink'])
  })

  test('the field of a singleton is found in its methods', () => {
    expect(accessesIn('class A { c = new Map(); m() { this.c.set(k, v) } } const a = new A()')).toEqual([
      'grow k',
    ])
  })

  test('a property of the global object is found by its names', () => {
    expect(accessesIn('globalThis.c = new Map(); window.c.set(k, v); self.c.clear()')).toEqual([
      'grow k',
      'shrink',
    ])
  })
})

describe('usesOfCollection', () => {
  const usesIn = (code: string) => {
    const { facts } = parseFile(code)
    const [collection] = longLivedTables(facts)
    if (!collection) throw new Error(`No collection in ${code}`)
    const text = (accesses: readonly { node: TSESTree.Node }[]) =>
      accesses.map(({ node }) => facts.sourceCode.getText(node))
    const own = usesOfCollection(facts, collection)
    const all = usesOfCollection(facts, withAliases(facts, collection))
    return { own, all, text }
  }

  test('a key that is written with nothing is neither growth nor removal', () => {
    const { own, text } = usesIn('const c = new Map(); c.set(k, v); c.set(k, null)')
    expect([text(own.grows), text(own.voids), text(own.shrinks)]).toEqual([
      ['c.set(k, v)'],
      ['c.set(k, null)'],
      [],
    ])
  })

  test('a Map that never gets a value is a set of its keys', () => {
    const { own, text } = usesIn('const c = new Map(); c.set(k, null)')
    expect([text(own.grows), text(own.voids)]).toEqual([['c.set(k, null)'], []])
  })

  test.each<[string, boolean]>([
    ['c[k]()', false],
    ['c.first()', true],
  ])(
    'calling what an object holds hands it to nobody: %s lets its functions get at it: %s',
    (code, escapes) => {
      const { own } = usesIn(`const c = {}; c[k] = v; ${code}`)
      expect([own.escapes, own.isHandedOn]).toEqual([escapes, false])
    },
  )

  test('what is done by another name of it', () => {
    const { own, all, text } = usesIn('const c = {}; const d = c; d[k] = v')
    expect([own.isHandedOn, text(own.grows)]).toEqual([true, []])
    expect([all.isHandedOn, text(all.grows)]).toEqual([false, ['d[k] = v']])
  })

  test('a variable that holds something else at times is no name of it', () => {
    const { all, text } = usesIn('const c = {}; let d = c; d[k] = v; d = x')
    expect([all.isHandedOn, text(all.grows)]).toEqual([true, []])
  })
})

describe('longLivedTables', () => {
  test.each<[string, string[]]>([
    ['const a = {}, b = [], c = new Set(), d = new Map()', ['a, module', 'd, module']],
    ['class A { b = {} }', ['this.b, instance']],
    ['function f() { const a = {}; return (k) => { a[k] = 1 } }', ['a, closure']],
    ['function f() { const a = new Map(); return () => a.get(k) }', ['a, closure']],
    ['function f() { const a = {}; a[k] = 1 }', []],
    ['function f() { const a = {}; return () => a.b }', []],
    ['exports.a = {}; exports.a[k] = 1', ['exports.a, module']],
    ['window.a = {}; window.a[k] = 1', ['window.a, module']],
    ['function f() { f.a = {} }', ['f.a, module']],
    ['class A { b() { this.c.d = {} } }', ['this.c.d, instance']],
    ['class A { b() { this.c.d = {}; this.c.d = {} } }', []],
    ['function f(a) { a.b = {} }', []],
  ])('%s: %j', (code, expected) => {
    const tables = longLivedTables(parseFile(code).facts)
    expect(tables.map(({ name, lifetime }) => `${name}, ${lifetime}`)).toEqual(expected)
  })
})
