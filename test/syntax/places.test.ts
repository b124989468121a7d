import { expect, test } from 'vitest'

import { parseFile } from '../parse-file.js'

/** The places of `$1`, `$2`, … in a text: `$1(x)` marks the expression x. */
function placesIn(code: string): (string | undefined)[] {
  const { facts, call } = parseFile(code, {
    sourceType: /\bimport\b|\bexport\b/.test(code) ? 'module' : 'commonjs',
  })
  const marks = code.match(/\$\d\(.*?\)(?=[\s;,}]|$)/g) ?? []
  return marks.map((mark) => {
    const [argument] = call(mark).arguments
    return argument && facts.places.placeOf(argument)
  })
}

test.each([
  ['a field in two methods of a class', 'class A { a() { $1(this.x) } b() { $2(this.x) } }'],
  ['a private field', 'class A { #x; a() { $1(this.#x) } b() { $2(this.#x) } }'],
  ['a field by its name in quotes', 'class A { a() { $1(this.x) } b() { $2(this["x"]) } }'],
  ['a field in an arrow function', 'class A { a() { $1(this.x) } b() { y(() => { $2(this.x) }) } }'],
  ['a field in a class field', 'class A { a = () => { $1(this.x) }; b() { $2(this.x) } }'],
  [
    'a field in a function that is bound to this',
    'class A { a() { $1(this.x); y(function () { $2(this.x) }.bind(this)) } }',
  ],
  ['a member of an object literal', 'const o = { a() { $1(this.x) }, b: function () { $2(this.x) } }'],
  [
    'methods of a prototype',
    'function A() {} A.prototype.a = function () { $1(this.x) }; A.prototype.b = function () { $2(this.x) }',
  ],
  [
    'an object as the prototype',
    'function A() {} A.prototype = { a() { $1(this.x) } }; A.prototype.b = function () { $2(this.x) }',
  ],
  ['the options of a component', 'x({ data() { $1(this.x) }, methods: { m() { $2(this.x) } } })'],
  [
    'const self = this',
    'class A { a() { const self = this; y(function () { $1(self.x) }) } b() { $2(this.x) } }',
  ],
  [
    'a variable that is an alias of a field',
    'class A { a() { const t = this.x; $1(t) } b() { $2(this.x) } }',
  ],
  ['an alias of an alias', 'const a = b.c; const d = a; $1(d.e); $2(b.c.e); var b'],
  [
    'a parameter of a constructor and the field that keeps it',
    'class A { constructor(x) { this.y = x; $1(x) } b() { $2(this.y) } }',
  ],
  ['a destructured property', 'class A { a() { const { x } = this; $1(x) } b() { $2(this.x) } }'],
  [
    'a destructured property by another name',
    'class A { a() { const { x: y } = this; $1(y) } b() { $2(this.x) } }',
  ],
  ['a global through window', '$1(document.body); $2(window.document.body)'],
  ['a global through globalThis and self', '$1(globalThis.document); $2(self.document)'],
  ['a destructured global', 'const { document: d } = window; $1(d.body); $2(document.body)'],
  ['the global object by its names', '$1(window); $2(globalThis)'],
  [
    'a call with the same constant arguments',
    'class A { a() { $1(this.el("x", 1)) } b() { $2(this.el("x", 1)) } }',
  ],
  ['an element under a variable that is a key', 'const k = f(), o = {}; $1(o[k]); $2(o[k])'],
  ['an assertion around it', 'class A { a() { $1(this.x) } b() { $2(this?.x) } }'],
])('equal: %s', (_name, code) => {
  const [first, second] = placesIn(code)
  expect(first).toBeDefined()
  expect(second).toBe(first)
})

test.each([
  ['fields of different names', 'class A { a() { $1(this.x); $2(this.y) } }'],
  ['private and public fields', 'class A { #x; a() { $1(this.x); $2(this.#x) } }'],
  ['different classes', 'class A { a() { $1(this.x) } } class B { b() { $2(this.x) } }'],
  ['a class within another', 'class A { a() { $1(this.x); class B { b() { $2(this.x) } } } }'],
  ['different object literals', 'const o = { a() { $1(this.x) } }, p = { a() { $2(this.x) } }'],
  [
    'different constructor functions',
    'function A() { $1(this.x) } function B() { $2(this.x) } A.prototype.a = B.prototype.b = 1',
  ],
  [
    'a parameter that is kept on one way only',
    'class A { constructor(x) { if (x) this.y = x; $1(x) } b() { $2(this.y) } }',
  ],
  [
    'a parameter that is written again',
    'class A { constructor(x) { x = x.z; this.y = x; $1(x) } b() { $2(this.y) } }',
  ],
  ['a parameter of a method', 'class A { a(x) { this.y = x; $1(x) } b() { $2(this.y) } }'],
  ['a local and a global of one name', '$1(document); function f(document) { $2(document) }'],
  ['variables of one name', 'function f(a) { $1(a) } function g(a) { $2(a) }'],
  ['calls with different arguments', 'const o = f(); $1(o.el("x")); $2(o.el("y"))'],
  ['elements under different variables', 'const o = {}; function f(k, l) { $1(o[k]); $2(o[l]) }'],
])('different: %s', (_name, code) => {
  const [first, second] = placesIn(code)
  expect(first).toBeDefined()
  expect(second).toBeDefined()
  expect(second).not.toBe(first)
})

test.each([
  ['a call with other arguments', '$1(o.el(x)); var o'],
  ['a computed key', '$1(o[g()]); var o'],
  ['a literal', '$1(1)'],
  ['this outside of any class', 'function f() { $1(this) }'],
  ['super', 'class A { a() { $1(super.x) } }'],
])('none: %s', (_name, code) => {
  expect(placesIn(code)).toEqual([undefined])
})

test('a variable that is written again is no alias', () => {
  const [alias, field] = placesIn('class A { a() { let t = this.x; t = 1; $1(t); $2(this.x) } }')
  expect(alias).not.toBe(field)
})

test('aliases in a circle end', () => {
  expect(placesIn('const a = b.c, b = a.d; $1(a)')[0]).toBeDefined()
})

test('a chain of 10,000 links has a place', () => {
  const { facts, node } = parseFile('export const a = b')
  let chain = node('b')
  for (let i = 0; i < 10_000; i++) {
    const property = { type: 'Identifier', name: 'c' }
    chain = { type: 'MemberExpression', object: chain, property, computed: false } as unknown as typeof chain
  }
  expect(facts.places.placeOf(chain)).toBe(`g:b${'.c'.repeat(10_000)}`)
})

test('members have the place of their this and a name', () => {
  const { facts, functionNamed } = parseFile(
    'class A { a() {} #b() {} c = () => {}; [Symbol.dispose]() {} } const o = { d() {}, e: () => {} }; function f() {}',
  )
  const home = facts.places.memberOf(functionNamed('a'))?.home
  const names = facts.nodes.functions.map((node) => {
    const member = facts.places.memberOf(node)
    return member && [member.name, member.home === home]
  })
  expect(names).toEqual([
    ['a', true],
    ['#b', true],
    ['c', true],
    ['Symbol.dispose', true],
    ['d', false],
    ['e', false],
    undefined,
  ])
})

test('a variable has a place of its own, whatever it is an alias of', () => {
  const { facts, node } = parseFile('const a = window; a')
  const variable = facts.bindings.variableOf(node('a', 2))
  expect(facts.places.placeOf(node('a', 2))).toBe('g:window')
  expect(variable && facts.places.variablePlace(variable)).toMatch(/^v\d+$/)
})
