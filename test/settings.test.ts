import { fileURLToPath } from 'node:url'

import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { describe, expect, test } from 'vitest'

import plugin from '../src/index.js'

interface Setup {
  /** `settings.leaks`. */
  readonly settings?: unknown
  readonly typed?: boolean
  /** One rule alone; all of them where it is left out. */
  readonly rule?: string
}

const fixture = fileURLToPath(new URL('fixtures/node', import.meta.url))
const linter = new Linter({ cwd: fixture })

/** Lints with likely findings included and answers what is reported, as `rule messageId line`. */
function lint(code: string, { settings, typed = false, rule }: Setup = {}): string[] {
  const rules = plugin.configs.all.rules ?? {}
  const messages = linter.verify(
    code,
    [
      {
        ...plugin.configs.all,
        files: ['**'],
        rules: rule === undefined ? rules : { [`leaks/${rule}`]: rules[`leaks/${rule}`] },
        settings: settings === undefined ? {} : { leaks: settings },
        languageOptions: {
          parser: typescriptParser,
          parserOptions: typed ? { projectService: true, tsconfigRootDir: fixture } : {},
        },
      },
    ],
    'file.ts',
  )
  return messages.map(({ ruleId, messageId, message, line }) => `${ruleId} ${messageId ?? message} ${line}`)
}

describe('protocols', () => {
  const settings = { protocols: [{ acquire: 'takeLock', release: ['unlock'] }] }

  test('a row of the user is a resource like any other', () => {
    const code = 'function f() { const lock = takeLock(); lock.use() }'
    expect(lint(code)).toEqual([])
    expect(lint(code, { settings })).toEqual(['leaks/require-release neverReleased 1'])
  })

  test.each([
    'function f() { const lock = takeLock(); lock.unlock() }',
    'function f() { const lock = takeLock(); unlock(lock) }',
    'function f() { const lock = new takeLock(); lock.unlock() }',
    'function f() { return takeLock() }',
  ])('what releases it or hands it on is silent: %s', (code) => {
    expect(lint(code, { settings })).toEqual([])
  })

  test('a row with a module counts only for what is imported from it', () => {
    const withModule = { protocols: [{ acquire: 'takeLock', release: ['unlock'], module: 'locks' }] }
    const use = '; export function f() { const lock = takeLock(); lock.use() }'
    expect(lint(`import { takeLock } from 'locks'${use}`, { settings: withModule })).toEqual([
      'leaks/require-release neverReleased 1',
    ])
    expect(lint(`import { takeLock } from 'others'${use}`, { settings: withModule })).toEqual([])
  })
})

test('teardowns: a method of the name ends its class', () => {
  const code = 'class A { start() { setInterval(() => this.tick(), 1) } retire() { this.clear() } }'
  const rule = 'require-timer-cleanup'
  const recommended = { 'leaks/require-timer-cleanup': 'error' } as const
  const lintRecommended = (settings: object): number =>
    linter.verify(code, [
      { ...plugin.configs.recommended, rules: recommended, settings: { leaks: settings } },
    ]).length
  expect(lintRecommended({})).toBe(0)
  expect(lintRecommended({ teardowns: ['retire'] })).toBe(1)
  const cleared = code
    .replace('setInterval', 'this.t = setInterval')
    .replace('this.clear()', 'clearInterval(this.t)')
  // Whoever has the instance may call what ends it, whatever it is called.
  expect(lint(cleared, { settings: {}, rule })).toEqual([])
  expect(lint(cleared, { settings: { teardowns: ['retire'] }, rule })).toEqual([])
})

test('longLived: what it names lives as long as the program', () => {
  const code = 'class A { start() { app.events.on("x", this.y) } dispose() { this.z() } }'
  expect(lint(code)).toEqual([])
  expect(lint(code, { settings: { longLived: ['app.events'] } })).toEqual([
    'leaks/require-listener-removal neverRemoved 1',
  ])
})

test('collectors: what is handed to it runs at the end', () => {
  const code = `class A {
    start() {
      this.t = setInterval(() => this.tick(), 1)
      whenDone(() => clearInterval(this.t))
    }
    dispose() { this.x() }
  }`
  expect(lint(code)).toEqual(['leaks/require-timer-cleanup notClearedAtEnd 3'])
  expect(lint(code, { settings: { collectors: ['whenDone'] } })).toEqual([])
})

test('ignoreTypes: nobody has to dispose of them', () => {
  const code = `class Lock { [Symbol.dispose]() {} use() {} }
    export function f() { const lock = new Lock(); lock.use() }`
  const typed = { typed: true, rule: 'require-release' }
  expect(lint(code, typed)).toEqual(['leaks/require-release neverReleased 2'])
  expect(lint(code, { ...typed, settings: { ignoreTypes: ['Lock'] } })).toEqual([])
  expect(lint(code, { ...typed, settings: { ignoreTypes: ['Other'] } })).toHaveLength(1)
})

test('largeBytes: from there on a value is large', () => {
  const code = `export function f() {
    const data = Buffer.alloc(1000)
    process.on('message', () => { console.log(data.length) })
  }`
  const rule = 'no-large-capture'
  expect(lint(code, { rule })).toEqual([])
  expect(lint(code, { rule, settings: { largeBytes: 1000 } })).toEqual(['leaks/no-large-capture part 3'])
  expect(lint(code, { rule, settings: { largeBytes: 1001 } })).toEqual([])
})

describe('types', () => {
  const disposable = `class Lock { [Symbol.dispose]() {} use() {} }
    export function f() { const lock = new Lock(); lock.use() }`

  test("'auto' takes them where they are", () => {
    expect(lint(disposable, { typed: true, settings: { types: 'auto' } })).toHaveLength(1)
    expect(lint(disposable, { settings: { types: 'auto' } })).toEqual([])
  })

  test("'off' ignores them", () => {
    expect(lint(disposable, { typed: true, settings: { types: 'off' } })).toEqual([])
  })

  test("'required' says once for a file that they are missing", () => {
    const settings = { types: 'required' }
    expect(lint('const a = 1', { settings })).toEqual([expect.stringMatching(/^leaks\/\S+ typesRequired 1$/)])
    expect(lint('const a = 1', { settings, typed: true })).toEqual([])
    expect(lint(disposable, { settings, typed: true })).toEqual(['leaks/require-release neverReleased 2'])
  })
})

describe('a wrong value', () => {
  const leak = 'class A { start() { setInterval(() => {}, 1) } dispose() {} }'
  const wrong: unknown[] = [
    'x',
    [],
    null,
    { teardown: [] },
    { teardowns: 'dispose' },
    { longLived: [1] },
    { collectors: {} },
    { ignoreTypes: null },
    { largeBytes: '1' },
    { types: true },
    { protocols: {} },
    { protocols: [{ acquire: 'a' }] },
  ]

  test.each(wrong)('%j is one message, beside the findings with the defaults', (settings) => {
    const reports = lint(leak, { settings })
    expect(reports.filter((report) => report.includes(' invalidSettings '))).toHaveLength(1)
    expect(reports).toContain('leaks/require-timer-cleanup dropped 1')
    expect(reports).toHaveLength(2)
  })

  test.each(Object.keys(plugin.rules))('is said by %s where that is the only rule', (rule) => {
    expect(lint('', { settings: { typos: true }, rule })).toEqual([`leaks/${rule} invalidSettings 1`])
  })

  test('each of several is named, under the word configuration, and the right ones hold', () => {
    const settings = { longlived: ['a'], types: 'of', teardowns: ['retire'] }
    const code = 'class A { start() { setInterval(() => this.tick(), 1) } retire() { this.clear() } }'
    const config = { ...plugin.configs.recommended, settings: { leaks: settings } }
    const rules = { 'leaks/require-timer-cleanup': 'error' } as const
    expect(linter.verify(code, [{ ...config, rules }]).map(({ message }) => message)).toEqual([
      'Configuration, no finding of this rule: `settings.leaks.longlived` is not known; did you mean `longLived`? Until it is right it counts as left out.',
      "Configuration, no finding of this rule: `settings.leaks.types` must be 'auto' or 'required' or 'off'; did you mean 'off'? Until it is right it counts as left out.",
      expect.stringContaining('retire()'),
    ])
  })

  test('is said again for each file', () => {
    const settings = { typos: true }
    expect([lint('', { settings }), lint('', { settings })].flat()).toHaveLength(2)
  })
})
