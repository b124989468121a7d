import { createRequire } from 'node:module'

import type * as parser from '@typescript-eslint/parser'
import type { Linter } from 'eslint'

import { installedTypeScript } from './types/installed-typescript.js'

const { name, version } = createRequire(import.meta.url)('../package.json') as {
  name: string
  version: string
}

/**
 * The parser of typescript-eslint, which is loaded at the first file that it has to parse: who lints JavaScript alone
 * does not wait for the compiler.
 */
export const typescriptParser: Linter.Parser = {
  meta: { name: `${name}/typescript-parser`, version },
  parseForESLint: (code: string, options?: parser.ParserOptions) => {
    const typescript = installedTypeScript()
    // ESLint reports it as a parsing error of the file.
    if (!typescript.available) throw new Error(typescript.reason)
    // The two describe one thing in types of their own.
    return typescript.parser.parseForESLint(code, options) as unknown as Linter.ESLintParseResult
  },
}
