import { expect, test } from 'vitest'

import { effectOnAnything, throwOfAnswer } from '../../src/flow/throwing.js'
import type { FileFacts } from '../../src/cells/file-facts.js'
import { awaitsIn } from '../../src/lives/ends/past-end.js'
import { parseFile } from '../parse-file.js'

/** The `await` expressions of the only function. */
function awaitsOf(facts: FileFacts) {
  const [scope] = facts.nodes.functions
  return scope ? awaitsIn(facts, scope) : []
}

/** What the `await` of a function may do to anything that is open there. */
function effectOfAwait(awaited: string): string {
  const { facts } = parseFile(`async function f(db, work) { await ${awaited} }`)
  const node = facts.sourceCode.ast.body[0]
  const statement = node?.type === 'FunctionDeclaration' ? node.body.body[0] : undefined
  if (statement?.type !== 'ExpressionStatement') throw new Error(`No await in ${awaited}`)
  return effectOnAnything(facts, statement.expression)
}

test.each([
  ["Promise.all(['done'])", 'none'],
  ['Promise.race([work()])', 'throws'],
  ['Promise.all(work)', 'throws'],
  // A method of the same name runs what it is given.
  ["db.all(['select 1'])", 'throws'],
])('await %s: %s', (awaited, expected) => {
  expect(effectOfAwait(awaited)).toBe(expected)
})

test.each([
  ['const error = await work(); if (error) throw error', 'ThrowStatement'],
  ['const value = await work(); return value', undefined],
])('what is waited for may answer how it has failed: %s', (code, expected) => {
  const { facts } = parseFile(`async function f(work) { ${code} }`)
  const [waited] = awaitsOf(facts)
  expect(waited && throwOfAnswer(facts, waited)?.type).toBe(expected)
})
