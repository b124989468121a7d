import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { beforeEach, describe, expect, it, test } from 'vitest'

import { runInProcess, type Ran } from './run-in-process.js'
import { temporaryProject } from './temporary-project.js'

const LEAKY = 'export function f(a) {\n  leak(a)\n  leak(a)\n}\n'

let root: string
beforeEach(() => {
  root = temporaryProject({ 'src/a.js': LEAKY, 'src/b.js': 'leak(1)\n' })
})

function run(...argv: string[]): Promise<Ran> {
  return runInProcess(root, ['--baseline', 'known.json', ...argv])
}

function write(file: string, code: string): void {
  writeFileSync(path.join(root, file), code)
}

function readBaseline(): unknown {
  return JSON.parse(readFileSync(path.join(root, 'known.json'), 'utf8'))
}

const CLEAN = `No new findings in 2 files (types: 0 of 2 files).\nknown.json has 3 known findings that are not shown.\n`

describe('--update-baseline', () => {
  it('writes what is found, and finds it no more', async () => {
    expect(await run('--update-baseline')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout:
        'No new findings in 2 files (types: 0 of 2 files).\nknown.json was written and has 3 known findings of these files.\n',
    })
    expect(readBaseline()).toEqual({
      version: 1,
      findings: {
        'src/a.js': [{ rule: 'leaks/leak', within: 'f', code: 'leak a', count: 2 }],
        'src/b.js': [{ rule: 'leaks/leak', within: '', code: 'leak 1', count: 1 }],
      },
    })
    expect(await run()).toEqual({ exitCode: 0, stderr: '', stdout: CLEAN })
  })

  it('is the same file from the same code', async () => {
    await run('--update-baseline')
    const first = readFileSync(path.join(root, 'known.json'), 'utf8')
    await run('--update-baseline', 'src/b.js', 'src/a.js')
    expect(readFileSync(path.join(root, 'known.json'), 'utf8')).toBe(first)
  })

  it('leaves alone what was not audited, and what is of a rule that did not run', async () => {
    await run('--update-baseline')
    const before = readBaseline()
    await run('--update-baseline', 'src/b.js')
    expect(readBaseline()).toEqual(before)
    await run('--update-baseline', '--rule', 'probe')
    expect(readBaseline()).toEqual(before)
  })

  it('writes anew what is no baseline', async () => {
    write('known.json', '{')
    expect((await run('--update-baseline')).exitCode).toBe(0)
    expect((await run()).stdout).toBe(CLEAN)
  })
})

describe('a known finding', () => {
  beforeEach(async () => {
    await run('--update-baseline')
  })

  test.each([
    ['moves down', `// one\n// two\n${LEAKY}`],
    ['is formatted anew', 'export function f(a) { leak( a ); leak(\n a,\n) }'],
    ['is in a function of another name', LEAKY.replace('f(a)', 'g(a)')],
    ['changes its order with another', `${LEAKY}export function first() {}`],
  ])('that %s stays known', async (_, code) => {
    write('src/a.js', code)
    expect(await run()).toEqual({ exitCode: 0, stderr: '', stdout: CLEAN })
  })

  it('whose file is renamed stays known', async () => {
    renameSync(path.join(root, 'src/a.js'), path.join(root, 'src/c.js'))
    expect(await run()).toEqual({ exitCode: 0, stderr: '', stdout: CLEAN })
  })

  it('is known from another folder too', async () => {
    const argv = ['--baseline', '../known.json', 'a.js']
    expect(await runInProcess(path.join(root, 'src'), argv)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('is in no report', async () => {
    for (const format of ['json', 'sarif', 'gitlab']) {
      const { exitCode, stdout } = await run('--format', format)
      expect(exitCode).toBe(0)
      expect(stdout).not.toContain('This leaks.')
    }
    expect(JSON.parse((await run('--format', 'json')).stdout)).toMatchObject({
      summary: { findings: 0, knownFindings: 3, goneFindings: 0 },
    })
  })
})

describe('a new finding', () => {
  beforeEach(async () => {
    await run('--update-baseline')
  })

  it('fails and is shown alone', async () => {
    write('src/b.js', 'leak(1)\nleak(2)\n')
    const { exitCode, stdout } = await run()
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^src\/b\.js:2:1 {2}leaks\/leak\n/)
    expect(stdout).toContain('\n1 new finding in 2 files (types: 0 of 2 files).\nknown.json has 3 known')
  })

  it('is one more of what is known so many times', async () => {
    write('src/a.js', LEAKY.replace('  leak(a)\n', '  leak(a)\n  leak(a)\n'))
    expect((await run()).stdout).toContain('1 new finding in 2 files')
  })

  it('is one in a new file, though the same is known in a file that is still there', async () => {
    write('src/c.js', LEAKY)
    expect((await run()).stdout).toContain('2 new findings in 3 files')
  })
})

describe('a finding that is gone', () => {
  beforeEach(async () => {
    await run('--update-baseline')
    write('src/a.js', 'export function f(a) { leak(a) }')
  })

  it('is told and fails nothing', async () => {
    rmSync(path.join(root, 'src/b.js'))
    expect(await run()).toEqual({
      exitCode: 0,
      stderr:
        'warning: known.json: 2 known findings are gone: leaks/leak in src/a.js (leak a), leaks/leak in src/b.js (leak 1); --prune-baseline takes what is gone out\n',
      stdout:
        'No new findings in 1 file (types: 0 of 1 file).\nknown.json has 1 known finding that is not shown.\n',
    })
  })

  it('is pruned, and what is new is not made known', async () => {
    write('src/b.js', 'leak(1)\nleak(2)\n')
    const { exitCode, stdout, stderr } = await run('--prune-baseline')
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    expect(stdout).toContain('known.json was written without 1 finding that is gone.\n')
    expect(readBaseline()).toEqual({
      version: 1,
      findings: {
        'src/a.js': [{ rule: 'leaks/leak', within: 'f', code: 'leak a', count: 1 }],
        'src/b.js': [{ rule: 'leaks/leak', within: '', code: 'leak 1', count: 1 }],
      },
    })
  })

  it('is not one that this run does not ask for', async () => {
    write('src/broken.js', '(')
    expect((await run('src/b.js')).stderr).toBe('')
    expect((await run('--rule', 'probe')).stderr).not.toContain('gone')
  })

  it('is not one of a file that cannot be parsed now', async () => {
    write('src/a.js', 'leak(')
    const { exitCode, stderr } = await run()
    expect(exitCode).toBe(2)
    expect(stderr).not.toContain('gone')
  })
})

describe('a baseline that is none', () => {
  test.each([
    ['known.json is no baseline; --update-baseline writes a new one.', '{}'],
    ['known.json is no baseline; --update-baseline writes a new one.', '{ "version": 1, "findings": [] }'],
    [
      'known.json is no baseline; --update-baseline writes a new one.',
      '{ "version": 1, "findings": { "a": [{}] } }',
    ],
    [
      'known.json was written by another version; --update-baseline writes a new one.',
      '{ "version": 2, "findings": {} }',
    ],
  ])('ends the run: %s', async (message, text) => {
    write('known.json', text)
    expect(await run()).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `error: ${message}\nRun with --help for the options.\n`,
    })
  })

  it('ends the run where there is none', async () => {
    expect((await run()).stderr).toMatch(
      /^error: --baseline known\.json does not exist; --update-baseline writes it\.\n/,
    )
    expect((await run('--prune-baseline')).exitCode).toBe(2)
  })
})
