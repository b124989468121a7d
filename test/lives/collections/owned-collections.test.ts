import { describe, expect, test } from 'vitest'

import { moduleCollections, ownedCollections } from '../../../src/lives/collections/collections.js'
import { parseFile } from '../../parse-file.js'

type Row = [code: string, expected: string[]]

const describeAll =
  (collectionsOf: typeof moduleCollections) =>
  (code: string): string[] =>
    collectionsOf(parseFile(code, { language: 'ts' }).facts).map(
      ({ name, lifetime, protocol, keeper, reachable }) =>
        `${name}: ${protocol.noun} of ${lifetime}, ${keeper}${reachable ? ', reachable' : ''}`,
    )

describe('ownedCollections: fields', () => {
  const owned = describeAll(ownedCollections)
  test.each<Row>([
    ['class A { b = new Map() }', ['this.b: Map of instance, the instance of A, reachable']],
    ['class A { #b = [] }', ['this.#b: array of instance, the instance of A']],
    ['class A { _b = {} }', ['this._b: object of instance, the instance of A']],
    ['class A { private b = new Set() }', ['this.b: Set of instance, the instance of A']],
    [
      'class A { constructor() { this.b = {} } }',
      ['this.b: object of instance, the instance of A, reachable'],
    ],
    [
      'class A { b: Map<string, X>; constructor(b) { this.b = b } }',
      ['this.b: Map of instance, the instance of A, reachable'],
    ],
    [
      'const k = Symbol(); class A { [k] = new Map(); m() { return this[k].size } }',
      ['this[k]: Map of instance, the instance of A'],
    ],
    [
      'const k = Symbol(); class A { constructor() { this[k] = [] } }',
      ['this[k]: array of instance, the instance of A'],
    ],
    [
      'function A() { this.b = {} } A.prototype.m = function () { this.b.c = 1 }',
      ['this.b: object of instance, the object, reachable'],
    ],
    ['function f() { return { m() { this.b = [] } } }', ['this.b: array of instance, the object, reachable']],
    ['class A { b = new Map(); m() { this.b = load() } }', []],
    ['class A { b = new WeakMap() }', []],
    ['class A { b = 1 }', []],
    ['class A { b = new Map() } const a = new A()', []],
    ['class A { b = new Map() } function f() { const a = new A(); a.m() }', []],
  ])('%s: %j', (code, expected) => {
    expect(owned(code)).toEqual(expected)
  })
})

describe('ownedCollections: closures', () => {
  const owned = describeAll(ownedCollections)
  const CLOSURE = ['a: Map of closure, the closure']
  test.each<Row>([
    ['function f() { const a = new Map(); return () => a.clear() }', CLOSURE],
    ['function f() { const a = new Map(); return { m() { a.clear() } } }', CLOSURE],
    ['function f() { const a = new Map(); function g() { a.clear() } return g }', CLOSURE],
    ['function f() { const a = new Map(); function g() { a.clear() } return () => g() }', CLOSURE],
    ['function f() { const a = new Map(); b.on("x", () => a.clear()) }', CLOSURE],
    ['function f() { const a = new Map(); list.forEach((x) => x.on("y", () => a.clear())) }', CLOSURE],
    ['function f() { const a = new Map(); a.clear() }', []],
    ['function f() { const a = new Map(); list.forEach((x) => a.set(x, 1)) }', []],
    ['function f() { const a = new Map(); function g(x) { a.set(x, 1); g(x + 1) } g(0) }', []],
    ['function f() { const a = new Map(); const g = (x) => a.set(x, 1); list.forEach(g) }', []],
    ['function f() { let a = new Map(); a = b; return () => a.clear() }', []],
    ['function f() { const a = []; return () => a.pop() }', []],
  ])('%s: %j', (code, expected) => {
    expect(owned(code)).toEqual(expected)
  })
})

describe('moduleCollections: properties and kept instances', () => {
  const ofModule = describeAll(moduleCollections)
  test.each<Row>([
    ['const a = { b: new Map() , c() {} }', ['a.b: Map of module, this module']],
    ['export const a = { b: [], c() {} }', ['a.b: array of module, this module, reachable']],
    ['const a = { b: [], c() {} }; share(a)', ['a.b: array of module, this module, reachable']],
    ['function a() {} a.b = {}', ['a.b: object of module, the function a']],
    ['export function a() {} a.b = {}', ['a.b: object of module, the function a, reachable']],
    ['class A {} A.b = new Map()', ['A.b: Map of module, the class A']],
    ['export default class A {} A.b = new Map()', ['A.b: Map of module, the class A, reachable']],
    ['function a() {} a.prototype = {}', []],
    ['function a() {} function c() { a.b = {} }', []],
    ['class A { static #a = new A(); #b = [] }', ['this.#b: array of module, the only instance of A']],
    [
      'class A { static get() { return (A.a ??= new A()) } #b = [] }',
      ['this.#b: array of module, the only instance of A'],
    ],
    ['class A { #b = []; static make() { return new A() } }', []],
  ])('%s: %j', (code, expected) => {
    expect(ofModule(code)).toEqual(expected)
  })
})
