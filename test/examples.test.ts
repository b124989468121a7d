import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { marked, type Tokens } from 'marked'
import { describe, expect, test } from 'vitest'

import plugin from '../src/index.js'

const projects = ['service', 'web-client']
const sources = projects.flatMap((project) =>
  readdirSync(new URL(`../examples/${project}/src`, import.meta.url)).map((name) => ({ project, name })),
)

/** The rule that the README of the examples names for each leak, by the first part of its file's name. */
const ruleByLeak = new Map(
  tableRows(readFileSync(new URL('../examples/README.md', import.meta.url), 'utf8')).flatMap(
    ([, , files = '', rule = '']) => wordsInCode(files).map((file) => [file, wordsInCode(rule)[0]] as const),
  ),
)

test('the README of the examples has a row for each leak, and no other', () => {
  const leaks = sources.filter(({ name }) => isLeaky(name)).map(({ name }) => leakOf(name))
  expect([...ruleByLeak.keys()].toSorted()).toEqual(leaks.toSorted())
})

describe.each([
  { typing: 'without types', typed: false, files: sources },
  // The web client's JavaScript is in no project: its tsconfig does not say `allowJs`.
  { typing: 'with types', typed: true, files: sources.filter(({ name }) => !name.endsWith('.js')) },
])('$typing', ({ typed, files }) => {
  test.each(files)('examples/$project/src/$name', ({ project, name }) => {
    const rule = isLeaky(name) ? ruleByLeak.get(leakOf(name)) : undefined
    expect(rulesReported(project, name, typed)).toEqual(rule === undefined ? [] : [`leaks/${rule}`])
  })
})

test('half of the messages have at most 130 characters', () => {
  const lengths = sources
    .flatMap(({ project, name }) => reportsOf(project, name, false))
    .map(({ message }) => message.length)
    .toSorted((a, b) => a - b)
  expect(lengths.length).toBeGreaterThan(5)
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(130)
})

/** The rules of `recommended` that report a file, each once. */
function rulesReported(project: string, name: string, typed: boolean): (string | null)[] {
  const reports = reportsOf(project, name, typed)
  return [...new Set(reports.map(({ ruleId, fatal, message }) => (fatal === true ? message : ruleId)))]
}

function reportsOf(project: string, name: string, typed: boolean): Linter.LintMessage[] {
  const file = fileURLToPath(new URL(`../examples/${project}/src/${name}`, import.meta.url))
  const cwd = fileURLToPath(new URL(`../examples/${project}`, import.meta.url))
  const languageOptions: Linter.LanguageOptions = name.endsWith('.js')
    ? {}
    : {
        parser: typescriptParser,
        parserOptions: typed ? { projectService: true, tsconfigRootDir: cwd } : {},
      }
  return new Linter({ cwd }).verify(
    readFileSync(file, 'utf8'),
    [
      { files: ['**'], languageOptions },
      { ...plugin.configs.recommended, files: ['**'] },
    ],
    file,
  )
}

function isLeaky(name: string): boolean {
  return name.includes('.leaky.')
}

function leakOf(name: string): string {
  return name.slice(0, name.indexOf('.'))
}

function tableRows(markdown: string): string[][] {
  return marked
    .lexer(markdown)
    .filter((token): token is Tokens.Table => token.type === 'table')
    .flatMap(({ rows }) => rows.map((cells) => cells.map(({ text }) => text)))
}

function wordsInCode(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, word]) => word ?? [])
}
