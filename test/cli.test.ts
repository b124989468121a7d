import { spawnSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it, vi } from 'vitest'

import { temporaryProject } from './audit/temporary-project.js'

// A process of its own takes a second, and a busy machine several.
vi.setConfig({ testTimeout: 60_000 })

const repository = fileURLToPath(new URL('..', import.meta.url))
const cli = path.join(repository, 'dist/cli.js')
const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

const LEAK =
  'const sessions = new Map()\nexport function login(sessionId, user) {\n  sessions.set(sessionId, user)\n}\n'

function run(cwd: string, script: string, ...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...argv], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('the built command', () => {
  it('prints its options', () => {
    const { status, stdout, stderr } = run(repository, cli, '--help')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('Exit code:')
    // The README has a row for each, and none that there is not.
    const options = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+(?: [A-Z]+)?)/gm)].map(
      ([, option]) => option,
    )
    const table =
      /^\| option .*?\n\n/ms.exec(readFileSync(path.join(repository, 'README.md'), 'utf8'))?.[0] ?? ''
    expect([...table.matchAll(/^\| `(?:-\w, )?(--[^`]+)`/gm)].map(([, option]) => option)).toEqual(options)
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  })

  it('explains a line', () => {
    const code = "const { openSync, closeSync } = require('node:fs')\ncloseSync(openSync('a', 'r'))\n"
    const root = temporaryProject({ 'a.cjs': code })
    const { status, stdout, stderr } = run(root, cli, '--explain', 'a.cjs:2')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^a\.cjs:2:11 {2}file descriptor, begun by openSync\(\)\n/)
    expect(run(root, cli, '--explain', 'a.cjs:1')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'error: a.cjs:1: nothing here has to be ended, and no collection grows; such lines are 2\n',
    })
  })

  it('prints its version', () => {
    expect(run(repository, cli, '--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('exits 0 on clean code, without progress where there is no terminal', () => {
    const root = temporaryProject({ 'a.js': 'export const a = 1\n', 'b.ts': 'export const b: number = 1\n' })
    expect(run(root, cli)).toEqual({
      status: 0,
      stdout: 'No findings in 2 files (types: 0 of 2 files).\n',
      stderr: '',
    })
  })

  it('exits 1 on findings', () => {
    const root = temporaryProject({ 'a.js': LEAK })
    const { status, stdout, stderr } = run(root, cli)
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toMatch(/^a\.js:3:3 {2}leaks\/no-unbounded-collection\n/)
    expect(stdout).toContain('\n1 finding in 1 file (types: 0 of 1 file).\n')
    expect(stdout).toContain('\nBy rule:\n  1  leaks/no-unbounded-collection\n')
    expect(stdout).toContain('\nBy file:\n  1  a.js\n')
  })

  it('exits 2 when something could not be audited, and audits the rest', () => {
    const root = temporaryProject({
      'a.js': '',
      'b.js': 'let a = ;\n',
      'c.ts': '',
      'tsconfig.json': '{ "files": [ }',
    })
    symlinkSync('circle.js', path.join(root, 'circle.js'))
    const { status, stdout, stderr } = run(root, cli, 'nope', 'circle.js', '.')
    expect(status).toBe(2)
    expect(stdout).toBe(
      'No findings in 2 files (types: 0 of 2 files).\n3 problems kept something from being audited, see above.\n',
    )
    expect(stderr.split('\n')).toEqual([
      'error: nope: does not exist',
      'error: circle.js: is a symbolic link that leads in circles',
      expect.stringContaining('warning: tsconfig.json: its files are audited without types: line 1: '),
      'error: b.js:1:9: syntax error: Unexpected token ;',
      '',
    ])
  })

  it.each([[['--nope']], [['--preset', 'lax']], [['--format', 'xml']], [['--rule', 'nope']]])(
    'exits 2 on %s',
    (argv) => {
      const { status, stdout, stderr } = run(repository, cli, ...argv)
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
      expect(stderr).toMatch(/^error: .+\nRun with --help for the options\.\n$/)
    },
  )

  it('uses types where there are some', () => {
    const root = temporaryProject({
      'tsconfig.json': '{ "compilerOptions": { "types": [] }, "include": ["src"] }',
      'src/a.ts': '',
      'b.js': '',
    })
    expect(run(root, cli).stdout).toBe('No findings in 2 files (types: 1 of 2 files).\n')
  })

  it('prints JSON and SARIF that parse', () => {
    const root = temporaryProject({ 'a.js': '' })
    expect(JSON.parse(run(root, cli, '--format', 'json').stdout)).toMatchObject({
      summary: { files: 1, findings: 0 },
    })
    expect(JSON.parse(run(root, cli, '--format', 'sarif').stdout)).toMatchObject({ version: '2.1.0' })
  })
})

it('npm run audit takes the examples when no path is named', () => {
  const script = path.join(repository, 'scripts/audit.mjs')
  const { stdout } = run(repository, script, '--format', 'json')
  const { results, problems } = JSON.parse(stdout) as { results: { filePath: string }[]; problems: unknown[] }
  expect(problems).toEqual([])
  expect(results.map(({ filePath }) => path.relative(repository, filePath).split(path.sep)[0])).toContain(
    'examples',
  )
  const elsewhere = temporaryProject({ 'a.js': '' })
  expect(run(repository, script, elsewhere).stdout).toBe('No findings in 1 file (types: 0 of 1 file).\n')
})

it('loading the plugin loads nothing of the audit', () => {
  const root = temporaryProject({
    'load.mjs': `import { createRequire } from 'node:module'
      await import(${JSON.stringify(path.join(repository, 'dist/index.js'))})
      console.log('loaded', Object.keys(createRequire(import.meta.url).cache).join('\\n'))`,
  })
  const { stdout } = run(root, path.join(root, 'load.mjs'))
  expect(stdout).toContain('loaded')
  expect(stdout).not.toMatch(/node_modules\/(eslint|typescript|@babel|@typescript-eslint\/parser)\//)
})
