import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import globals from 'globals'
import * as svelteParser from 'svelte-eslint-parser'
import { describe, expect, test } from 'vitest'
import * as vueParser from 'vue-eslint-parser'

import plugin from '../../src/index.js'

/** Something that is begun and has to be ended, for cases to be made of. */
interface Kind {
  rule: string
  /** What it has to import. */
  imports?: string
  /** What keeps the handle; undefined where there is none to keep. */
  handle?: 'handle'
  start: string
  stop: string
  /** The part of `start` that is reported. */
  reported: string
  messageId: string
}

/** One line for each rule of registrations. `update` and the handle are variables, or fields where a case says so. */
const KINDS = {
  listener: {
    rule: 'require-listener-removal',
    start: "window.addEventListener('resize', update)",
    stop: "window.removeEventListener('resize', update)",
    reported: "window.addEventListener('resize', update)",
    messageId: 'neverRemoved',
  },
  timer: {
    rule: 'require-timer-cleanup',
    handle: 'handle',
    start: 'handle = setInterval(update, 1000)',
    stop: 'clearInterval(handle)',
    reported: 'setInterval(update, 1000)',
    messageId: 'neverCleared',
  },
  observer: {
    rule: 'require-observer-disconnect',
    handle: 'handle',
    start: 'handle = new MutationObserver(update); handle.observe(document.body, { childList: true })',
    stop: 'handle.disconnect()',
    reported: 'handle.observe(document.body, { childList: true })',
    messageId: 'neverDisconnected',
  },
  subscription: {
    rule: 'require-unsubscribe',
    imports: "import { onValue } from 'firebase/database'; ",
    handle: 'handle',
    start: 'handle = onValue(query, update)',
    stop: 'handle()',
    reported: 'onValue(query, update)',
    messageId: 'neverUsed',
  },
} as const satisfies Readonly<Record<string, Kind>>

/** A component that begins something and ends it again. */
export interface FrameworkCase {
  /**
   * Code with START, STOP, and DECLARE where a variable for the handle is to stand. What is in double brackets, STOP
   * among it, is left out in the leak.
   */
  readonly code: string
  /** Files of these kinds are linted: `js` with ESLint's own parser, the others with the ones their users have. */
  readonly files: readonly ('js' | 'jsx' | 'ts' | 'tsx' | 'vue' | 'svelte')[]
  /** Whether `update` and the handle are fields: `this.update`. */
  readonly fields?: boolean
  /** What the message says of where the end belongs. */
  readonly where: string
  /** The only kind that it is a case of. */
  readonly only?: keyof typeof KINDS
  /** A kind that it is no case of. */
  readonly except?: keyof typeof KINDS
  /** Whether the leak is reported with the option `likely` only. */
  readonly likely?: boolean
}

/** Declares, for each case and each kind of registration, tests of the leak and of its correct twin. */
export function testFramework(cases: Readonly<Record<string, FrameworkCase>>): void {
  describe.each(Object.entries<Kind>(KINDS))('%s', (kindName, kind) => {
    const own = Object.entries(cases).filter(
      ([, { only, except }]) => (only === undefined || only === kindName) && except !== kindName,
    )
    describe.each(own)('%s', (_name, each) => {
      describe.each(each.files)('as .%s', (extension) => {
        const file = `file.${extension}`
        const correct = write(each, kind, true)

        test('is silent where it ends', () => {
          expect(lint(correct, file, kind, true)).toEqual([])
        })

        test('is reported where it does not', () => {
          const leak = write(each, kind, false)
          const messages = lint(leak, file, kind, each.likely === true)
          expect(messages.map(({ messageId }) => messageId)).toEqual([kind.messageId])
          const [message] = messages
          expect(textAt(leak, message)).toBe(withFields(each, kind.reported))
          expect(message?.message).toContain(each.where)
          if (each.likely === true) expect(lint(leak, file, kind, false)).toEqual([])
          for (const { fix } of message?.suggestions ?? []) {
            const mended = leak.slice(0, fix.range[0]) + fix.text + leak.slice(fix.range[1])
            expect(lint(mended, file, kind, true)).toEqual([])
          }
        })
      })
    })
  })
}

/** Answers what the rules of all kinds of registrations report, each as `rule at line`. */
export function registrationReports(code: string, file: string, likely = true): string[] {
  return Object.values<Kind>(KINDS).flatMap((kind) =>
    lint(code, file, kind, likely).map(({ line }) => `${kind.rule} at ${line}`),
  )
}

function write(each: FrameworkCase, { imports = '', handle, start, stop }: Kind, isCorrect: boolean): string {
  return each.code
    .replace(/^(?:.*?<script[^>]*>\n?)?/s, `$&${imports}`)
    .replaceAll(/\[\[(.*?)\]\]/gs, isCorrect ? '$1' : '')
    .replaceAll('DECLARE', handle && each.fields !== true ? `let ${handle}` : '')
    .replaceAll('START', withFields(each, start))
    .replaceAll('STOP', withFields(each, stop))
}

function withFields({ fields = false }: FrameworkCase, text: string): string {
  return fields ? text.replaceAll(/\b(handle|update)\b/g, 'this.$1') : text
}

/** Lints with one rule. Throws for code that does not parse. */
function lint(code: string, file: string, { rule }: Kind, likely: boolean): Linter.LintMessage[] {
  const messages = new Linter().verify(
    code,
    {
      files: ['**'],
      languageOptions: languageOptions(file),
      plugins: { leaks: plugin },
      rules: { [`leaks/${rule}`]: ['error', { likely }] },
    },
    file,
  )
  const fatal = messages.find((message) => message.fatal)
  if (fatal) throw new Error(`${fatal.message}\n${code}`)
  return messages
}

function languageOptions(file: string): Linter.LanguageOptions {
  if (/\.jsx?$/.test(file)) {
    return { parserOptions: { ecmaFeatures: { jsx: true } }, globals: globals.browser }
  }
  if (/\.tsx?$/.test(file)) return { parser: typescriptParser }
  return {
    parser: file.endsWith('.vue') ? vueParser : svelteParser,
    parserOptions: { parser: typescriptParser },
    globals: globals.browser,
  }
}

function textAt(code: string, message: Linter.LintMessage | undefined): string {
  const lines = code.split('\n')
  const line = lines[(message?.line ?? 1) - 1] ?? ''
  return line.slice((message?.column ?? 1) - 1, (message?.endColumn ?? 1) - 1)
}
