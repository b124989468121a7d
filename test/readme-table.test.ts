import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import plugin from '../src/index.js'
import { lintExample } from './lint-example.js'
import { readmeExamples } from './readme-examples.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

type Preset = 'recommended' | 'strict' | 'all'

/** The rows of the first table: the rule that is linked, the code that is shown, and the preset, where it is named. */
const rows = [
  ...readme.matchAll(/^\| \[[^\]]+\]\(rules-docs\/([a-z-]+)\.md\) +\| (`{1,2})(.+?)\2(?!`)(.*)\|$/gm),
].map(([, rule = '', , code = '', rest = '']) => ({
  rule,
  code,
  preset: /\(in `(strict|all)`\)/.exec(rest)?.[1] as Preset | undefined,
}))

test('each row of the table has an example', () => {
  expect(rows.map(({ rule }) => rule)).toEqual(Object.keys(readmeExamples))
})

test.each(rows)('$rule reports $code', ({ rule, code, preset }) => {
  const example = readmeExamples[rule] ?? ''
  expect(example).toContain(code)
  for (const language of ['js', 'ts'] as const)
    expect(reported(example, language, preset ?? 'recommended')).toContain(`leaks/${rule}`)
})

test.each(rows.filter(({ preset }) => preset !== undefined))('$rule is in $preset alone', ({ rule }) => {
  expect(reported(readmeExamples[rule] ?? '', 'ts', 'recommended')).toEqual([])
})

function reported(code: string, language: 'js' | 'ts', preset: Preset): (string | null)[] {
  return lintExample({ code, language, typed: false, config: plugin.configs[preset] }).map(({ rule }) => rule)
}
