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
    summary: { files: 2, typedFiles: 0, findings: 1, byRule: { 'leaks/leak': 1 } },
  })
})
