import path from 'node:path'

import type { ESLint } from 'eslint'
import { expect } from 'vitest'

import type { ConsumerProject } from './consumer-project.js'

/** Lints files of a project, some of which leak, and answers the rules that reported, or what else was said, by file. */
export async function lintedFiles(
  project: ConsumerProject,
  config: string,
  ...files: readonly string[]
): Promise<Record<string, string[]>> {
  const args = ['-c', config, '-f', 'json', ...files]
  const { exitCode, stdout, stderr } = await project.node('node_modules/eslint/bin/eslint.js', ...args)
  expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
  const results = JSON.parse(stdout) as ESLint.LintResult[]
  return Object.fromEntries(
    results.map(({ filePath, messages }) => [
      path.relative(project.folder, filePath).split(path.sep).join('/'),
      messages.map(({ ruleId, message }) => ruleId ?? message),
    ]),
  )
}
