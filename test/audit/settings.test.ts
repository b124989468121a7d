import path from 'node:path'

import { describe, expect, it } from 'vitest'

import plugin from '../../src/index.js'
import { runInProcess } from './run-in-process.js'
import { temporaryProject } from './temporary-project.js'

const LOCK = 'export function f() { const lock = takeLock(); lock.use() }\n'
const SETTINGS = { protocols: [{ acquire: 'takeLock', release: ['unlock'] }] }

const config = (leaks: unknown) => `export default [{ settings: { leaks: ${JSON.stringify(leaks)} } }]`

function run(files: Record<string, string>, ...argv: string[]) {
  return runInProcess(temporaryProject(files), argv, { plugin })
}

describe('--settings', () => {
  it('holds for all files', async () => {
    const files = { 'leaks.json': JSON.stringify(SETTINGS), 'src/a.js': LOCK }
    expect((await run(files, 'src')).stdout).toContain('No findings')
    const { exitCode, stdout } = await run(files, '--settings', 'leaks.json', 'src')
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^src\/a\.js:1:36 {2}leaks\/require-release\n/)
  })

  it('holds for what is explained', async () => {
    const files = { 'leaks.json': JSON.stringify(SETTINGS), 'a.js': LOCK }
    expect((await run(files, '--explain', 'a.js:1')).exitCode).toBe(2)
    const { exitCode, stdout } = await run(files, '--settings', 'leaks.json', '--explain', 'a.js:1')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('begun by takeLock()')
  })

  it.each([
    ['--settings leaks.json does not exist.', {}],
    ['--settings leaks.json is no JSON: ', { 'leaks.json': '{' }],
    [
      'leaks.json: `settings.leaks.teardown` is not known; did you mean `teardowns`?\n',
      { 'leaks.json': '{ "teardown": [] }' },
    ],
    [
      'leaks.json has 2 wrong settings:\n  `settings.leaks.teardown` is not known; did you mean `teardowns`?\n  `settings.leaks.largeBytes` must be a number above 0.\n',
      { 'leaks.json': '{ "teardown": [], "largeBytes": 0 }' },
    ],
  ])('ends the run where it is wrong: %s', async (message, files) => {
    const { exitCode, stdout, stderr } = await run({ ...files, 'a.js': LOCK }, '--settings', 'leaks.json')
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(stderr.startsWith(`error: ${message}`), stderr).toBe(true)
  })
})

describe('--config', () => {
  it('takes the settings of the configuration that governs each file', async () => {
    const files = {
      'eslint.config.mjs': `export default [
        { files: ['a/**'], settings: { leaks: ${JSON.stringify(SETTINGS)} } },
        { ignores: ['c/**'] },
      ]`,
      'a/a.js': LOCK,
      'b/b.js': LOCK,
      'c/c.js': LOCK,
    }
    const { stdout, stderr } = await run(files, '--config', 'a', 'b', 'c', '--format', 'json')
    expect(stderr).toBe('')
    const { results } = JSON.parse(stdout) as { results: { filePath: string; messages: unknown[] }[] }
    expect(results.map(({ filePath, messages }) => [path.basename(filePath), messages.length])).toEqual([
      ['a.js', 1],
      ['b.js', 0],
      ['c.js', 0],
    ])
  })

  it('is not read unless asked for', async () => {
    const files = { 'eslint.config.mjs': config(SETTINGS), 'src/a.js': LOCK }
    expect((await run(files, 'src')).exitCode).toBe(0)
    expect((await run(files, 'src', '--config')).exitCode).toBe(1)
  })

  it.each([
    [
      'the ESLint configuration: `settings.leaks.longlived` is not known; did you mean `longLived`?\n',
      config({ longlived: [] }),
    ],
    ['--config: the ESLint configuration cannot be read: no luck\n', 'throw new Error("no luck")'],
  ])('ends the run where it is wrong: %s', async (message, text) => {
    const { exitCode, stderr } = await run({ 'eslint.config.mjs': text, 'a.js': LOCK }, '--config', 'a.js')
    expect(exitCode).toBe(2)
    expect(stderr).toBe(`error: ${message}Run with --help for the options.\n`)
  })

  it('ends the run where there is none', async () => {
    const { exitCode, stderr } = await run({ 'a.js': LOCK }, '--config')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/^error: --config: the ESLint configuration cannot be read: Could not find config/)
  })
})
