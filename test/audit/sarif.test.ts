import path from 'node:path'

import type { Log } from 'sarif'
import { expect, it } from 'vitest'

import plugin from '../../src/index.js'
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
                name: 'Leak',
                shortDescription: { text: 'Reports calls of leak' },
                fullDescription: { text: 'Reports calls of leak.' },
                help: { text: 'Reports calls of leak.', markdown: 'Reports calls of leak.' },
                helpUri: 'https://example.org/leak',
              },
              {
                id: 'leaks/probe',
                name: 'Probe',
                shortDescription: { text: 'Tells types' },
                fullDescription: { text: 'Tells types.' },
                help: { text: 'Tells types.', markdown: 'Tells types.' },
              },
            ],
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          '%SRCROOT%': { description: { text: 'The folder that was audited from.' } },
        },
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
                  region: {
                    startLine: 2,
                    startColumn: 1,
                    endLine: 2,
                    endColumn: 7,
                    snippet: { text: 'leak()' },
                  },
                  contextRegion: { startLine: 1, endLine: 2, snippet: { text: '\nleak()' } },
                },
              },
            ],
            partialFingerprints: { 'leaksFinding/v1': '8606af1e1eae2ba3daa0969063872063' },
          },
        ],
      },
    ],
  })
})

it('finds files outside of the current folder from there', async () => {
  const root = temporaryProject({ 'here/a.js': '', 'there/b.js': 'leak()' })
  const file = path.join(root, 'there/b.js')
  const log = await sarif(path.join(root, 'here'), file)
  expect(log.runs[0]?.results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation).toEqual({
    uri: '../there/b.js',
  })
})

it('calls a run successful that lost nothing, types or not', async () => {
  const root = temporaryProject({ 'a.ts': '', 'tsconfig.json': '{' })
  const invocation = (await sarif(root)).runs[0]?.invocations?.[0]
  expect(invocation?.executionSuccessful).toBe(true)
  expect(invocation?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(['warning'])
})

it('describes each rule of the plugin with its page, and names no place on this machine', async () => {
  const root = temporaryProject({ 'a.js': 'class A { start() { setInterval(() => {}, 1) } dispose() {} }' })
  const { stdout } = await runInProcess(root, ['--format', 'sarif', '--preset', 'all'], { plugin })
  expect(stdout).not.toContain('file://')
  expect(stdout).not.toContain(root)
  const { tool, results } = (JSON.parse(stdout) as Log).runs[0] ?? {}
  expect(results).toHaveLength(1)
  expect(tool?.driver.informationUri).toBeUndefined()
  expect(tool?.driver.rules?.map(({ id }) => id)).toEqual(
    Object.keys(plugin.rules)
      .toSorted()
      .map((name) => `leaks/${name}`),
  )
  for (const { id, name, shortDescription, fullDescription, help, helpUri } of tool?.driver.rules ?? []) {
    expect(helpUri, id).toBeUndefined()
    expect(name, id).toMatch(/^(?:[A-Z][a-z]+)+$/)
    expect(shortDescription?.text, id).toMatch(/^[A-Z].*[^.]$/)
    expect(fullDescription?.text, id).toMatch(/^\w.{40,}[.:]$/)
    expect(help?.text.length, id).toBeGreaterThan(1000)
    expect(help?.markdown, id).toContain('```')
    // A link that leads nowhere from where the report is read.
    expect(help?.markdown, id).not.toMatch(/\]\([^)\s]*\.md\b/)
  }
})
