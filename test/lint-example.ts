import { fileURLToPath } from 'node:url'

import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import globals from 'globals'

import type { ExampleLanguage } from './page-examples.js'

export interface LintedExample {
  readonly code: string
  readonly language: ExampleLanguage
  readonly typed: boolean
  /** The plugin with the rules to turn on, or none to see only whether the code parses. */
  readonly config: Linter.Config
}

export interface ExampleReport {
  readonly rule: string | null
  readonly line: number
  readonly column: number
  readonly message: string
}

const fixture = fileURLToPath(new URL('fixtures/docs', import.meta.url))
const filenames = { js: 'file.js', jsx: 'react.jsx', ts: 'file.ts', tsx: 'react.tsx' }
const linter = new Linter({ cwd: fixture })

/**
 * Lints an example of the documentation as a reader's project would: JavaScript without types by ESLint's own
 * parser, everything else by the TypeScript parser; types are those of Node and of browsers together. Code that
 * does not parse is an error.
 */
export function lintExample({ code, language, typed, config }: LintedExample): ExampleReport[] {
  const isPlain = !typed && (language === 'js' || language === 'jsx')
  const parsed: Linter.Config = {
    files: ['**'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: isPlain
      ? {
          globals: { ...globals.browser, ...globals.node },
          parserOptions: { ecmaFeatures: { jsx: true } },
        }
      : {
          parser: typescriptParser,
          parserOptions: typed ? { projectService: true, tsconfigRootDir: fixture } : {},
        },
  }
  return linter.verify(code, [parsed, { files: ['**'], ...config }], filenames[language]).map((report) => {
    if (report.fatal === true)
      throw new Error(`Line ${report.line} does not parse: ${report.message}\n${code}`)
    return { rule: report.ruleId, line: report.line, column: report.column, message: report.message }
  })
}
