import path from 'node:path'

import { describe, expect, it } from 'vitest'

import { lintSource, type LintOutcome } from '../../src/audit/lint-source.js'
import { installedTypeScript } from '../../src/types/installed-typescript.js'
import { selectRules } from '../../src/audit/select-rules.js'
import { fakePlugin } from './fake-plugin.js'

const settings = {
  plugin: fakePlugin,
  rules: selectRules(fakePlugin, 'recommended', []),
  typescript: installedTypeScript(),
}
const withoutTypeScript = { ...settings, typescript: { available: false as const, reason: 'absent' } }

function lint(source: string, name = 'a.js', given: typeof settings = settings): LintOutcome {
  return lintSource(source, path.resolve(name), undefined, given)
}

function found(outcome: LintOutcome): string[] {
  return outcome.messages.map(
    ({ ruleId, line, column }) => `${String(ruleId)} ${String(line)}:${String(column)}`,
  )
}

describe('lintSource', () => {
  it.each([
    ['a module', 'a.js', 'import x from "x"; leak(x)', ' 1:20'],
    ['a script', 'a.js', 'with (x) leak(); return 010', ' 1:10'],
    ['CommonJS', 'a.cjs', 'return leak()', ' 1:8'],
    ['a .cjs file that is a module after all', 'a.cjs', 'export default leak()', ' 1:16'],
    ['JSX in .js', 'a.js', 'const a = <p>{leak()}</p>', ' 1:15'],
    ['decorators', 'a.js', '@leak() class A {}', ' 1:2'],
    ['TypeScript', 'a.ts', 'const a = <T,>(b: T) => leak<T>(b)', ' 1:25'],
    ['TSX', 'a.tsx', 'const a = <p>{leak() as never}</p>', ' 1:15'],
    ['a file without extension', 'bin/tool', '#!/usr/bin/env node\nleak()', ' 2:1'],
    ['a file in node_modules', 'node_modules/x/a.js', 'leak()', ' 1:1'],
    ['a file outside of the current folder', '../a.js', 'leak()', ' 1:1'],
    ['a file that begins with a byte order mark', 'a.js', '\uFEFFleak()', ' 1:1'],
  ])('lints %s', (_, name, source, position) => {
    expect(found(lint(source, name))).toEqual([`leaks/leak${position}`])
  })

  it('parses JavaScript where TypeScript is not installed', () => {
    expect(found(lint('leak()', 'a.js', withoutTypeScript as never))).toEqual(['leaks/leak 1:1'])
  })

  it.each([
    ['a.js', 'const a = ;', 'Unexpected token ;', 1, 11],
    ['a.ts', 'const a: = 1', 'Type expected.', 1, 9],
  ])('says where %s has a syntax error', (name, source, message, line, column) => {
    expect(lint(source, name)).toEqual({ messages: [], crashes: [], syntaxError: { message, line, column } })
  })

  it('honours comments that switch off its rules', () => {
    const source = [
      'leak() // eslint-disable-line leaks/leak -- wanted',
      '// eslint-disable-next-line other/rule, leaks/leak',
      'leak()',
      '/* eslint-disable */ leak() /* eslint-enable */',
      '// eslint-disable-next-line leaks/probe',
      'leak()',
    ]
    expect(found(lint(source.join('\n')))).toEqual(['leaks/leak 6:1'])
  })

  it('passes over what comments say of anything else', () => {
    const source = [
      '/* eslint no-undef: "error", other/rule: 2, leaks/strict-only: "error" */',
      '/* eslint broken: [ */',
      '/* eslint-env browser */',
      '// eslint-disable-next-line other/rule, no-console',
      'maybe()',
      'nothing() // eslint-disable-line leaks/leak',
    ]
    expect(lint(source.join('\n'))).toEqual({ messages: [], crashes: [] })
  })

  it.each([
    ['on a node', 'leak(); explode()', 'boom'],
    ['while it is created', 'leak() // explode at once', "Error while loading rule 'leaks/fragile': no luck"],
  ])('goes on with the other rules when one crashes %s', (_, source, reason) => {
    const outcome = lint(source)
    expect(found(outcome)).toEqual(['leaks/leak 1:1'])
    expect(outcome.crashes).toEqual([`rule leaks/fragile crashed on it: ${reason}`])
  })
})
