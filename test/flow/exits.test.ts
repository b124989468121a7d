import type { TSESTree } from '@typescript-eslint/utils'
import { expect, test } from 'vitest'

import type { Effect } from '../../src/flow/walk-questions.js'
import { openExits } from '../../src/flow/exits.js'
import { calleeName } from '../../src/syntax/property-name.js'
import { unwrap } from '../../src/syntax/unwrap.js'
import { parseFile } from '../parse-file.js'

/**
 * The open exits of the function `f` in a text, as `kind text`, with a `?` where the resource may be closed.
 * `open()` acquires it, `close()` releases it, `may()` may throw, `put()` overwrites it, `lend()` and `guard()` release
 * it unless they throw; where `ok` holds, it exists.
 */
function exitsOf(body: string, { isOpen = false } = {}): string[] | undefined {
  const { facts, functionNamed } = parseFile(`async function* f() { ${body} }`)
  const [acquisition] = facts.nodes.calls.get('open') ?? []
  const exits = openExits(functionNamed('f').body, {
    acquisition: isOpen ? undefined : (acquisition ?? functionNamed('f')),
    effectOf,
    existsWhen,
  })
  return exits?.map(({ kind, node, open }) => {
    const text = kind === 'end' ? '' : ` ${facts.sourceCode.getText(node).replace(';', '')}`
    return `${kind}${open === 'yes' ? '' : '?'}${text}`
  })
}

function effectOf(node: TSESTree.Node): Effect {
  const name = node.type === 'CallExpression' ? calleeName(node) : undefined
  return EFFECTS.get(name ?? '') ?? 'none'
}

const EFFECTS = new Map<string, Effect>([
  ['close', 'release'],
  ['may', 'throws'],
  ['put', 'overwrites'],
  ['lend', 'releaseUnlessThrows'],
  ['guard', 'releaseUnlessThrows'],
])

function existsWhen(test: TSESTree.Node): 'true' | 'false' | 'either' {
  const node = unwrap(test)
  if (node.type === 'UnaryExpression') return existsWhen(node.argument) === 'true' ? 'false' : 'either'
  return node.type === 'Identifier' && node.name === 'ok' ? 'true' : 'either'
}

test.each<[string, string[]]>([
  // straight on
  ['open()', ['end']],
  ['open(); close()', []],
  ['close(); open()', ['end']],
  ['open(); close(); open', []],
  ['f()', []],
  ['x = open(); y(x); close(x)', []],
  // leaving by return and throw
  ['open(); return', ['return return']],
  ['open(); return close()', []],
  ['open(); if (a) return; close()', ['return return']],
  ['if (a) return; open(); close()', []],
  ['open(); if (a) { close(); return } close()', []],
  ['open(); throw a', ['throw throw a']],
  ['throw open()', ['throw throw open()']],
  ['return open()', ['return return open()']],
  ['open(); close(); throw a', []],
  ['open(); if (a) throw b; close()', ['throw throw b']],
  // calls that may throw
  ['open(); may(); close()', ['throw may()']],
  ['may(); open(); close(); may()', []],
  ['open(may()); close()', []],
  ['open(); may(1); may(2); close()', ['throw may(1)', 'throw may(2)']],
  ['open(); close(may())', ['throw may()']],
  ['open(); a[may()]; close()', ['throw may()']],
  ['open(); await may(); close()', ['throw may()']],
  ['open(); a = { b: [may()], ...c }; close()', ['throw may()']],
  ['open(); `${may()}`; close()', ['throw may()']],
  ['open(); (a, may(), b); close()', ['throw may()']],
  ['open(); !may(); close()', ['throw may()']],
  ['open(); a + may(); close()', ['throw may()']],
  ['open(); new A(may()); close()', ['throw may()']],
  ['open(); a?.b(may()); close()', ['throw may()']],
  ['open(); yield may(); close()', ['throw may()']],
  ['open(); () => may(); close()', []],
  ['open(); function g() { return may() } close()', []],
  ['open(); class A { m() { may() } } close()', []],
  // branches
  ['open(); if (a) close()', ['end?']],
  ['open(); if (a) close(); else close()', []],
  ['open(); if (a) b(); else close()', ['end?']],
  ['if (a) open(); close()', []],
  ['if (a) open()', ['end']],
  ['open(); if (ok) close()', []],
  ['open(); if (!ok) return; close()', []],
  ['open(); if (ok) return; close()', ['return return']],
  ['open(); if (!ok) close()', ['end']],
  ['open(); a ? close() : b', ['end?']],
  ['open(); a ? close() : close()', []],
  ['open(); ok ? close() : b', []],
  ['open(); a && close()', ['end?']],
  ['open(); ok && close()', []],
  ['open(); a || close()', ['end?']],
  ['open(); !ok || close()', []],
  ['open(); a ?? close()', ['end?']],
  ['open(); a && may(); close()', ['throw may()']],
  // switch
  ['open(); switch (a) { case 1: close(); break; default: close() }', []],
  ['open(); switch (a) { case 1: close() }', ['end?']],
  ['open(); switch (a) { case 1: b(); case 2: close(); break; default: close() }', []],
  ['open(); switch (a) { case 1: return; default: close() }', ['return return']],
  ['open(); switch (a) { case 1: b(); break; default: close() }', ['end']],
  ['open(); switch (may()) { default: close() }', ['throw may()']],
  ['open(); switch (a) { default: } close()', []],
  // loops
  ['open(); while (a) b(); close()', []],
  ['open(); while (a) close()', ['end?']],
  ['open(); while (true) { close(); break }', []],
  ['open(); while (true) { if (a) break; may() } close()', ['throw may()']],
  ['open(); while (true) { if (a) return }', ['return return']],
  ['open(); for (;;) { if (a) break } close()', []],
  ['open(); for (const a of b) { if (c) continue; d() } close()', []],
  ['open(); for (const a of b) { if (c) return } close()', ['return return']],
  ['open(); for (const a in may()) {} close()', ['throw may()']],
  [
    'open(); for (let i = may(1); may(2); may(3)) {} close()',
    ['throw may(1)', 'throw may(2)', 'throw may(3)'],
  ],
  ['open(); do { close() } while (a)', []],
  ['open(); do { if (a) { close(); break } } while (true)', []],
  ['open(); while (1) { close(); break }', []],
  ['open(); for (;;) { close(); break }', []],
  ['open(); do { if (a) break; close() } while (b)', ['end']],
  ['for (const a of b) { open(); close() }', []],
  ['for (const a of b) { open(); if (c) break; close() }', ['end']],
  // labels
  ['a: { open(); break a; close() }', ['end']],
  ['a: { open(); if (b) break a; c() } close()', []],
  ['a: for (;;) { for (;;) { open(); close(); break a } }', []],
  [
    'open(); a: for (const b of c) { for (const d of e) { if (g) continue a; may() } } close()',
    ['throw may()'],
  ],
  ['open(); a: switch (b) { case 1: for (;;) { break a } default: close() }', ['end']],
  // try and catch
  ['open(); try { may() } catch { } close()', []],
  ['open(); try { may(); close() } catch { }', ['end']],
  ['open(); try { may(); close() } catch { close() }', []],
  ['open(); try { may(); close() } catch { throw a }', ['throw throw a']],
  ['open(); try { may(1) } catch { may(2) } close()', ['throw may(2)']],
  ['open(); try { throw a } catch { close() }', []],
  ['open(); try { return } catch { } close()', ['return return']],
  ['try { open(); may(); close() } catch { }', ['end']],
  ['open(); try { close() } catch { may() }', []],
  ['open(); try { try { may() } catch { throw a } } catch { close(); return } close()', []],
  // finally
  ['open(); try { may() } finally { close() }', []],
  ['open(); try { return may() } finally { close() }', []],
  ['open(); try { throw a } finally { close() }', []],
  ['open(); try { may() } finally { b() }', ['throw may()', 'end']],
  ['try { open(); may() } finally { close() }', []],
  ['open(); may(); try { b() } finally { close() }', ['throw may()']],
  ['open(); try { may() } catch { throw a } finally { close() }', []],
  ['open(); try { b() } finally { may(); close() }', ['throw may()']],
  ['open(); try { may() } finally { if (ok) close() }', []],
  ['open(); try { may() } finally { if (a) close() }', ['throw? may()', 'end?']],
  ['open(); for (;;) { try { break } finally { close() } }', []],
  ['open(); a: for (;;) { try { continue a } finally { close() } }', []],
  ['open(); try { try { may() } finally { b() } } finally { close() }', []],
  ['open(); try { may() } finally { try { may(2) } finally { close() } }', []],
  ['open(); try { may() } finally { try { close() } finally { b() } }', []],
  ['open(); try { return 1 } finally { return 2 }', ['return return 2']],
  ['open(); try { throw a } finally { return 2 }', ['return return 2']],
  ['open(); try { return 1 } finally { close(); return 2 }', []],
  ['open(); for (;;) { try { return 1 } finally { break } }', ['end']],
  ['open(); for (;;) { try { return 1 } finally { break } } close()', []],
  // overwriting: a way out of its own, after which nothing is left
  ['open(); put()', ['overwrite put()']],
  ['put(); open(); close()', []],
  ['open(); close(); put()', []],
  ['open(); put(1); put(2)', ['overwrite put(1)']],
  ['open(); put(may()); close()', ['throw may()', 'overwrite put(may())']],
  ['open(); put(); may()', ['overwrite put()']],
  ['open(); if (a) put(); close()', ['overwrite put()']],
  ['open(); if (a) close(); put()', ['overwrite? put()']],
  ['open(); if (a) close(); else close(); put()', []],
  ['open(); if (ok) close(); put()', []],
  ['open(); if (a) { close(); return } put()', ['overwrite put()']],
  ['open(); if (a) put(1); else put(2)', ['overwrite put(1)', 'overwrite put(2)']],
  ['if (a) open(); else put()', ['end']],
  ['if (a) open(); put()', ['overwrite put()']],
  ['open(); return put()', ['overwrite put()']],
  ['try { open() } catch { put() } close()', []],
  ['open(); try { may() } catch { put() } close()', ['overwrite put()']],
  ['open(); try { may() } finally { close() } put()', []],
  ['open(); try { may() } finally { put() }', ['overwrite put()']],
  ['for (const a of b) { put(); open(); close() }', []],
  // releasing where it does not throw
  ['open(); lend()', ['throw lend()']],
  ['lend(); open(); close()', []],
  ['open(); close(); lend()', []],
  ['open(); try { lend() } catch { }', ['end']],
  ['open(); try { lend() } catch { close() }', []],
  ['open(); try { lend() } catch { throw a }', ['throw throw a']],
  ['open(); try { lend() } finally { close() }', []],
  ['open(); lend(); may()', ['throw lend()']],
  ['open(); try { lend(); may() } catch { close() }', []],
  ['open(); if (a) lend(); else close()', ['throw lend()']],
  ['open(); if (a) lend()', ['throw lend()', 'end?']],
  ['open(); lend(); put()', ['throw lend()']],
])('%s: %j', (body, expected) => {
  expect(exitsOf(body)).toEqual(expected)
})

test.each<[string, string[]]>([
  ['a()', ['end']],
  ['close()', []],
  ['if (!ok) throw a; close()', []],
  ['may(); close()', ['throw may()']],
])('open from the start: %s: %j', (body, expected) => {
  expect(exitsOf(body, { isOpen: true })).toEqual(expected)
})

test.each<[string, string[]]>([
  // a call that releases unless it throws
  ['open(); guard()', ['throw guard()']],
  ['open(); guard(); may()', ['throw guard()']],
  ['open(); try { guard() } catch { a() }', ['end']],
  ['open(); try { guard() } catch { return }', ['return return']],
  ['open(); try { guard() } catch { close() }', []],
  ['open(); try { guard() } finally { close() }', []],
  ['open(); if (a) { close() } else { try { guard() } catch { close() } }', []],
  ['close(); guard()', []],
  // kinds of nodes that hold expressions
  ['open(); a = <b c={close()} />', []],
  ['open(); a = <b {...close()} />', []],
  ['open(); a = <b>{close()}</b>', []],
  ['open(); a = <>{may()}</>; close()', ['throw may()']],
  ['open(); class A { b = close() }', []],
  ['open(); class A extends may() {} close()', ['throw may()']],
  ['open(); a = class { [close()]() {} }', []],
  ['open(); class A { static { close() } }', []],
  ['open(); class A { b() { close() } }', ['end']],
  ['open(); const { a = close() } = b', []],
  ['open(); const [a = may()] = b; close()', ['throw may()']],
  ['open(); ({ a: may().b } = c); close()', ['throw may()']],
  ['open(); [close()[0]] = a', []],
  ['open(); const { ...a } = may(); close()', ['throw may()']],
])('releases and ways out in %s: %j', (body, expected) => {
  expect(exitsOf(body)).toEqual(expected)
})

test('an exit that is open on one path and closed on another is open, and named once', () => {
  expect(exitsOf('open(); try { if (ok) a(); return } finally { may() }')).toEqual([
    'throw may()',
    'return return',
  ])
})

test('a function that is handed the resource counts where it is made', () => {
  const { facts, functionNamed, call } = parseFile('function f() { open(); on("end", () => close()) }')
  const release = facts.nodes.functions[1]
  const exits = openExits(functionNamed('f').body, {
    acquisition: call('open()'),
    effectOf: (node) => (node === release ? 'release' : 'none'),
    existsWhen: () => 'either',
  })
  expect(exits).toEqual([])
})

test('what is nested too deeply to follow has no answer', () => {
  expect(exitsOf(`open(); ${'if (a) '.repeat(500)}b(); close()`)).toBeUndefined()
  expect(exitsOf(`open(); ${'if (a) '.repeat(100)}b(); close()`)).toEqual([])
})

test('finally blocks within finally blocks have an answer up to some depth, and take no time beyond', () => {
  const nested = (depth: number): string =>
    depth === 0 ? '' : `try { if (a) return; may() } finally { ${nested(depth - 1)} }`
  expect(exitsOf(`open(); try { may() } finally { ${nested(3)} close() }`)).toBeDefined()
  expect(exitsOf(`open(); ${nested(8)} close()`)).toBeUndefined()
})
