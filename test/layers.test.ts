import { fileURLToPath } from 'node:url'

import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

/** The project's own configuration, less what needs a file that exists on disk. */
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => ruleId.endsWith('no-restricted-imports'),
})

async function refusals(file: string, imported: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import { x } from '${imported}'\nx()\n`, { filePath: file })
  return result?.messages.map(({ message }) => message) ?? []
}

test.each([
  ['src/syntax/scope.ts', '../types/promise.js'],
  ['src/syntax/scope.ts', '../protocols/node.js'],
  ['src/syntax/scope.ts', '../lives/lifetime.js'],
  ['src/types/promise.ts', '../protocols/node.js'],
  ['src/protocols/node.ts', '../types/promise.js'],
  ['src/project/project.ts', '../cells/file-facts.js'],
  ['src/protocols/node.ts', '../project/project.js'],
  ['src/protocols/node.ts', '../lives/lifetime.js'],
  ['src/protocols/rows/fs.ts', '../../lives/lifetime.js'],
  ['src/protocols/rows/deep/fs.ts', '../../../lives/lifetime.js'],
  ['src/lives/lifetime.ts', '../rules/index.js'],
  ['src/lives/lifetime.ts', '../index.js'],
  ['src/lives/lifetime.ts', '../configs.js'],
  ['src/suggestions/insert-statement.ts', '../rules/create-rule.js'],
  ['src/retention/retentions.ts', '../rules/index.js'],
  ['src/capture/captures.ts', '../retention/retentions.js'],
  ['src/verdict/explain.ts', '../retention/retentions.js'],
  ['src/suggestions/using/use-using.ts', '../../rules/create-rule.js'],
  ['src/rules/require-release.ts', '../index.js'],
  ['src/rules/require-release.ts', '../audit/run.js'],
  ['src/rules/require-release.ts', '../cli.js'],
  ['src/index.ts', './audit/run.js'],
  ['src/index.ts', './cli.js'],
  ['src/configs.ts', './audit/run.js'],
  ['src/types/promise.ts', 'typescript'],
  ['src/syntax/scope.ts', '@typescript-eslint/utils'],
  ['src/syntax/scope.ts', '@typescript-eslint/utils/ast-utils'],
])('%s must not import %s', async (file, imported) => {
  expect(await refusals(file, imported)).toHaveLength(1)
})

test.each([
  ['src/types/promise.ts', '../syntax/scope.js'],
  ['src/types/promise.ts', './thenable.js'],
  ['src/protocols/node.ts', '../syntax/scope.js'],
  ['src/protocols/rows/fs.ts', '../protocol.js'],
  ['src/cells/file-facts.ts', '../project/project.js'],
  ['src/lives/lifetime.ts', '../protocols/node.js'],
  ['src/lives/lifetime.ts', '../types/promise.js'],
  ['src/rules/require-release.ts', '../lives/lifetime.js'],
  ['src/rules/require-release.ts', '../suggestions/using/use-using.js'],
  ['src/suggestions/using/use-using.ts', '../../ledger/duties.js'],
  ['src/retention/retentions.ts', '../capture/captures.js'],
  ['src/index.ts', './rules/index.js'],
  ['src/audit/run.ts', '../index.js'],
  ['src/cli.ts', './audit/run.js'],
  ['src/audit/run.ts', '@typescript-eslint/parser'],
])('%s may import %s', async (file, imported) => {
  expect(await refusals(file, imported)).toEqual([])
})
