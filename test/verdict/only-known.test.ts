import { Linter, type Rule } from 'eslint'
import { expect, test } from 'vitest'

import { factsFor, factsOf } from '../../src/cells/file-facts.js'
import plugin from '../../src/index.js'
import type { Explained } from '../../src/verdict/explained.js'

type Context = Parameters<typeof factsOf>[0]

const asContext = (context: Rule.RuleContext): Context => context as unknown as Context

/** A timer that begins after a wait, by when its component may have ended: likely, and never known. */
const LIKELY = `
import { useEffect } from 'react'
export function Live({ id, draw }) {
  useEffect(() => {
    let kept
    async function start() {
      const client = await fetch('/clients/' + id)
      kept = setInterval(draw, 1000, client)
    }
    start()
    return () => clearInterval(kept)
  }, [id, draw])
}`

function lint(code: string, rules: Linter.RulesRecord, exit: (context: Rule.RuleContext) => void): string[] {
  const probe: Rule.RuleModule = {
    create: (context) => ({
      'Program:exit'() {
        exit(context)
      },
    }),
  }
  const messages = new Linter().verify(code, {
    files: ['**'],
    plugins: { leaks: plugin, probe: { rules: { probe } } },
    rules: { ...rules, 'probe/probe': 'error' },
  })
  return messages.map(({ messageId, message }) => messageId ?? message)
}

test('rules that ask for what is known share the facts; who asks for all begins anew, and all have those', () => {
  const seen: boolean[] = []
  const rules = { 'leaks/require-timer-cleanup': 'error' } as const
  lint('a', rules, (rule) => {
    const context = asContext(rule)
    const known = factsOf(context)
    const all = factsFor(context, 'all')
    seen.push(known.onlyKnown, factsFor(context, 'known') === all, factsOf(context) === all, all.onlyKnown)
  })
  expect(seen).toEqual([true, true, true, false])
})

test('one rule that asks for likely findings has all that it shares look for them', () => {
  const rules: Linter.RulesRecord = {
    'leaks/require-release': 'error',
    'leaks/require-timer-cleanup': ['error', { likely: true }],
    'leaks/require-unsubscribe': 'error',
  }
  let onlyKnown: boolean | undefined
  const reported = lint(LIKELY, rules, (context) => {
    ;({ onlyKnown } = factsOf(asContext(context)))
  })
  expect(onlyKnown).toBe(false)
  expect(reported).toEqual(['startsPastEnd'])
})

test('what is likely is explained beside rules that do not ask for it', () => {
  let explained: readonly Explained[] = []
  const reported = lint(LIKELY, { 'leaks/require-timer-cleanup': 'error' }, (context) => {
    explained = plugin.explain(context)
  })
  expect(reported).toEqual([])
  expect(explained.flatMap(({ losses }) => losses.map(({ form }) => form))).toContain('begunPastEnd')
})
