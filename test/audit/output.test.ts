import { readFileSync } from 'node:fs'
import path from 'node:path'

import { expect, it } from 'vitest'

import { runInProcess } from './run-in-process.js'
import { temporaryProject } from './temporary-project.js'

it.each(['stylish', 'json', 'sarif', 'html'])('writes %s to a file, and says so', async (format) => {
  const root = temporaryProject({ 'a.js': 'leak()' })
  const printed = await runInProcess(root, ['--format', format, 'a.js'])
  const written = await runInProcess(root, ['--format', format, '-o', 'reports/new/r', 'a.js'], {
    terminal: true,
  })
  expect(readFileSync(path.join(root, 'reports/new/r'), 'utf8')).toBe(printed.stdout)
  expect({ exitCode: written.exitCode, stdout: written.stdout }).toEqual({
    exitCode: 1,
    stdout: '1 finding in 1 file (types: 0 of 1 file). Written to reports/new/r.\n',
  })
})

it('says where it cannot write', async () => {
  const root = temporaryProject({ 'a.js': '' })
  const { exitCode, stdout, stderr } = await runInProcess(root, ['--output', 'a.js/r', 'a.js'])
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(/^error: --output cannot be written: .+a\.js/)
})

it('does not go with --explain', async () => {
  const { exitCode, stderr } = await runInProcess(temporaryProject({}), ['--explain', 'a.js', '-o', 'r'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('error: --explain prints what it says: --output has no place beside it.\n')
})
