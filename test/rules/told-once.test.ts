import { Linter } from 'eslint'
import { describe, expect, test } from 'vitest'

import plugin from '../../src/index.js'

/** Answers the rules that report something in a class that adds and removes a listener, line by line. */
function reportsOf(add: string, remove: string, rules: NonNullable<Linter.Config['rules']>): string[] {
  const code = `export class View {\n  constructor(bus) { this.bus = bus; ${add} }\n  show() {}\n  dispose() { ${remove} }\n}\n`
  return new Linter()
    .verify(code, [{ plugins: { leaks: plugin }, rules }])
    .map(({ line, ruleId }) => `${line} ${ruleId ?? ''}`)
}

describe('a listener whose removal takes out nothing is told of once', () => {
  const recommended = plugin.configs.recommended.rules ?? {}
  const cases = [
    ['bound anew', "process.on('x', this.show.bind(this))", "process.off('x', this.show.bind(this))"],
    [
      'another target',
      "document.addEventListener('x', this.show)",
      "window.removeEventListener('x', this.show)",
    ],
    ['another event', "process.on('x', this.show)", "process.off('y', this.show)"],
  ] as const

  test.each(cases)('%s: where it is removed', (_name, add, remove) => {
    expect(reportsOf(add, remove, recommended)).toEqual(['4 leaks/no-mismatched-removal'])
  })

  test.each(cases)('%s: where it is added, if no rule looks at removals', (_name, add, remove) => {
    const rules = { ...recommended, 'leaks/no-mismatched-removal': 'off' as const }
    expect(reportsOf(add, remove, rules)).toEqual(['2 leaks/require-listener-removal'])
  })

  test('each of two listeners, of which one is removed in vain', () => {
    const add = "process.on('x', this.show.bind(this)); window.addEventListener('y', this.show)"
    expect(reportsOf(add, "process.off('x', this.show.bind(this))", recommended)).toEqual([
      '2 leaks/require-listener-removal',
      '4 leaks/no-mismatched-removal',
    ])
  })
})
