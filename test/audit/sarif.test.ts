import path from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Log } from 'sarif'
import { expect, it } from 'vitest'

import { runInProcess } from './run-in-process.js'
import { temporaryProject } from './temporary-project.js'

async function sarif(root: string, ...argv: string[]): Promise<Log> {
  return JSON.parse((await runInProcess(root, ['--format', 'sarif', ...argv])).stdout) as Log
}

it('describes the tool, the rules that ran, each finding and what could not be audited', async () => {
  const root = temporaryProject({ 'src/a b.js': '\nleak()', 'c.js': '(' })
  expect(await sarif(root, '--rule', 'probe', '--rule', 'leak', '.')).toEqual({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'eslint-plugin-leaks',
            version: '1.2.3',
            semanticVersion: '1.2.3',
            rules: [
              {
                id: 'leaks/leak',
                shortDescription: { text: 'Reports calls of leak' },
                helpUri: 'https://example.org/leak',
              },
              { id: 'leaks/probe', shortDescription: { text: 'Tells types' } },
            ],
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(root).href}/` } },
        invocations: [
          {
            executionSuccessful: false,
            toolExecutionNotifications: [
              {
                level: 'error',
                message: { text: 'syntax error: Unexpected token' },
                locations: [
                  {
                    physicalLocation: {
                      artifactLocation: { uri: 'c.js', uriBaseId: '%SRCROOT%' },
                      region: { startLine: 1, startColumn: 2 },
                    },
                  },
                ],
              },
            ],
          },
        ],
        results: [
          {
            ruleId: 'leaks/leak',
            ruleIndex: 0,
            level: 'error',
            message: { text: 'This leaks.' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'src/a%20b.js', uriBaseId: '%SRCROOT%' },
                  region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 7 },
                },
              },
            ],
          },
        ],
      },
    ],
  })
})

it('gives files outside of the current folder with their whole path', async () => {
  const root = temporaryProject({ 'here/a.js': '', 'there/b.js': 'leak()' })
  const file = path.join(root, 'there/b.js')
  const log = await sarif(path.join(root, 'here'), file)
  expect(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({
    uri: pathToFileURL(file).href,
  })
})

it('calls a run successful that lost nothing, types or not', async () => {
  const root = temporaryProject({ 'a.ts': '', 'tsconfig.json': '{' })
  const invocation = (await sarif(root)).runs[0]?.invocations?.[0]
  expect(invocation?.executionSuccessful).toBe(true)
  expect(invocation?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(['warning'])
})
