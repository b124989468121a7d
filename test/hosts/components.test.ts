import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import {
  installConsumer,
  makeTemporaryFolder,
  packPlugin,
  removeTemporaryFolders,
  type ConsumerProject,
} from '../package/consumer-project.js'
import { lintedFiles } from '../package/linted-files.js'
import { configOfReadme } from '../package/readme-config.js'
import { COMPONENTS, MARKDOWN } from './component-samples.js'

const PLUGINS = {
  vue: 'eslint-plugin-vue@10.12.1',
  svelte: 'eslint-plugin-svelte@3.24.1',
  // The last one that runs on Node 20.
  astro: 'eslint-plugin-astro@1.7.0',
  md: '@eslint/markdown@8.0.3',
}
const SAMPLES = { ...COMPONENTS, md: MARKDOWN }
const languages = Object.keys(PLUGINS) as (keyof typeof PLUGINS)[]

let project: ConsumerProject
beforeAll(async () => {
  const files = languages.flatMap((language) => [
    [`leaky.${language}`, SAMPLES[language].leaky],
    [`mended.${language}`, SAMPLES[language].mended],
  ])
  const tarball = await packPlugin(await makeTemporaryFolder())
  project = await installConsumer(
    {
      ...(Object.fromEntries(files) as Record<string, string>),
      'eslint.config.mjs': configOfReadme('### Components and Markdown'),
      'package.json': '{ "name": "host", "version": "1.0.0", "type": "commonjs" }',
    },
    [tarball, 'eslint@10.15.0', 'svelte@5.57.3', ...Object.values(PLUGINS)],
  )
})
afterAll(removeTemporaryFolders)

describe.each(languages)('%s, with the configuration of the README', (language) => {
  test(`reports a leak, and not its fix: ${PLUGINS[language]}`, async () => {
    const [leaky, mended] = [`leaky.${language}`, `mended.${language}`]
    const { [leaky]: reported, ...others } = await lintedFiles(project, 'eslint.config.mjs', leaky, mended)
    expect(reported?.toSorted()).toEqual(SAMPLES[language].rules)
    expect(others).toEqual({ [mended]: [] })
  })
})
