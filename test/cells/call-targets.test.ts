import { expect, test } from 'vitest'

import { functionsMeantBy, functionsRunBy } from '../../src/cells/call-targets.js'
import { parseFile, type ParsedFile } from '../parse-file.js'

/** The texts of some functions, without what they do. */
function headsOf({ facts }: ParsedFile, functions: Iterable<Parameters<typeof functionsRunBy>[1]>): string[] {
  return [...functions].map((node) => {
    const head = facts.sourceCode.text.slice(node.range[0], node.body.range[0]).trim()
    return `${head}@${node.loc.start.column}`
  })
}

test.each([
  ['a function itself', '$(() => {})', 1],
  ['a declaration', 'function f() {} $(f)', 1],
  ['a variable', 'const f = () => {}; $(f)', 1],
  ['an alias', 'const f = () => {}; const g = f; $(g)', 1],
  ['a member of this', 'class A { m() {} n() { $(this.m) } }', 1],
  ['a private member', 'class A { #m() {} n() { $(this.#m) } }', 1],
  ['a bound member', 'class A { m() {} n() { $(this.m.bind(this)) } }', 1],
  ['a field', 'class A { m = () => {}; n() { $(this.m) } }', 1],
  ['a field that is assigned', 'class A { n() { this.m = () => {}; $(this.m) } }', 1],
  ['a member of an object', 'const o = { f() {} }; $(o.f)', 1],
  ['a member that is a name', 'function f() {} const o = { f }; $(o.f)', 1],
  ['what a wrapper is given', '$(useCallback(() => {}, []))', 1],
  ['a variable with a wrapped function', 'const f = debounce(() => {}, 1); $(f)', 1],
  ['a variable that is assigned twice', 'let f; f = () => {}; f = () => {}; $(f)', 2],
  ['an assertion', 'const f = () => {}; $(f!)', 1],
  ['a parameter', 'function f(g) { $(g) }', 0],
  ['an import', 'import { f } from "f"; $(f)', 0],
  ['a global', '$(f)', 0],
  ['a member of something unknown', 'function f(o) { $(o.f) }', 0],
  ['a computed member', 'const o = { f() {} }; $(o[f])', 0],
  ['a member of another class', 'class A { m() {} } class B { n() { $(this.m) } }', 0],
  ['an alias in a circle', 'const f = g, g = f; $(f)', 0],
  ['an object in a circle', 'const o = { f: o.f }; $(o.f)', 0],
])('functionsMeantBy: %s: %s', (_name, code, count) => {
  const { facts } = parseFile(code, { language: 'ts' })
  const argument = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  expect(argument && functionsMeantBy(facts, argument)).toHaveLength(count)
})

test('functionsRunBy follows calls and what is handed to them', () => {
  const file = parseFile(`
    function a() { b(); x(c); off(d) }
    function b() { a() }
    function c() { new E().m() }
    function d() {}
    class E { m() { this.n() } n() {} }`)
  const { functions, isComplete } = functionsRunBy(file.facts, file.functionNamed('a'))
  expect(headsOf(file, functions)).toEqual(['function a()@4', 'function b()@4', 'function c()@4'])
  expect(isComplete).toBe(true)
})

test('functionsRunBy: what is called on a thing does not run what it was made with', () => {
  const file = parseFile(`
    const server = createServer(function handle() {})
    function a() { server.close() }
    function b() { start(server) }
    function c() { run.call(this) }
    function run() {}`)
  const run = (name: string) => functionsRunBy(file.facts, file.functionNamed(name)).functions
  expect(run('a')).not.toContain(file.functionNamed('handle'))
  expect(run('b')).toContain(file.functionNamed('handle'))
  expect(run('c')).toContain(file.functionNamed('run'))
})

test('functionsRunBy reaches the members of this', () => {
  const file = parseFile('class A { m() { this.n() } n() { this.o = () => {} } p() {} }')
  const { functions } = functionsRunBy(file.facts, file.functionNamed('m'))
  expect(functions).toContain(file.functionNamed('n'))
  expect(functions).not.toContain(file.functionNamed('p'))
})

test('functionsRunBy says when it stopped following', () => {
  const count = 1500
  const file = parseFile(
    Array.from({ length: count }, (_, i) => `function f${i}() { f${i + 1}() }`).join('\n'),
  )
  const fromTop = functionsRunBy(file.facts, file.functionNamed('f0'))
  expect(fromTop.isComplete).toBe(false)
  expect(fromTop.functions.size).toBeLessThan(count)
  const fromBelow = functionsRunBy(file.facts, file.functionNamed('f1000'))
  expect(fromBelow.isComplete).toBe(true)
  expect(fromBelow.functions.size).toBe(500)
})
