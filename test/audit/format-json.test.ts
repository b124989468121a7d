import path from 'node:path'

import { expect, it } from 'vitest'

import { runInProcess } from './run-in-process.js'
import { temporaryProject } from './temporary-project.js'

it('prints results, problems and a summary, and nothing else on stdout', async () => {
  const root = temporaryProject({ 'a.js': 'leak()', 'b.js': '', 'c.js': '(' })
  const { exitCode, stdout } = await runInProcess(root, ['--format', 'json', '.', 'nope'])
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toEqual({
    results: [
      {
        filePath: path.join(root, 'a.js'),
        typed: false,
        messages: [
          expect.objectContaining({
            ruleId: 'leaks/leak',
            severity: 2,
            message: 'This leaks.',
            messageId: 'found',
            line: 1,
            column: 1,
            endLine: 1,
            endColumn: 7,
            fingerprint: expect.stringMatching(/^[\da-f]{32}$/) as string,
          }),
        ],
      },
      { filePath: path.join(root, 'b.js'), typed: false, messages: [] },
    ],
    problems: [
      {
        filePath: path.join(root, 'nope'),
        line: null,
        column: null,
        message: 'does not exist',
        inputLost: true,
      },
      {
        filePath: path.join(root, 'c.js'),
        line: 1,
        column: 2,
        message: 'syntax error: Unexpected token',
        inputLost: true,
      },
    ],
    summary: { files: 2, typedFiles: 0, skippedFiles: 0, findings: 1, byRule: { 'leaks/leak': 1 } },
  })
})

it('tells a finding by the same name in each format, and says nothing of what that is made of', async () => {
  const root = temporaryProject({ 'src/a.js': 'leak()\nleak()\n' })
  const print = async (format: string) =>
    JSON.parse((await runInProcess(root, ['--format', format])).stdout) as unknown
  const { results } = (await print('json')) as { results: { messages: Record<string, unknown>[] }[] }
  const names = results.flatMap(({ messages }) => messages.map(({ fingerprint }) => fingerprint))
  expect(new Set(names).size).toBe(2)
  expect(results[0]?.messages[0]).not.toHaveProperty('identity')
  expect(await print('gitlab')).toEqual(
    names.map((fingerprint, index) => ({
      description: 'This leaks.',
      check_name: 'leaks/leak',
      fingerprint,
      severity: 'major',
      location: { path: 'src/a.js', lines: { begin: index + 1, end: index + 1 } },
    })),
  )
  expect(await print('sarif')).toMatchObject({
    runs: [{ results: names.map((name) => ({ partialFingerprints: { 'leaksFinding/v1': name } })) }],
  })
})
