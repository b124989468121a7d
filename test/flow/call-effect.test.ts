import { expect, test } from 'vitest'

import { callEffect } from '../../src/flow/cell-effects.js'
import { duties } from '../../src/ledger/duties.js'
import { parseFile } from '../parse-file.js'

/** What the call that is given `subject`, a file handle, does with it. */
function effectIn(code: string): string {
  const { facts, node } = parseFile(
    `import { open } from 'node:fs/promises'; async function run(x) { const subject = await open(x); ${code} }`,
  )
  const argument = node('subject', 2)
  const { parent } = argument
  const [duty] = duties(facts)
  if (parent?.type !== 'CallExpression' || !duty) throw new Error(code)
  const index = parent.arguments.findIndex((each) => each === argument)
  return callEffect(facts, duty, parent, index)
}

test.each([
  // uses it
  ['f(subject); function f(a) { if (a) x() }', 'borrows'],
  ['f(subject); function f(a) { return a.b }', 'borrows'],
  ['f(1, subject); function f(a, b) { if (b.c) x() }', 'borrows'],
  ['const f = (a) => a.b; f(subject)', 'borrows'],
  ['f(subject); async function f(a) { await a.stat() }', 'borrows'],
  ['f(subject); function f(a) { const b = a; b.stat() }', 'borrows'],
  ['f(subject); function f() {}', 'unknown'],
  // goes on with the same
  ['f(subject); function f(a) { f(a) }', 'borrows'],
  ['f(subject); function f(a) { x(a.b, () => { if (a.c) f(a) }) }', 'borrows'],
  ['f(subject); function f(a) { if (a.b) a.close(); else f(a) }', 'mayEnd'],
  ['f(subject); function f(a) { x(a); f(a) }', 'mayTake'],
  ['f(subject); function f(a) { g(a) } function g(a) { if (a.b) f(a) }', 'mayTake'],
  // ends it
  ['f(subject); function f(a) { a.close() }', 'ends'],
  ['f(subject); function f(a) { if (a) a.close() }', 'ends'],
  ['f(subject); function f(a) { try { x() } finally { a.close() } }', 'ends'],
  ['f(subject); function f(a) { const b = a; b.close() }', 'ends'],
  ['f(subject); function f(a) { g(a) } function g(a) { a.close() }', 'ends'],
  ['f(subject); async function f(a) { await x(); await a.close() }', 'endsUnlessThrows'],
  ['f(subject); function f(a) { if (a.b) throw x; a.close() }', 'endsUnlessThrows'],
  ['f(subject); function f(a, b) { if (b) a.close() }', 'mayEnd'],
  ['f(subject); function f(a) { if (a.b) return; a.close() }', 'mayEnd'],
  // keeps it, or may
  ['f(subject); function f(a) { x(a) }', 'mayTake'],
  ['f(subject); function f(a) { return a }', 'takes'],
  ['f(subject); function f(a) { x.y = a }', 'takes'],
  ['f(subject); function f(a) { x.push(a) }', 'takes'],
  ['f(subject); function f(a) { if (a.b) x(a); else a.close() }', 'mayTake'],
  // cannot tell
  ['f(subject); function f({ a }) { x(a) }', 'unknown'],
  ['f(subject); function f(...a) { x(a) }', 'unknown'],
  ['f(subject); function f(a) { a = x(a); a.close() }', 'unknown'],
  ['let f; f = (a) => a.b; f = (a) => a.close(); f(subject)', 'mayTake'],
  ['g(subject)', 'unknown'],
  ['f(...x, subject); function f(a) { return a.b }', 'unknown'],
])('%s: %s', (code, expected) => {
  expect(effectIn(code)).toBe(expected)
})
