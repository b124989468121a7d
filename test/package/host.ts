import { readFileSync } from 'node:fs'
import path from 'node:path'

import { beforeAll, describe, expect, test } from 'vitest'

import { installConsumer, type ConsumerProject, type PackageManager } from './consumer-project.js'
import { lintedFiles } from './linted-files.js'
import { configOfReadme } from './readme-config.js'

/** What the packed plugin is installed beside. */
export interface Host {
  readonly eslint: string
  /** The project's own; the plugin brings one where there is none. */
  readonly typescript: string | undefined
  readonly manager: PackageManager
  /** Without it, the Node that runs the tests. */
  readonly node?: string
}

const leak = `
export class Chart {
  constructor(element) {
    this.element = element
    window.addEventListener('resize', () => this.draw())
  }
  draw() {
    this.element.textContent = 'drawn'
  }
  destroy() {}
}
`
const typedLeak = leak.replace(
  'constructor(element)',
  'element: HTMLElement\n  constructor(element: HTMLElement)',
)
const jsx = 'export const label = <p>A chart</p>\n'

const sources = {
  'src/a.js': leak,
  'src/b.mjs': leak,
  'src/c.jsx': leak + jsx,
  'src/d.ts': typedLeak,
  'src/e.mts': typedLeak,
  'src/f.tsx': typedLeak + jsx,
}
const RULE = 'leaks/require-listener-removal'

/**
 * Tests the packed plugin beside a host: the configurations of the README, in a project as `npm init -y` makes it, and the
 * audit.
 */
export function describeHost(host: Host, tarball: () => string): void {
  const { eslint, typescript, manager, node } = host
  const name = `ESLint ${eslint}, ${typescript === undefined ? 'no TypeScript' : `TypeScript ${typescript}`}, ${manager}${node === undefined ? '' : `, Node ${node}`}`
  describe(name, () => {
    let project: ConsumerProject
    beforeAll(async () => {
      project = await installConsumer(
        {
          ...sources,
          'eslint.config.mjs': configOfReadme('### Without types'),
          'typed.config.mjs': typedConfig(),
          'tsconfig.json': JSON.stringify({
            compilerOptions: { strict: true, lib: ['es2022', 'dom'], types: [], jsx: 'preserve' },
            include: ['src'],
          }),
          'package.json': '{ "name": "host", "version": "1.0.0", "type": "commonjs" }',
        },
        [
          tarball(),
          `eslint@${eslint}`,
          ...(typescript === undefined ? [] : [`typescript@${typescript}`]),
          ...(node === undefined ? [] : [`node@${node}`]),
        ],
        manager,
      )
    })

    if (node !== undefined)
      test('runs with the Node that it names', async () => {
        const { stdout } = await project.node('-p', 'process.version')
        expect(`${stdout.trim()}.`.startsWith(`v${node}.`)).toBe(true)
      })

    test('lints JavaScript and TypeScript without types', async () => {
      expect(await lintedFiles(project, 'eslint.config.mjs', 'src')).toEqual(
        Object.fromEntries(Object.keys(sources).map((file) => [file, [RULE]])),
      )
    })

    test('lints TypeScript with types', async () => {
      const files = ['src/d.ts', 'src/e.mts', 'src/f.tsx']
      expect(await lintedFiles(project, 'typed.config.mjs', ...files)).toEqual(
        Object.fromEntries(files.map((file) => [file, [RULE]])),
      )
    })

    test('audits with types what the project gives types to', async () => {
      const { exitCode, stdout, stderr } = await project.node(
        'node_modules/eslint-plugin-leaks/dist/cli.js',
        '--format',
        'json',
        'src',
      )
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
      const { summary } = JSON.parse(stdout) as { summary: unknown }
      expect(summary).toEqual({
        files: 6,
        typedFiles: 3,
        skippedFiles: 0,
        findings: 6,
        byRule: { [RULE]: 6 },
      })
    })

    if (typescript !== undefined)
      test('leaves the TypeScript of the project as it is', () => {
        const manifest = path.join(project.folder, 'node_modules/typescript/package.json')
        const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
        expect(`${version}.`.startsWith(`${typescript}.`)).toBe(true)
      })
  })
}

/** The README's configuration with types, by which a file without them is reported. */
function typedConfig(): string {
  return configOfReadme('### With types').replace(/\]\s*$/, `{ settings: { leaks: { types: 'required' } } }]`)
}
