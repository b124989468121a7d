import { mkdirSync } from 'node:fs'
import path from 'node:path'

import { describe, expect, it } from 'vitest'

import { lintFiles } from '../../src/audit/lint-files.js'
import { runInProcess } from './run-in-process.js'
import { fakePlugin } from './fake-plugin.js'
import { temporaryProject } from './temporary-project.js'

describe('the report for a person', () => {
  it('shows each finding with its code and sums up', async () => {
    const root = temporaryProject({
      'src/a.js': 'const a = 1\nconst b = 2\n\tleak(\n  a)\nleak(b)\n',
      'src/b.js': 'probe(1)\n',
      'src/clean.js': '',
    })
    expect(await runInProcess(root, ['src'])).toEqual({
      exitCode: 1,
      stderr: '',
      stdout: `src/a.js:3:2  leaks/leak
  This leaks.
    1 | const a = 1
    2 | const b = 2
  > 3 | 	leak(
      | 	^^^^^
    4 |   a)

src/a.js:5:1  leaks/leak
  This leaks.
    3 | 	leak(
    4 |   a)
  > 5 | leak(b)
      | ^^^^^^^
    6 |

src/b.js:1:7  leaks/probe
  no types
  > 1 | probe(1)
      |       ^
    2 |

3 findings in 3 files (types: 0 of 3 files).

By rule:
  2  leaks/leak
  1  leaks/probe

By file:
  2  src/a.js
  1  src/b.js
`,
    })
  })

  it('is brief when there is nothing to report', async () => {
    const root = temporaryProject({ 'a.js': '' })
    expect(await runInProcess(root, [])).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: 'No findings in 1 file (types: 0 of 1 file).\n',
    })
  })

  it('is no wider than the terminal', async () => {
    const long = `'${'word '.repeat(40)}'`
    const message = await runInProcess(temporaryProject({ 'a.js': `maybe(${long})` }), ['--preset', 'all'])
    expect(message.stdout).toContain('leaks/strict-only\n  Maybe; options [{"likely":true}].\n')
    const root = temporaryProject({
      'tsconfig.json': '{ "compilerOptions": { "types": [], "noLib": true } }',
      'a.ts': `const a: [${'number, '.repeat(30)}1] = b\nprobe(a)`,
    })
    const { stdout } = await runInProcess(root, [])
    const [heading, ...lines] = stdout.split('\n')
    expect(heading).toBe('a.ts:2:7  leaks/probe')
    const wrapped = lines
      .slice(0, lines.indexOf('    1 | const a: [') - 1)
      .filter((line) => /^ {2}\S/.test(line))
    expect(wrapped.slice(0, 2)).toEqual([
      '  [number, number, number, number, number, number, number,',
      '  number, number, number, number, number, number, number,',
    ])
  })

  it('says on the terminal that types are read, and how far that is', async () => {
    const root = temporaryProject({
      'tsconfig.json': '{ "compilerOptions": { "types": [], "noLib": true } }',
      'a.ts': 'leak()',
    })
    const { stderr } = await runInProcess(root, [], { terminal: true })
    expect(stderr).toContain('0/1 types of tsconfig.json')
  })

  it('leaves out the frame of minified code', async () => {
    const root = temporaryProject({ 'a.js': `${' '.repeat(500)}leak()` })
    expect((await runInProcess(root, ['a.js'])).stdout).toMatch(
      /^a\.js:1:501 {2}leaks\/leak\n {2}This leaks\.\n\n1 finding /,
    )
  })

  it('is coloured and shows progress on a terminal, unless NO_COLOR is set', async () => {
    const root = temporaryProject({ 'a.js': 'leak()' })
    const coloured = await runInProcess(root, [], { terminal: true })
    expect(coloured.stdout).toContain('\u001b[1ma.js:1:1\u001b[22m  \u001b[31mleaks/leak\u001b[39m')
    expect(coloured.stderr).toContain('0/1 a.js')
    const plain = await runInProcess(root, [], { terminal: true, env: { NO_COLOR: '1' } })
    expect(plain.stdout).not.toContain('\u001b')
    const off = await runInProcess(root, [], { terminal: true, env: { FORCE_COLOR: '0' } })
    expect(off.stdout).not.toContain('\u001b')
    const forced = await runInProcess(root, [], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })
    expect(forced.stdout).toBe(coloured.stdout)
    expect((await runInProcess(root, [])).stderr).toBe('')
  })
})

describe('what cannot be audited', () => {
  it('costs one line each and no other file', async () => {
    const root = temporaryProject({
      'src/broken.js': 'const a = 1\nlet b = ;',
      'src/crash.js': 'explode(); leak()',
      'src/good.ts': 'probe("")',
      'src/tsconfig.json': '{ "extends": "./gone.json" }',
    })
    const { exitCode, stdout, stderr } = await runInProcess(root, ['nope', 'src'])
    expect(stderr).toBe(`error: nope: does not exist
warning: ${path.join('src', 'tsconfig.json')}: its files are audited without types: Cannot read file '${path.join(root, 'src', 'gone.json')}'.
error: ${path.join('src', 'broken.js')}:2:9: syntax error: Unexpected token ;
error: ${path.join('src', 'crash.js')}: rule leaks/fragile crashed on it: boom
`)
    expect(stdout).toContain(
      '2 findings in 2 files (types: 0 of 2 files).\n3 problems kept something from being audited, see above.\n',
    )
    expect(exitCode).toBe(1)
  })

  it.each([
    ['a missing path', {}, ['nope'], 'error: nope: does not exist\n'],
    ['a syntax error', { 'a.js': '(' }, [], 'error: a.js:1:2: syntax error: Unexpected token\n'],
    ['no sources', { 'a.txt': '' }, ['.'], 'error: no JavaScript or TypeScript files in .\n'],
  ] as [string, Record<string, string>, string[], string][])(
    'makes the exit code 2: %s',
    async (_, files, argv, stderr) => {
      expect(await runInProcess(temporaryProject(files), argv)).toMatchObject({ exitCode: 2, stderr })
    },
  )

  it('does not count files that merely lack types', async () => {
    const root = temporaryProject({ 'a.ts': '', 'tsconfig.json': '{' })
    const { exitCode, stderr } = await runInProcess(root, [])
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/^warning: tsconfig\.json: its files are audited without types: .+\n$/)
  })

  it('is a file that vanished or became a folder before it was read', () => {
    const root = temporaryProject({ 'a.js': 'leak()' })
    mkdirSync(path.join(root, 'b.js'))
    const settings = {
      plugin: fakePlugin,
      rules: { 'leaks/leak': 'error' as const },
      typescript: { available: false as const, reason: 'absent' },
    }
    const files = ['gone.js', 'b.js', 'a.js'].map((name) => path.join(root, name))
    const report = lintFiles(files, settings, () => undefined)
    expect(report.files.map(({ filePath }) => filePath)).toEqual([path.join(root, 'a.js')])
    expect(report.problems.map(({ message }) => message)).toEqual([
      'does not exist',
      'is a folder, not a file',
    ])
  })

  it('is all of TypeScript where that is not installed', () => {
    const root = temporaryProject({ 'a.ts': 'leak()', 'b.tsx': '', 'c.js': 'leak()' })
    const settings = {
      plugin: fakePlugin,
      rules: { 'leaks/leak': 'error' as const },
      typescript: { available: false as const, reason: 'typescript is not installed' },
    }
    const files = ['a.ts', 'b.tsx', 'c.js'].map((name) => path.join(root, name))
    const report = lintFiles(files, settings, () => undefined)
    expect(report.files.map(({ messages }) => messages.length)).toEqual([1])
    expect(report.problems).toEqual([
      {
        filePath: undefined,
        message: 'typescript is not installed: 2 TypeScript files not audited',
        inputLost: true,
      },
    ])
  })
})

describe('types', () => {
  it('are used where a project covers the file or imports it', async () => {
    const root = temporaryProject({
      'tsconfig.json': '{ "compilerOptions": { "types": [] }, "files": ["a.ts"] }',
      'a.ts': 'import { b } from "./b"\nprobe(b)',
      'b.ts': 'export const b = { c: 1 }\nprobe(b)',
      'alone.ts': 'const a = 1\nprobe(a)',
      'plain.js': 'const a = 1\nprobe(a)',
    })
    const { stdout } = await runInProcess(root, ['--format', 'json'])
    const report = JSON.parse(stdout) as {
      results: { filePath: string; typed: boolean; messages: { message: string }[] }[]
    }
    expect(
      report.results.map(({ filePath, typed, messages }) => [
        path.basename(filePath),
        typed,
        ...messages.map(({ message }) => message),
      ]),
    ).toEqual([
      ['a.ts', true, '{ c: number; }'],
      ['alone.ts', false, 'no types'],
      ['b.ts', true, '{ c: number; }'],
      ['plain.js', false, 'no types'],
    ])
  })

  it('cross the border between referenced projects that were never built', async () => {
    const root = temporaryProject({
      'tsconfig.json': '{ "files": [], "references": [{ "path": "app" }, { "path": "lib" }] }',
      'app/tsconfig.json': '{ "compilerOptions": { "types": [] }, "references": [{ "path": "../lib" }] }',
      'app/a.ts': 'import { n } from "../lib/b"\nprobe(n)',
      'lib/tsconfig.json': '{ "compilerOptions": { "types": [], "composite": true, "outDir": "dist" } }',
      'lib/b.ts': 'export const n: number = 1',
    })
    const { stdout } = await runInProcess(root, ['app'])
    expect(stdout).toContain('  number\n')
    expect(stdout).toContain('types: 1 of 1 file')
  })
})

describe('--max-findings', () => {
  const files = { 'a.js': 'leak()\nleak()\n' }

  it.each([
    ['1', 1],
    ['2', 0],
    ['3', 0],
  ])('%s: two findings exit with %d, and are shown', async (most, exitCode) => {
    const ran = await runInProcess(temporaryProject(files), ['--max-findings', most])
    expect(ran.exitCode).toBe(exitCode)
    expect(ran.stdout).toContain('2 findings in 1 file')
    expect(ran.stdout.includes(`\nUp to ${most} are no failure.\n`)).toBe(exitCode === 0)
  })

  it('excuses nothing that could not be audited', async () => {
    const root = temporaryProject({ ...files, 'b.js': '(' })
    expect((await runInProcess(root, ['--max-findings', '2'])).exitCode).toBe(2)
  })
})

describe('options', () => {
  const files = { 'a.js': 'leak()\nmaybe()\n' }

  it.each([
    [[], ['leaks/leak']],
    [
      ['--preset', 'strict'],
      ['leaks/leak', 'leaks/strict-only'],
    ],
    [
      ['--preset', 'all'],
      ['leaks/leak', 'leaks/strict-only'],
    ],
    [['--rule', 'leaks/strict-only'], ['leaks/strict-only']],
    [['--rule', 'probe', '--rule', 'leak'], ['leaks/leak']],
  ])('%s run the rules they name', async (argv, rules) => {
    const { stdout } = await runInProcess(temporaryProject(files), [...argv, '--format', 'json'])
    const { results } = JSON.parse(stdout) as { results: { messages: { ruleId: string }[] }[] }
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))).toEqual(rules)
  })

  it('end the run when they are wrong, before anything is read', async () => {
    expect(await runInProcess(temporaryProject(files), ['--rule', 'nope', 'missing'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        "error: There is no rule 'nope'. The rules are: fragile, leak, probe, strict-only.\n" +
        'Run with --help for the options.\n',
    })
  })
})
