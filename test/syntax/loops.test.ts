import type { TSESTree } from '@typescript-eslint/utils'
import { expect, test } from 'vitest'

import { comesRoundByFailure, isEndless, isLoop } from '../../src/syntax/loops.js'
import { parseFile } from '../parse-file.js'

function statement(text: string): TSESTree.Node {
  const { facts } = parseFile(`async function f() { ${text} }`)
  const [declaration] = facts.sourceCode.ast.body
  const first = declaration?.type === 'FunctionDeclaration' ? declaration.body.body[0] : undefined
  if (!first) throw new Error(`There is no statement in ${text}`)
  return first
}

test.each([
  ['while (true) {}', true],
  ['for (;;) {}', true],
  ['for (let i = 0; ; i += 1) {}', true],
  ['do {} while (1)', true],
  ['while (false) {}', false],
  ['while (open) {}', false],
  ['for (; open;) {}', false],
  ['for (const x of xs) {}', false],
  ['for await (const x of xs) {}', false],
  ['for (const x in xs) {}', false],
])('%s', (text, isWithoutEnd) => {
  expect(isLoop(statement(text))).toBe(true)
  expect(isEndless(statement(text))).toBe(isWithoutEnd)
})

test.each(['if (open) {}', '{}', 'xs.forEach(run)', 'switch (x) {}'])('%s is no loop', (text) => {
  expect(isLoop(statement(text))).toBe(false)
  expect(isEndless(statement(text))).toBe(false)
})

test.each([
  ['for (;;) { try { await $(); return } catch { await pause() } }', true],
  ['while (open) { try { await $(); log(); break } catch {} }', true],
  ['for (;;) { try { return await $() } catch {} }', true],
  ['for (const x of xs) { if (x) { $(); return } }', true],
  ['for (;;) { try { await $() } catch { return } }', false],
  ['for (;;) { await $(); await pause() }', false],
  ['for (const x of xs) { $(); if (x) return }', false],
  ['for (const x of xs) { $(); if (x) continue; return }', false],
  ['for (const x of xs) { each(() => { $(); return }) }', false],
])('comes round by a failure: %s', (text, expected) => {
  const { call } = parseFile(`async function f() { ${text} }`)
  const node = call('$()')
  const around = [...ancestors(node)].find(isLoop)
  expect(around && comesRoundByFailure(node, around)).toBe(expected)
})

function* ancestors({ parent }: TSESTree.Node): Iterable<TSESTree.Node> {
  for (let current = parent; current; current = current.parent) yield current
}
