import { expect, test } from 'vitest'

import { inferredResources } from '../../src/ledger/inferred-resources.js'
import { parseFile } from '../parse-file.js'

/** What opens and what releases it first, with `await` where that is awaited. */
function inferredIn(code: string): string[] {
  const { facts } = parseFile(code, { language: 'ts' })
  return inferredResources(facts).map(({ node, protocol: { methods, awaits } }) => {
    const release = `${awaits ? 'await ' : ''}${methods[0] ?? ''}`
    return `${facts.sourceCode.getText(node)}: ${release}`
  })
}

const opened = (name: string): string => `function f(x) { const a = x.${name}(); a.close() }`

test.each([
  'open',
  'openSession',
  'open_session',
  'acquire',
  'connect',
  'connectTo',
  'newPage',
  'checkout',
  'lock',
  'lockFile',
  'reserve',
  'begin',
  'spawn',
  'launch',
  'borrow',
  'getConnection',
  'getClient',
  'startSession',
])('a call of %s opens something', (name) => {
  expect(inferredIn(opened(name))).toEqual([`x.${name}(): close`])
})

test.each([
  'get',
  'getUser',
  'start',
  'startServer',
  'find',
  'opened',
  'newspaper',
  'locksmith',
  'reopen',
  'creates',
  'beginner',
  'getConnections',
  'connection',
])('a call of %s does not', (name) => {
  expect(inferredIn(opened(name))).toEqual([])
})

test.each(['close', 'release', 'dispose', 'destroy', 'terminate', 'disconnect', 'unlock', 'quit', 'free'])(
  'calling %s releases it',
  (method) => {
    expect(inferredIn(`function f() { const a = open(); a.${method}() }`)).toEqual([`open(): ${method}`])
  },
)

test.each([
  ['awaited', 'async function f() { const a = await open(); await a.close() }', 'open(): await close'],
  ['assigned later', 'function f() { let a; a = open(); a.close() }', 'open(): close'],
  ['in a block', 'function f() { if (x) { const a = open(); a.close() } }', 'open(): close'],
  ['in finally', 'function f() { const a = open(); try { x(a) } finally { a.close() } }', 'open(): close'],
  ['with an argument', 'function f() { const a = open(); a.close("done") }', 'open(): close'],
  ['where it exists', 'function f() { const a = open(); a?.close() }', 'open(): close'],
  ['asserted', 'function f() { const a = open()!; (a as A).close() }', 'open(): close'],
  ['the first release', 'function f() { const a = open(); a.quit(); a.close() }', 'open(): quit'],
  ['an arrow function', 'const f = () => { const a = open(); a.close() }', 'open(): close'],
  ['a method', 'class A { f() { const a = this.open(); a.close() } }', 'this.open(): close'],
])('a resource: %s: %s', (_name, code, inferred) => {
  expect(inferredIn(code)).toEqual([inferred])
})

test.each([
  ['never closed', 'function f() { const a = open(); a.read() }'],
  ['closed by another function', 'function f() { const a = open(); return () => { a.close() } }'],
  ['closed by an expression', 'function f() { const a = open(); return a.close() }'],
  ['closed under a condition of its own', 'function f() { const a = open(); x && a.close() }'],
  ['a release that means other things', 'function f() { const a = open(); a.remove(); a.stop(); a.end() }'],
  ['a property', 'function f() { const a = open(); a.close }'],
  ['another variable', 'function f(b) { const a = open(); b.close() }'],
  ['thrown away', 'function f() { open().close() }'],
  ['in a field', 'class A { f() { this.a = open(); this.a.close() } }'],
  ['taken apart', 'function f() { const { a } = open(); a.close() }'],
  ['while the module loads', 'const a = open(); a.close()'],
  ['a constructor', 'function f() { const a = new Session(); a.close() }'],
])('no resource: %s: %s', (_name, code) => {
  expect(inferredIn(code)).toEqual([])
})

test.each([
  ['a function of its own', 'const x = createLock(); use(); x.close()', ['createLock(): close']],
  ['of a module', 'const x = locks.createLock(); use(); x.close()', ['locks.createLock(): close']],
  ['a part of what it is called on', 'const x = a.createChannel(); use(); x.close()', []],
])('what create… makes: %s', (_name, body, expected) => {
  const { facts } = parseFile(`import * as locks from 'locks'\nfunction f(a) { ${body} }`)
  expect(
    inferredResources(facts).map(
      ({ node, protocol }) => `${facts.sourceCode.getText(node)}: ${String(protocol.methods[0])}`,
    ),
  ).toEqual(expected)
})
