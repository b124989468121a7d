import { Linter, type Rule } from 'eslint'
import { describe, expect, test } from 'vitest'

import { SUBSCRIPTION_ROWS } from '../../src/protocols/subscriptions.js'
import { requireUnsubscribe } from '../../src/rules/require-unsubscribe.js'
import { classExample, effectExample, type Treatment } from './subscription-example.js'

function reportsOf(code: string | undefined): string[] {
  const messages = new Linter().verify(
    code ?? '',
    {
      files: ['**'],
      plugins: { leaks: { rules: { rule: requireUnsubscribe as unknown as Rule.RuleModule } } },
      rules: { 'leaks/rule': ['error', { likely: true }] },
    },
    'file.js',
  )
  return messages.map(({ ruleId, messageId, message }) => (ruleId === null ? message : (messageId ?? '')))
}

/** A row whose call is not found, or whose ending is not understood, is of no use. */
describe.each(SUBSCRIPTION_ROWS.map((row) => [`${row.modules[0] ?? ''}: ${row.example}`, row] as const))(
  '%s',
  (_title, row) => {
    const cases: [Treatment, string[]][] = [
      ['dropped', ['dropped']],
      ['kept', ['neverUsed']],
      ['ended', []],
    ]

    test.each(cases)('%s in an effect', (treatment, expected) => {
      const code = effectExample(row, treatment)
      expect(reportsOf(code), code).toEqual(expected)
    })

    // Where only a hook makes the source, there is none in a class.
    const inClass = classExample(row, 'dropped') === undefined ? [] : cases
    test.each(inClass)('%s in a class', (treatment, expected) => {
      const code = classExample(row, treatment)
      expect(reportsOf(code), code).toEqual(expected)
    })

    test('gives an example of its own call', () => {
      const called = [...row.example.matchAll(/\w+(?=\()/g)].map(([name]) => name)
      expect(
        called.some((name) => (typeof row.call === 'string' ? name === row.call : row.call.test(name))),
      ).toBe(true)
    })
  },
)

test('each row has an example of its own', () => {
  const keys = SUBSCRIPTION_ROWS.map(({ modules, example }) => `${modules.join()} ${example}`)
  expect(new Set(keys).size).toBe(keys.length)
})
