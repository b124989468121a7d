import { readFileSync } from 'node:fs'

import type { Linter } from 'eslint'
import { expect, test } from 'vitest'

import plugin from '../src/index.js'
import { lintExample } from './lint-example.js'
import { pageExamples } from './page-examples.js'

/** Half of what people read of the plugin is to fit two short lines of a terminal or a hover. */
const LONGEST_MEDIAN = 130

/** Answers what a rule says of the incorrect examples of its page, each text once. */
function messagesOf(rule: string): string[] {
  const page = readFileSync(new URL(`../rules-docs/${rule}.md`, import.meta.url), 'utf8')
  const examples = pageExamples(page).filter(({ claim }) => claim === 'incorrect')
  return examples.flatMap((example) => {
    const severity: Linter.RuleEntry = example.flags.has('likely') ? ['error', { likely: true }] : 'error'
    const config = { plugins: { leaks: plugin }, rules: { [`leaks/${rule}`]: severity } }
    return lintExample({ ...example, typed: example.flags.has('typed'), config }).map(
      ({ message }) => message,
    )
  })
}

test('half of the messages of the pages are short', () => {
  const messages = [...new Set(Object.keys(plugin.rules).flatMap(messagesOf))]
  const lengths = messages.map((message) => message.length).toSorted((one, other) => one - other)
  const median = lengths[Math.floor(lengths.length / 2)]
  expect(lengths.length).toBeGreaterThan(150)
  expect(median).toBeLessThanOrEqual(LONGEST_MEDIAN)
})
