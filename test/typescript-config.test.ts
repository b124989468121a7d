import * as typescriptParser from '@typescript-eslint/parser'
import { ESLint, Linter } from 'eslint'
import { expect, test } from 'vitest'

import plugin from '../src/index.js'

const { recommended, typescript } = plugin.configs
const leak = `class Chart {
  constructor() {
    window.addEventListener('resize', () => this.draw())
  }
  draw() {}
  destroy() {}
}`

function reported(configs: Linter.Config[], filename: string, code = leak): (string | null)[] {
  const messages = new Linter().verify(code, configs, filename)
  return messages.map(({ ruleId, message }) => (ruleId === null ? message : ruleId))
}

test.each(['file.js', 'file.cjs', 'file.mjs', 'file.jsx', 'file.ts', 'file.cts', 'file.mts', 'file.tsx'])(
  'with a preset, %s is linted',
  (filename) => {
    expect(reported([typescript, recommended], filename)).toEqual(['leaks/require-listener-removal'])
  },
)

test.each([
  ['file.ts', 'export const a = <T,>(b: T) => b as never'],
  ['file.tsx', 'export const a = <p>{b as never}</p>'],
  ['file.jsx', 'export const a = <p>{b}</p>'],
])('%s is parsed', (filename, code) => {
  expect(reported([typescript, recommended], filename, code)).toEqual([])
})

test('without it, ESLint passes over TypeScript', () => {
  expect(reported([recommended], 'file.ts')).toEqual(['No matching configuration found for file.ts.'])
})

test('a parser that comes after it takes its place', async () => {
  const own: Linter.Config = { files: ['**/*.ts'], languageOptions: { parser: typescriptParser } }
  expect(await parserOf([typescript, own, recommended])).toBe(typescriptParser)
  expect(await parserOf([typescript, recommended])).toMatchObject({
    meta: { name: 'eslint-plugin-leaks/typescript-parser', version: plugin.meta.version },
  })
})

async function parserOf(configs: Linter.Config[]): Promise<unknown> {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: configs })
  const config = (await eslint.calculateConfigForFile('file.ts')) as {
    languageOptions: { parser: unknown }
  }
  return config.languageOptions.parser
}
