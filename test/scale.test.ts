import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { ESLint } from 'eslint'
import { describe, expect, it, vi } from 'vitest'

import { runInProcess } from './audit/run-in-process.js'
import { temporaryProject } from './audit/temporary-project.js'
import plugin from '../src/index.js'
import { leakyFile } from './leaky-file.js'

// Each worker loads ESLint, the plugin and TypeScript anew.
vi.setConfig({ testTimeout: 120_000 })

/** Files that decide what is found in each other, in both languages, with and without types. */
const FILES = {
  'src/ask.js': `import net from 'node:net'
export function ask(text) {
  const socket = net.connect(80)
  if (text === '') return undefined
  socket.end(text)
}
`,
  'src/answer.js': `import net from 'node:net'
export function answer(text) {
  const socket = net.connect(80)
  if (text === '') return undefined
  socket.end(text)
}
`,
  // Asks once, as the program starts, and answers each request.
  'src/main.js': `import http from 'node:http'
import { answer } from './answer.js'
import { ask } from './ask.js'
ask('hello')
http.createServer((request, response) => { answer(request.url); response.end() }).listen(80)
`,
  'src/base.ts': 'export class Base { timer?: NodeJS.Timeout; stop() { clearInterval(this.timer) } }\n',
  'src/ended.ts': `import { Base } from './base.js'
export class Ended extends Base { start() { this.timer = setInterval(() => this.tick(), 1000) } tick() {} }
`,
  'src/left.ts': `import { Base } from './base.js'
export class Left extends Base { start() { setInterval(() => this.tick(), 1000) } tick() {} }
`,
  'src/a-lot.js': leakyFile(1),
  'src/a-lot-more.js': leakyFile(2),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'NodeNext', target: 'ES2023', strict: true, types: [] },
    include: ['src'],
  }),
  'eslint.config.mjs': `import * as parser from ${resolved('@typescript-eslint/parser')}
import leaks from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)}
export default [
  leaks.configs.strict,
  { files: ['**/*.ts'], languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
]
`,
}

const SOURCES = Object.keys(FILES).filter((name) => name.startsWith('src/'))

function resolved(name: string): string {
  return JSON.stringify(pathToFileURL(fileURLToPath(import.meta.resolve(name))).href)
}

/** Each report of a run as a line of text, in the order of the files' names. */
async function linted(
  root: string,
  files: readonly string[],
  concurrency: ESLint.Options['concurrency'],
): Promise<string[]> {
  const eslint = new ESLint({ cwd: root, overrideConfigFile: 'eslint.config.mjs', concurrency })
  const results = await eslint.lintFiles([...files])
  return results
    .toSorted((a, b) => (a.filePath < b.filePath ? -1 : 1))
    .flatMap(({ filePath, messages }) =>
      messages.map(
        ({ line, column, ruleId, message }) =>
          `${path.basename(filePath)}:${line}:${column} ${ruleId ?? ''} ${message}`,
      ),
    )
}

describe('the same is found', () => {
  it('in any order of the files, and by several workers', async () => {
    const root = temporaryProject(FILES)
    const expected = await linted(root, SOURCES, 'off')
    const places = expected.map((line) => line.split(':')[0])
    expect(places).toContain('answer.js')
    expect(places).not.toContain('ask.js')
    expect(places).toContain('left.ts')
    expect(places).not.toContain('ended.ts')
    expect(places.length).toBeGreaterThan(25)

    expect(await linted(root, SOURCES.toReversed(), 'off')).toEqual(expected)
    expect(await linted(root, SOURCES, 2)).toEqual(expected)
  })

  it('of each file alone', async () => {
    const root = temporaryProject(FILES)
    const expected = await linted(root, SOURCES, 'off')
    const alone: string[] = []
    for (const file of SOURCES.toSorted()) alone.push(...(await linted(root, [file], 'off')))
    expect(alone.toSorted()).toEqual(expected.toSorted())
  })

  it('by the audit, in any order of its arguments', async () => {
    const root = temporaryProject(FILES)
    const audited = async (files: readonly string[]): Promise<unknown> => {
      const argv = ['--preset', 'strict', '--format', 'json', ...files]
      const { stdout } = await runInProcess(root, argv, { plugin })
      const { results, summary } = JSON.parse(stdout) as { results: { filePath: string }[]; summary: object }
      return { summary, results: results.toSorted((a, b) => (a.filePath < b.filePath ? -1 : 1)) }
    }
    expect(await audited(SOURCES.toReversed())).toEqual(await audited(SOURCES))
  })
})
