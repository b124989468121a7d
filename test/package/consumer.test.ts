import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import type { ESLint } from 'eslint'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { pageExamples } from '../page-examples.js'
import {
  installConsumer,
  makeTemporaryFolder,
  packPlugin,
  removeTemporaryFolders,
  type CommandOutcome,
  type ConsumerProject,
} from './consumer-project.js'
import { describeHost } from './host.js'

/** What a consumer may write in a configuration file, each in a way of its own to get at the plugin. */
const configs = {
  'import.config.mjs': `
    import { defineConfig } from 'eslint/config'
    import leaks from 'eslint-plugin-leaks'
    export default defineConfig([leaks.configs.recommended])
  `,
  'require.config.cjs': `
    const { defineConfig } = require('eslint/config')
    const { default: leaks } = require('eslint-plugin-leaks')
    module.exports = defineConfig([leaks.configs.recommended])
  `,
  'extends.config.mjs': `
    import { defineConfig } from 'eslint/config'
    import leaks from 'eslint-plugin-leaks'
    export default defineConfig({ files: ['**/*.js'], plugins: { leaks }, extends: ['leaks/strict'] })
  `,
  'all.config.mjs': `
    import leaks from 'eslint-plugin-leaks'
    export default [leaks.configs.all]
  `,
}

const typescriptConfigs = {
  'untyped.config.mjs': `
    import * as parser from '@typescript-eslint/parser'
    import { defineConfig } from 'eslint/config'
    import leaks from 'eslint-plugin-leaks'
    export default defineConfig({
      files: ['**/*.ts'],
      extends: [leaks.configs.recommended],
      languageOptions: { parser },
    })
  `,
  'typed.config.mjs': `
    import * as parser from '@typescript-eslint/parser'
    import { defineConfig } from 'eslint/config'
    import leaks from 'eslint-plugin-leaks'
    export default defineConfig({
      files: ['**/*.ts'],
      extends: [leaks.configs.recommended],
      languageOptions: { parser, parserOptions: { projectService: true } },
    })
  `,
  // Named as ESLint would look for it; the test type-checks it.
  'eslint.config.ts': `
    import { defineConfig } from 'eslint/config'
    import leaks from 'eslint-plugin-leaks'
    // @ts-expect-error -- were the plugin's types not found, everything would be right
    leaks.configs.misspelt satisfies object
    export default defineConfig(
      leaks.configs.recommended,
      { files: ['src/**'], extends: [leaks.configs.strict] },
      { files: ['test/**'], plugins: { leaks }, extends: ['leaks/all'], rules: { 'leaks/require-release': 'off' } },
    )
  `,
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const leak = leakOfTheDocumentation()
const sources = { 'leaky.js': leak, 'leaky.ts': leak }
const printPages = `
  import leaks from 'eslint-plugin-leaks'
  for (const { meta } of Object.values(leaks.rules)) console.log(meta.docs.url)
`

let tarball: string
beforeAll(async () => {
  tarball = await packPlugin(await makeTemporaryFolder())
})
afterAll(removeTemporaryFolders)

describe.each([
  { eslint: 'eslint@9.39.5', typescript: 'typescript@5.9.3' },
  { eslint: 'eslint@10.15.0', typescript: 'typescript@6.0.3' },
])('$eslint with $typescript', ({ eslint, typescript }) => {
  let project: ConsumerProject
  beforeAll(async () => {
    project = await installConsumer(
      {
        ...configs,
        ...typescriptConfigs,
        ...sources,
        'package.json': '{ "private": true }',
        'tsconfig.json': JSON.stringify({
          compilerOptions: { module: 'NodeNext', target: 'ES2023', strict: true, noEmit: true, types: [] },
          include: ['leaky.ts'],
        }),
        'tsconfig.config.json': '{ "extends": "./tsconfig.json", "include": ["eslint.config.ts"] }',
      },
      [tarball, eslint, typescript, '@typescript-eslint/parser@8.72.0'],
    )
  })

  test.each(Object.keys(configs))('%s reports a leak in JavaScript', async (config) => {
    expect(await rulesReported(project, config, 'leaky.js')).toContain('leaks/require-timer-cleanup')
  })

  test.each(['untyped.config.mjs', 'typed.config.mjs'])('%s reports a leak in TypeScript', async (config) => {
    expect(await rulesReported(project, config, 'leaky.ts')).toContain('leaks/require-timer-cleanup')
  })

  test('the command writes its page, whose style and script come with the package', async () => {
    const command = 'node_modules/eslint-plugin-leaks/dist/cli.js'
    const outcome = await project.node(command, '--format', 'html', '-o', 'report.html', 'leaky.js')
    expect({ exitCode: outcome.exitCode, stderr: outcome.stderr }).toEqual({ exitCode: 1, stderr: '' })
    const page = readFileSync(path.join(project.folder, 'report.html'), 'utf8')
    expect(page).toContain('require-timer-cleanup')
    for (const asset of ['page.css', 'page.js'])
      expect(page).toContain(readFileSync(path.join(root, 'src/audit/html', asset), 'utf8'))
  })

  test('eslint.config.ts type-checks', async () => {
    const { exitCode, stdout } = await project.node(
      'node_modules/typescript/bin/tsc',
      '-p',
      'tsconfig.config.json',
    )
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
  })
})

test('a project that has lost TypeScript lints JavaScript and finds the pages of the rules', async () => {
  const project = await installConsumer(
    { ...configs, ...sources, 'pages.mjs': printPages, 'package.json': '{ "private": true }' },
    [tarball, 'eslint@10.15.0'],
  )
  await rm(path.join(project.folder, 'node_modules/typescript'), { recursive: true })

  for (const config of Object.keys(configs))
    expect(await rulesReported(project, config, 'leaky.js')).toContain('leaks/require-timer-cleanup')

  const { stdout } = await project.node('pages.mjs')
  const pages = stdout.trim().split('\n')
  expect(pages.length).toBeGreaterThan(1)
  for (const page of pages) {
    expect(page).toContain('/node_modules/eslint-plugin-leaks/rules-docs/')
    expect(existsSync(fileURLToPath(page)), page).toBe(true)
  }
})

describeHost({ eslint: '9.0.0', typescript: '7', manager: 'npm' }, () => tarball)

async function rulesReported(
  project: ConsumerProject,
  config: string,
  file: string,
): Promise<(string | null)[]> {
  const outcome = await project.node('node_modules/eslint/bin/eslint.js', '-c', config, '-f', 'json', file)
  return resultsOf(outcome).flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))
}

/** ESLint exits with 1 when it reports and with 2 when it, a configuration or a rule has failed. */
function resultsOf({ exitCode, stdout, stderr }: CommandOutcome): ESLint.LintResult[] {
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
  return JSON.parse(stdout) as ESLint.LintResult[]
}

/** A leak that the tests of the documentation hold to be reported with and without types. */
function leakOfTheDocumentation(): string {
  const page = new URL('../../rules-docs/require-timer-cleanup.md', import.meta.url)
  const example = pageExamples(readFileSync(page, 'utf8')).find(
    ({ claim, language, flags }) => claim === 'incorrect' && language === 'js' && flags.size === 0,
  )
  if (example === undefined) throw new Error('The page of require-timer-cleanup shows no leak in JavaScript.')
  return example.code
}
