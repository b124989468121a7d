import { readdirSync, readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'

import type { Linter } from 'eslint'
import { describe, expect, test } from 'vitest'

import plugin from '../src/index.js'
import { parseArguments } from '../src/audit/parse-arguments.js'
import { runInProcess } from './audit/run-in-process.js'
import { temporaryProject } from './audit/temporary-project.js'
import { lintExample, type ExampleReport } from './lint-example.js'
import { pageExamples, type PageExample } from './page-examples.js'

const ruleNames = Object.keys(plugin.rules)

test.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'])('the examples of %s parse', (file) => {
  for (const { code, language } of pageExamples(readProjectFile(file)))
    expect(lintExample({ code, language, typed: false, config: {} })).toEqual([])
})

test('the README shows what its example gets reported', () => {
  const readme = readProjectFile('README.md')
  const [example] = pageExamples(readme)
  const [, output] = /^```text\n(.*?)^```/ms.exec(readme) ?? []
  expect(example).toBeDefined()
  for (const typed of [false, true]) {
    const reports =
      example === undefined ? [] : lintExample({ ...example, typed, config: plugin.configs.recommended })
    const lines = reports.map(
      ({ line, column, message, rule }) => `${line}:${column}  ${message}  ${rule ?? ''}`,
    )
    expect(`${lines.join('\n')}\n`).toBe(output)
  }
})

test('the README shows how its second example is explained', async () => {
  const readme = readProjectFile('README.md')
  const [, file = '', line = '', output] =
    /^<!-- example output: what `--explain src\/(.*?):(\d+)`.*?^```text\n(.*?)^```/ms.exec(readme) ?? []
  const section = readme.slice(readme.indexOf('## Explain'))
  const [example] = pageExamples(section)
  const root = temporaryProject({ [`src/${file}`]: example?.code ?? '' })
  const argv = ['--explain', `src/${file}:${line}`]
  expect(await runInProcess(root, argv, { plugin })).toEqual({
    exitCode: 0,
    stdout: output,
    stderr: '',
  })
})

test('the command lines that the README shows are understood', () => {
  const lines = [...readProjectFile('README.md').matchAll(/^[-\s]*(?:run: )?npx eslint-plugin-leaks (.*)$/gm)]
  const commands = lines.map(([, line = '']) => (line.split(/ +(?:[#>]|\|\|) ?/)[0] ?? '').trim())
  expect(commands).toContain('. --format sarif -o leaks.sarif')
  expect(commands).toContain('. --baseline leaks-baseline.json --format gitlab -o leaks.json')
  for (const command of commands)
    if (!command.startsWith('[options]')) expect(() => parseArguments(command.split(' '), '.')).not.toThrow()
})

test('the settings that the README shows are valid', () => {
  const [, shown = ''] = /^ {6}leaks: (\{.*?^ {6}\}),$/ms.exec(readProjectFile('README.md')) ?? []
  const settings = runInNewContext(`(${shown})`) as Record<string, unknown>
  expect(settings).not.toEqual({})
  const config = { ...plugin.configs.recommended, settings: { leaks: settings } }
  expect(lintExample({ code: '', language: 'js', typed: false, config })).toEqual([])
})

/** Pages of all rules together; test/matrix writes the first. */
const COMMON_PAGES = new Set(['coverage.md'])

test('every rule has a page and every page a rule', () => {
  const pages = readdirSync(projectFile('rules-docs'))
    .filter((file) => !COMMON_PAGES.has(file))
    .map((file) => file.replace(/\.md$/, ''))
  expect(pages.toSorted()).toEqual(ruleNames.toSorted())
})

describe.each(ruleNames)('rules-docs/%s.md', (ruleName) => {
  const examples = pageExamples(readProjectFile(`rules-docs/${ruleName}.md`))

  test('shows incorrect and correct code', () => {
    const claims = new Set(examples.map(({ claim }) => claim))
    expect(claims).toContain('incorrect')
    expect(claims).toContain('correct')
  })

  test.each(examples)('line $line: $claim $language', (example) => {
    const [reports = [], ...others] = typingsOf(example).map((typed) =>
      lintExample({ ...example, typed, config: configOf(example) }),
    )
    if (example.claim === 'incorrect') expect(reports).not.toEqual([])
    if (example.claim === 'correct') expect(reports).toEqual([])
    for (const other of others) expect(other.map(placeOf), 'with types').toEqual(reports.map(placeOf))
  })

  /** A correct example must not be reported by the rules beside this one either. */
  function configOf({ claim, flags }: PageExample): Linter.Config {
    if (claim === 'other') return {}
    const rules: NonNullable<Linter.Config['rules']> =
      claim === 'correct' ? { ...plugin.configs.recommended.rules } : {}
    rules[`leaks/${ruleName}`] = flags.has('likely') ? ['error', { likely: true }] : 'error'
    return { plugins: { leaks: plugin }, rules }
  }
})

function projectFile(path: string): URL {
  return new URL(`../${path}`, import.meta.url)
}

function readProjectFile(path: string): string {
  return readFileSync(projectFile(path), 'utf8')
}

/** With types a message may say more; what is reported must be the same. */
function placeOf({ rule, line }: ExampleReport): string {
  return `${rule ?? ''} on line ${line}`
}

function typingsOf({ claim, flags }: PageExample): boolean[] {
  if (claim === 'other') return [false]
  if (flags.has('typed') === flags.has('untyped')) return [false, true]
  return [flags.has('typed')]
}
