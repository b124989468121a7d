import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  installConsumer,
  makeTemporaryFolder,
  packPlugin,
  removeTemporaryFolders,
  type ConsumerProject,
} from '../package/consumer-project.js'
import { configOfReadme } from '../package/readme-config.js'
import { COMPONENTS, TYPESCRIPT } from './component-samples.js'

const OXLINT = 'oxlint@1.94.0'
const SAMPLES = { ts: TYPESCRIPT, ...COMPONENTS }
const languages = Object.keys(SAMPLES) as (keyof typeof SAMPLES)[]

let project: ConsumerProject
beforeAll(async () => {
  const files = languages.flatMap((language) => [
    [`leaky.${language}`, SAMPLES[language].leaky],
    [`mended.${language}`, SAMPLES[language].mended],
  ])
  const config = configOfReadme('### oxlint')
  const tarball = await packPlugin(await makeTemporaryFolder())
  project = await installConsumer(
    {
      ...(Object.fromEntries(files) as Record<string, string>),
      'retired.ts': TYPESCRIPT.leaky.replace('destroy()', 'retire()'),
      'oxlint.config.mjs': config,
      'settings.config.mjs': config.replace(
        /\}\s*$/,
        "  settings: { leaks: { teardowns: ['retire'], teardown: [] } },\n}\n",
      ),
      'package.json': '{ "name": "host", "version": "1.0.0", "type": "commonjs" }',
    },
    [tarball, 'eslint@10.15.0', OXLINT],
  )
})
afterAll(removeTemporaryFolders)

/** Answers what oxlint reports of a file, each as its rule or, of a configuration, its message. */
async function reported(config: string, file: string): Promise<string[]> {
  const args = ['-c', config, '-f', 'json', file]
  const { stdout } = await project.node('node_modules/oxlint/bin/oxlint', ...args)
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; message: string }[] }
  return diagnostics.map(({ code, message }) =>
    message.startsWith('Configuration') ? message : code.replace(/^(\w+)\((.*)\)$/, '$1/$2'),
  )
}

describe.each(languages)(`${OXLINT}, %s`, (language) => {
  test('reports a leak, and not its fix', async () => {
    const rules = await reported('oxlint.config.mjs', `leaky.${language}`)
    expect(rules.toSorted()).toEqual(SAMPLES[language].rules)
    expect(await reported('oxlint.config.mjs', `mended.${language}`)).toEqual([])
  })
})

describe(`${OXLINT}, settings and suggestions`, () => {
  test('takes the settings, and tells of a wrong one', async () => {
    expect(await reported('oxlint.config.mjs', 'retired.ts')).toEqual([])
    const [wrong, ...others] = await reported('settings.config.mjs', 'retired.ts')
    expect(wrong).toContain('`settings.leaks.teardown` is not known; did you mean `teardowns`?')
    expect(others).toEqual(TYPESCRIPT.rules)
  })

  test('writes the suggestions when it is told to', async () => {
    const file = path.join(project.folder, 'suggested.ts')
    writeFileSync(file, TYPESCRIPT.leaky)
    const args = ['-c', 'oxlint.config.mjs', '--fix-suggestions', 'suggested.ts']
    expect(await project.node('node_modules/oxlint/bin/oxlint', ...args)).toMatchObject({ exitCode: 0 })
    expect(readFileSync(file, 'utf8')).toContain("window.removeEventListener('resize', this.onResize)")
  })
})
