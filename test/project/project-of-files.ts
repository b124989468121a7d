import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import { onTestFinished } from 'vitest'

import plugin from '../../src/index.js'

/** A project on the disk, for as long as a test runs. */
export interface ProjectOfFiles {
  /** Its folder. */
  readonly root: string
  write(path: string, text: string): void
  remove(path: string): void
  /** What the plugin says of one of its files: rule, line and message of each report. */
  lint(path: string, text: string, options?: LintOptions): readonly string[]
}

export interface LintOptions {
  readonly preset?: 'recommended' | 'strict' | 'all'
  readonly settings?: Record<string, unknown>
}

/** Writes files by their paths, and lints others as if they stood beside them. */
export function projectOfFiles(files: Readonly<Record<string, string>>): ProjectOfFiles {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'leaks-project-')))
  onTestFinished(() => {
    rmSync(root, { recursive: true })
  })
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  const linter = new Linter({ cwd: root, configType: 'flat' })
  return {
    root,
    write,
    remove(path) {
      rmSync(join(root, path))
    },
    lint(path, text, { preset = 'recommended', settings = {} } = {}) {
      const { rules } = plugin.configs[preset]
      const config: Linter.Config = {
        files: ['**/*.{js,jsx,mjs,cjs,ts,tsx}'],
        plugins: { leaks: plugin },
        ...(rules ? { rules: rules } : {}),
        settings: { leaks: settings },
        languageOptions: /\.tsx?$/.test(path) ? { parser: typescriptParser } : {},
      }
      return linter
        .verify(text, [config], join(root, path))
        .map(({ ruleId, line, message }) => `${ruleId ?? 'problem'}:${String(line)} ${message}`)
    },
  }
}
