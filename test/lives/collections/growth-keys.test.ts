import { expect, test } from 'vitest'

import { isEndlessKey, isFiniteKey, isSurelyEndlessKey } from '../../../src/lives/collections/growth-keys.js'
import { isNamedByProgram } from '../../../src/lives/collections/key-names.js'
import { parseFile } from '../../parse-file.js'
import { programOf } from '../../program-of.js'

/** The argument of `$(…)`, and the facts of its file. */
function keyIn(code: string, { typed = false } = {}) {
  const { facts } = parseFile(code, typed ? { language: 'ts', program: programOf(code) } : {})
  const key = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  if (!key) throw new Error(`No $(…) in ${code}`)
  return [facts, key] as const
}

test.each([
  ["type K = 'a' | 'b'; function g(k: K) { $(k) }", true],
  ["const KEYS = ['a', 'b'] as const; type K = (typeof KEYS)[number]; function g(k: K) { $(k) }", true],
  ['const TABLE = { a: 1 }; function g(k: keyof typeof TABLE) { $(k) }', true],
  ['enum K { A, B } function g(k: K) { $(k) }', true],
  ["type K = L | 'c'; type L = 'a' | 'b'; function g(k: K) { $(k) }", true],
  ['function g(k: `a` | `b`) { $(k) }', true],
  ['type K = string; function g(k: K) { $(k) }', false],
  ["type K = 'a' | Other; function g(k: K) { $(k) }", false],
  ['type K = L; type L = K; function g(k: K) { $(k) }', false],
  ['function g<K>(k: K) { $(k) }', false],
  ['type K = `a-${string}`; function g(k: K) { $(k) }', false],
])('finite by what is declared, without types: %s: %s', (code, expected) => {
  const { facts } = parseFile(code, { language: 'ts' })
  const key = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  expect(key && isFiniteKey(facts, key)).toBe(expected)
})

test.each([
  ['$("a")', true],
  ['$(1)', true],
  ['$(typeof x)', true],
  ['$(!x)', true],
  ['$(x ? "a" : "b")', true],
  ['$(x ? "a" : y)', false],
  ['const K = f(); $(K)', true],
  ['function g() { const k = "a"; $(k) }', true],
  ['function g() { const k = x ? 1 : 2; $(k) }', true],
  ['function g(k) { $(k) }', false],
  // What all calls give that there can be.
  ['function g(k) { $(k) } g("a"); g(x ? "b" : "c")', true],
  ['function g(k) { $(k) } function h(l) { g(l) } h("a")', true],
  ['class A { #g(k) { $(k) } m() { this.#g("a") } }', true],
  ['function g(k) { $(k) } g("a"); g(x)', false],
  ['function g(k) { $(k) } g("a"); g()', false],
  ['function g(k) { $(k) } g(...x)', false],
  ['function g(k) { if (x) g(k); $(k) } g("a")', false],
  ['export function g(k) { $(k) } g("a")', false],
  ['class A { g(k) { $(k) } m() { this.g("a") } }', false],
  ['$(Color.Red)', true],
  ['$(x.constructor)', true],
  ['$(x.id)', false],
  ['$(`${typeof x}:a`)', true],
  ['$(`${x}:a`)', false],
  ['$("a" + typeof x)', true],
  ['$("a" + x)', false],
  ['let k = 0; $(k++)', false],
  ['$(f())', false],
  ['$(x)', false],
  ['function g() { const k = k; $(k) }', false],
  ['function g() { const a = b + b, b = a + a; $(a) }', false],
])('finite: %s: %s', (code, expected) => {
  expect(isFiniteKey(...keyIn(code))).toBe(expected)
})

test.each([
  ['function g(k: "a" | "b") { $(k) }', true],
  ['function g(k: boolean) { $(k) }', true],
  ['enum E { A } function g(k: E) { $(k) }', true],
  ['function g(k: keyof { a: 1 }) { $(k) }', true],
  ['function g<K extends "a" | "b">(k: K) { $(k) }', true],
  ['function g(k: string) { $(k) }', false],
  ['function g(k: any) { $(k) }', false],
  ['function g<K extends string>(k: K) { $(k) }', false],
])('finite by its type: %s: %s', (code, expected) => {
  expect(isFiniteKey(...keyIn(`declare function $(key: unknown): void; ${code}`, { typed: true }))).toBe(
    expected,
  )
})

test.each([
  ['function g(id) { $(id) }', true],
  ['function g(userId) { $(userId) }', true],
  ['function g(sessionToken) { $(sessionToken) }', true],
  ['function g(socket) { $(socket) }', true],
  ['function g(x) { const requestId = x.y; $(requestId) }', true],
  ['function g(x) { const key = x.id; $(key) }', true],
  ['$(request.url)', true],
  ['$(randomUUID())', true],
  ['$(Date.now())', true],
  ['$(Symbol())', true],
  ['let n = 0; $(n++)', true],
  ['$(`a:${x.id}`)', true],
  ['$("a" + x.id)', true],
  ['let n = 0; $("a" + n++)', true],
  ['function g(name) { $(name) }', false],
  ['function g(grid) { $(grid) }', false],
  ['function g(valid) { $(valid) }', false],
  ['$(x.name)', false],
  ['$(f())', false],
  ['$(x.id - 1)', false],
  ['$("a")', false],
  ['let id; id = 1; id = 2; $(id)', false],
  ['function g() { const a = b, b = a; $(a) }', false],
])('endless: %s: %s', (code, expected) => {
  expect(isEndlessKey(...keyIn(code))).toBe(expected)
})

test.each([
  ['$(type)', true],
  ['$(eventName)', true],
  ['$(event.type)', true],
  ['$(this.locale)', true],
  ['$(process.env.NODE_ENV)', true],
  ['$(namespace)', true],
  ['$(message)', true],
  ['$(id)', false],
  ['$(prototype)', false],
  ['$(typeId)', false],
  ['$(name)', false],
  ['$(f())', false],
  ['$(`${type}`)', false],
])('named by the program: %s: %s', (code, expected) => {
  expect(isNamedByProgram(keyIn(code)[1])).toBe(expected)
})

test.each([
  ['(userId) => $(userId)', true],
  ['(token) => $(token)', true],
  ['(message) => $(message.author.id)', true],
  ['(req) => $(req.params.name)', true],
  ['(request) => $(request.url)', true],
  ['(session_id) => $(session_id)', true],
  ['(SESSION_ID) => $(SESSION_ID)', true],
  ['function f() { const { accessToken } = g(); $(accessToken) }', true],
  ['(id) => $(id)', false],
  ['(url) => $(url)', false],
  ['(plugin) => $(plugin.id)', false],
  ['(pluginId) => $(pluginId)', false],
  ['(icon) => $(`${icon.url}#x`)', false],
  ['const { token } = g(); () => $(token)', false],
  ['(name) => $(name)', false],
])('surely endless: %s: %s', (code, expected) => {
  expect(isSurelyEndlessKey(...keyIn(code))).toBe(expected)
})
