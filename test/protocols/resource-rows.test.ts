import { Linter, type Rule } from 'eslint'
import globals from 'globals'
import { describe, expect, test } from 'vitest'

import { resourceProtocols } from '../../src/protocols/resources.js'
import { requireRelease } from '../../src/rules/require-release.js'
import { rowExample } from './row-example.js'

function reportsOf(code: string): string[] {
  const messages = new Linter().verify(
    code,
    {
      files: ['**'],
      languageOptions: { globals: { ...globals.browser, ...globals.node } },
      plugins: { leaks: { rules: { 'require-release': requireRelease as unknown as Rule.RuleModule } } },
      rules: { 'leaks/require-release': ['error', { likely: true }] },
    },
    'file.js',
  )
  return messages.map(({ ruleId, messageId, message }) => (ruleId === null ? message : (messageId ?? '')))
}

/** A row that nothing can leak, or whose release is not understood, is of no use. What ends by itself is asked where it is given up. */
describe.each(
  resourceProtocols()
    .filter(({ endsByItself }) => endsByItself !== true)
    .map((row) => [`${row.noun}: ${row.example}`, row] as const),
)('%s', (_title, row) => {
  const { leak, correct } = rowExample(row)

  test('is reported where nothing releases it', () => {
    expect(reportsOf(leak), leak).toEqual([row.result.as === 'argument' ? 'neverUndone' : 'neverReleased'])
  })

  test('is silent where it is released', () => {
    expect(reportsOf(correct), correct).toEqual([])
  })
})
