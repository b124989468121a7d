import { fileURLToPath } from 'node:url'

import {
  RuleTester as TypeScriptRuleTester,
  type InvalidTestCase,
  type RunTests,
  type TestCaseError,
  type ValidTestCase,
} from '@typescript-eslint/rule-tester'
import type { RuleModule } from '@typescript-eslint/utils/ts-eslint'
import { RuleTester as CoreRuleTester, type Rule } from 'eslint'
import globals from 'globals'
import { describe } from 'vitest'

import { withCheckedMessages } from './checked-messages.js'
import { locateText } from './locate-text.js'

/**
 * One way in which a user's project may lint a file:
 *
 * - `untypedJs`: plain ESLint: espree, no parser services, the globals of browsers and Node configured.
 * - `newestJs`: the same in a package that runs on Node 24 at least.
 * - `untypedTs`: the TypeScript parser without type information, no globals configured.
 * - `typedDom`: type information from the DOM's library, no Node types.
 * - `typedNode`: type information from `@types/node`, no DOM.
 */
export type Environment = 'untypedJs' | 'newestJs' | 'untypedTs' | 'typedDom' | 'typedNode'

/** Environments that often go together. Cases for sets with `untypedJs` in them must be plain JavaScript. */
const environmentSets = {
  everywhere: ['untypedJs', 'untypedTs', 'typedDom', 'typedNode'],
  untyped: ['untypedJs', 'untypedTs'],
  typed: ['typedDom', 'typedNode'],
  dom: ['untypedJs', 'untypedTs', 'typedDom'],
  node: ['untypedJs', 'untypedTs', 'typedNode'],
  newestNode: ['newestJs', 'untypedTs', 'typedNode'],
} as const satisfies Record<string, readonly Environment[]>

export type EnvironmentSet = keyof typeof environmentSets

/** A case that must stay silent; a bare string is its code. */
export type SilentCase<Options extends readonly unknown[]> = Pick<
  ValidTestCase<Options>,
  'name' | 'code' | 'filename' | 'options' | 'settings' | 'only'
>

/** Where a report is: the text that it underlines, with the line it starts on if the text occurs twice. */
type ReportLocation =
  | { readonly at: string; readonly line?: number }
  | Required<Pick<TestCaseError<never>, 'line' | 'column' | 'endLine' | 'endColumn'>>

export type ExpectedReport<MessageIds extends string> = ReportLocation &
  Pick<TestCaseError<MessageIds>, 'messageId' | 'data' | 'suggestions'>

export interface ReportedCase<
  MessageIds extends string,
  Options extends readonly unknown[],
> extends SilentCase<Options> {
  readonly errors: readonly ExpectedReport<MessageIds>[]
}

export interface RuleCases<MessageIds extends string, Options extends readonly unknown[]> {
  readonly valid: readonly (string | SilentCase<Options>)[]
  readonly invalid: readonly ReportedCase<MessageIds, Options>[]
}

export interface RuleTester {
  /** Declares a test for every case in every environment of this tester. */
  run<MessageIds extends string, Options extends readonly unknown[]>(
    ruleName: string,
    rule: RuleModule<MessageIds, Options>,
    cases: RuleCases<NoInfer<MessageIds>, NoInfer<Options>>,
  ): void
}

/**
 * The tester of all rule tests: runs the same cases in one or several environments.
 *
 * What is expected of a report beside ESLint's usual: its place, most readably as `at`, the underlined text.
 * Where a case has one report, the output of each of its suggestions must be silent in turn; the tester adds
 * those cases by itself. A case with JSX needs `filename: 'react.tsx'` (or `'react.jsx'`), a typed case in
 * JavaScript `filename: 'file.js'`; no other names exist for typed cases.
 *
 * @example
 * ruleTester('node').run('require-timer-cleanup', requireTimerCleanup, {
 *   valid: ['clearInterval(setInterval(tick, 1000))'],
 *   invalid: [
 *     {
 *       code: 'export class Clock { start() { setInterval(tick, 1000) } stop() {} }',
 *       errors: [{ messageId: 'dropped', at: 'setInterval(tick, 1000)' }],
 *     },
 *   ],
 * })
 * ruleTester('untypedTs', 'typedNode').run(…) // cases in TypeScript
 */
export function ruleTester(...names: readonly (Environment | EnvironmentSet)[]): RuleTester {
  const environments = new Set(names.flatMap((name) => environmentsOf(name)))
  return {
    run(ruleName, unchecked, cases) {
      const rule = withCheckedMessages(unchecked)
      const expected = { valid: cases.valid, invalid: cases.invalid.map(withLocations) }
      const resolved = { valid: casesAfterSuggestions(cases.invalid), invalid: [] }
      describe.each([...environments])('%s', (environment) => {
        runIn(environment, ruleName, rule, expected)
        if (resolved.valid.length > 0)
          describe('after its suggestion', () => {
            runIn(environment, ruleName, rule, resolved)
          })
      })
    },
  }
}

function environmentsOf(name: Environment | EnvironmentSet): readonly Environment[] {
  return name in environmentSets ? environmentSets[name as EnvironmentSet] : [name as Environment]
}

function runIn<MessageIds extends string, Options extends readonly unknown[]>(
  environment: Environment,
  ruleName: string,
  rule: RuleModule<MessageIds, Options>,
  { valid, invalid }: RunTests<MessageIds, Options>,
): void {
  if (environment === 'untypedJs' || environment === 'newestJs') {
    const named = (each: string | object) => (environment === 'newestJs' ? inNewestPackage(each) : each)
    // ESLint types a rule's context by its own, narrower version of the same interface.
    untypedJsTester().run(ruleName, rule as unknown as Rule.RuleModule, {
      valid: valid.map(named) as (string | CoreRuleTester.ValidTestCase)[],
      invalid: invalid.map(named) as unknown as CoreRuleTester.InvalidTestCase[],
      assertionOptions: { requireMessage: 'messageId', requireLocation: true },
    })
  } else {
    const cases: RunTests<MessageIds, Options> = {
      valid,
      invalid,
      assertionOptions: { requireLocation: true },
    }
    typeScriptTester(environment).run(ruleName, rule, cases)
  }
}

function inNewestPackage(each: string | object): object {
  return { filename: newestFile, ...(typeof each === 'string' ? { code: each } : each) }
}

const newestFile = fileURLToPath(new URL('fixtures/newest/file.js', import.meta.url))

/** ESLint's own tester, since the one of typescript-eslint would lend espree its parser services. */
function untypedJsTester(): CoreRuleTester {
  return new CoreRuleTester({
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
  })
}

function typeScriptTester(environment: Exclude<Environment, 'untypedJs' | 'newestJs'>): TypeScriptRuleTester {
  if (environment === 'untypedTs') return new TypeScriptRuleTester()
  const fixture = environment === 'typedDom' ? 'dom' : 'node'
  const tsconfigRootDir = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url))
  return new TypeScriptRuleTester({
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir } },
  })
}

function withLocations<MessageIds extends string, Options extends readonly unknown[]>(
  expected: ReportedCase<MessageIds, Options>,
): InvalidTestCase<MessageIds, Options> {
  const errors = expected.errors.map((error) => {
    if (!('at' in error)) return error
    const { at, line, ...rest } = error
    return { ...rest, ...locateText(expected.code, at, line) }
  })
  return { ...expected, errors }
}

/**
 * A suggestion has to resolve what it is made for. With several reports in one case the others remain, so only
 * cases with one report can tell.
 */
function casesAfterSuggestions<MessageIds extends string, Options extends readonly unknown[]>(
  cases: readonly ReportedCase<MessageIds, Options>[],
): SilentCase<Options>[] {
  const distinct = new Map<string, SilentCase<Options>>()
  for (const { name, errors, code: _reported, ...rest } of cases) {
    const [only, ...others] = errors
    if (others.length > 0) continue
    for (const { output: code } of only?.suggestions ?? []) {
      const silent = { ...rest, ...(name === undefined ? {} : { name }), code }
      distinct.set(JSON.stringify({ ...rest, code }), silent)
    }
  }
  return [...distinct.values()]
}
