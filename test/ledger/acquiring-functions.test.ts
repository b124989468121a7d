import { expect, test } from 'vitest'

import { acquisitions } from '../../src/ledger/acquisitions.js'
import { asOpened, callsOfAcquiringFunctions } from '../../src/ledger/acquiring-functions.js'
import { resource } from '../../src/protocols/resources/protocol.js'
import { parseFile } from '../parse-file.js'

const protocol = resource({
  noun: 'thing',
  acquire: { name: 'make', form: 'function' },
  methods: ['close'],
  example: 'make()',
})

const openedLater = { ...protocol, acquire: { ...protocol.acquire, opensBy: 'open' } }

/** The calls of functions that hand out what `make()` answers. */
function callsIn(code: string, row = protocol): string[] {
  const { facts } = parseFile(code, { language: 'ts' })
  const openings = (facts.nodes.calls.get('make') ?? []).map((node) => ({ node, protocol: row }))
  return callsOfAcquiringFunctions(facts, openings).map(({ node }) => facts.sourceCode.getText(node))
}

test.each([
  ['returned', 'function get() { return make() } get()', ['get()']],
  ['each call', 'function get() { return make() } get(1); get(2)', ['get(1)', 'get(2)']],
  ['an arrow function', 'const get = () => make(); get()', ['get()']],
  ['awaited', 'async function get() { return await make() } await get()', ['get()']],
  ['in a variable first', 'function get() { const a = make(); return a } get()', ['get()']],
  ['a method', 'class A { get() { return make() } run() { this.get() } }', ['this.get()']],
  ['a private method', 'class A { #get() { return make() } run() { this.#get() } }', ['this.#get()']],
  ['asserted', 'function get() { return make() as Thing } get()', ['get()']],
])('%s: %s', (_name, code, calls) => {
  expect(callsIn(code)).toEqual(calls)
})

test.each([
  ['not returned', 'function get() { make() } get()'],
  ['perhaps something else', 'function get(x) { if (x) return x; return make() } get()'],
  ['inside of an object', 'function get() { return { a: make() } } get()'],
  ['what it answers is used', 'function get() { return make().id } get()'],
  ['by a callback', 'function get() { return run(() => make()) } get()'],
  ['a variable of the module', 'let a; function get() { a ??= make(); return a } get()'],
  ['another function of that name', 'function get() { return make() } function f(get) { get() }'],
  ['a method of something else', 'class A { get() { return make() } } function f(map) { map.get() }'],
  ['never called', 'function get() { return make() }'],
  ['kept as well', 'function get() { const a = make(); all.push(a); return a } get()'],
  ['shared', 'function get() { const a = make(); shared = a; return a } get()'],
  ['closed by its own event', 'function get() { const a = make(); a.on("end", done); return a } get()'],
  ['closed by an event', 'function get() { const a = make(); on("end", () => a.close()); return a } get()'],
  ['called by itself', 'function make() { return make() } make()'],
])('no call: %s: %s', (_name, code) => {
  expect(callsIn(code)).toEqual([])
})

test.each([
  ['opened', 'function get() { const a = make(); a.open(); return a } get()', ['get()']],
  ['not opened', 'function get() { return make() } get()', []],
  ['not opened, in a variable', 'function get() { const a = make(); a.name = 1; return a } get()', []],
])('what has to be opened: %s: %s', (_name, code, calls) => {
  expect(callsIn(code, openedLater)).toEqual(calls)
})

test('what a function hands out is open already, and closed in the same way', () => {
  expect(asOpened(openedLater).acquire).toEqual({ name: 'make', form: 'function' })
  expect(asOpened(openedLater).methods).toEqual(['close'])
})

test('a call that a row knows stays what the row says', () => {
  const { facts } = parseFile(
    `import { open } from "node:fs/promises"; function get(p) { return open(p) } function f() { get(1) }`,
  )
  const found = acquisitions(facts).map(({ node, protocol: { noun } }) => [
    facts.sourceCode.getText(node),
    noun,
  ])
  expect(found).toEqual([
    ['open(p)', 'file handle'],
    ['get(1)', 'file handle'],
  ])
})
