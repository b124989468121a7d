import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import {
  installConsumer,
  makeTemporaryFolder,
  packPlugin,
  removeTemporaryFolders,
  type ConsumerProject,
} from './consumer-project.js'

/** The files of the README's recipe, and two packages: `page` uses what `feed` hands out. */
function monorepo(): Record<string, string> {
  return {
    'package.json': shownInReadme('package.json'),
    'turbo.json': shownInReadme('turbo.json'),
    'eslint.config.js': `import leaks from 'eslint-plugin-leaks'
export default [leaks.configs.recommended]
`,
    '.gitignore': 'node_modules\n.turbo\n',
    ...packageOf('feed', {}, 'export class Feed {\n  dispose() {}\n}\n'),
    ...packageOf('page', { feed: '*' }, "import { Feed } from 'feed'\nexport const feed = new Feed()\n"),
    ...packageOf('clock', {}, 'export const now = () => Date.now()\n'),
  }
}

const LEAK = `export class Ticker {
  start() { setInterval(() => this.tick(), 1000) }
  tick() {}
  stop() {}
}
`

function packageOf(
  name: string,
  dependencies: Readonly<Record<string, string>>,
  code: string,
): Record<string, string> {
  const scripts = { lint: 'eslint .' }
  const manifest = { name, version: '1.0.0', type: 'module', main: 'index.js', scripts, dependencies }
  return { [`packages/${name}/package.json`]: JSON.stringify(manifest), [`packages/${name}/index.js`]: code }
}

function shownInReadme(file: string): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const section = readme.slice(readme.indexOf('## Monorepo'))
  const [, shown] = new RegExp(`^\`\`\`json\\n// ${file}\\n(.*?)^\`\`\``, 'ms').exec(section) ?? []
  if (shown === undefined) throw new Error(`The README shows no ${file}.`)
  return shown
}

let project: ConsumerProject
const figures: string[] = []

beforeAll(async () => {
  const tarball = await packPlugin(await makeTemporaryFolder())
  project = await installConsumer(monorepo(), [tarball, 'eslint@10.15.0', 'turbo@2.11.11'])
  // Turborepo asks git which files there are.
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
  ])
    execFileSync('git', args, { cwd: project.folder })
})

afterAll(async () => {
  process.stdout.write(`\n${figures.join('\n')}\n`)
  await removeTemporaryFolders()
})

function write(name: string, code: string): void {
  writeFileSync(path.join(project.folder, `packages/${name}/index.js`), code)
}

/** Lints all packages, and answers which of them were really linted, and what was said. */
async function lint(step: string) {
  const start = performance.now()
  const { exitCode, stdout, stderr } = await project.node(
    'node_modules/turbo/bin/turbo',
    ...['run', 'lint', '--output-logs=full', '--ui=stream', '--no-color', '--continue=always'],
  )
  const runs = [...stdout.matchAll(/^(\w+):lint: cache (miss|hit)/gm)].map(([, name, cache]) => ({
    name,
    cache,
  }))
  const named = (wanted: string): (string | undefined)[] =>
    runs
      .filter(({ cache }) => cache === wanted)
      .map(({ name }) => name)
      .toSorted()
  const linted = named('miss')
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  figures.push(
    `${step}: linted ${linted.join(', ') || 'none'}; from cache ${named('hit').join(', ') || 'none'}; ${seconds} s`,
  )
  return { exitCode, linted, cached: named('hit'), output: stdout + stderr }
}

test('lints what has changed, and what depends on it, and takes the others from the cache', async () => {
  expect(await lint('first run')).toMatchObject({
    exitCode: 0,
    linted: ['clock', 'feed', 'page'],
    cached: [],
  })
  expect(await lint('nothing changed')).toMatchObject({
    exitCode: 0,
    linted: [],
    cached: ['clock', 'feed', 'page'],
  })

  write('clock', LEAK)
  const changed = await lint('a leak in clock')
  expect(changed).toMatchObject({ exitCode: 1, linted: ['clock'], cached: ['feed', 'page'] })
  expect(changed.output).toContain('leaks/require-timer-cleanup')

  write('clock', 'export const now = () => performance.now()\n')
  expect(await lint('mended')).toMatchObject({ exitCode: 0, linted: ['clock'], cached: ['feed', 'page'] })

  write('feed', 'export class Feed {\n  rows = []\n  dispose() {}\n}\n')
  expect(await lint('feed changed')).toMatchObject({
    exitCode: 0,
    linted: ['feed', 'page'],
    cached: ['clock'],
  })
})
