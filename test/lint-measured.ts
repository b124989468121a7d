import { describe, expect, test } from 'vitest'

import plugin from '../src/index.js'
import { lintExample } from './lint-example.js'

type RuleName = keyof typeof plugin.rules

/** A program whose memory was measured, and the rule that reports it; none where it does not leak. */
export interface MeasuredProgram {
  readonly name: string
  readonly code: string
  readonly rule?: RuleName
}

/**
 * Declares the tests of one thing that was measured: everything that leaks is reported, by that rule and no other, and
 * everything that does not is silent, also in the preset `strict`. Each program is linted as plain JavaScript, by the
 * TypeScript parser, and with types.
 */
export function describeMeasured(subject: string, programs: readonly MeasuredProgram[]): void {
  describe.each([
    { parser: 'plain JavaScript', language: 'js', typed: false },
    { parser: 'the TypeScript parser', language: 'ts', typed: false },
    { parser: 'types', language: 'js', typed: true },
  ] as const)(`${subject}, $parser`, ({ language, typed }) => {
    test.each(programs)('$name', ({ code, rule }) => {
      const reports = lintExample({ code, language, typed, config: plugin.configs.strict })
      expect(reports.map((report) => report.rule)).toEqual(rule === undefined ? [] : [`leaks/${rule}`])
    })
  })
}
