import { createRequire } from 'node:module'
import { basename } from 'node:path'

import type { TSESLint } from '@typescript-eslint/utils'
import type * as eslint from 'eslint'

/** How the file that is linted is read, and so how its neighbours are. */
export type Language = Pick<
  TSESLint.FlatConfig.LanguageOptions,
  'ecmaVersion' | 'sourceType' | 'parser' | 'parserOptions'
>

/** Options by which a parser asks for types: of a neighbour only the text is read. */
const OF_TYPES: ReadonlySet<string> = new Set([
  'EXPERIMENTAL_useProjectService',
  'cacheLifetime',
  'disallowAutomaticSingleRunInference',
  'filePath',
  'program',
  'programs',
  'project',
  'projectFolderIgnoreList',
  'projectService',
  'tsconfigRootDir',
])

let linter: eslint.Linter | null | undefined

/** Answers a text as ESLint parses it, with the parser of the file that asks; undefined where that cannot. Never throws. */
export function parseSource(text: string, path: string, language: Language): TSESLint.SourceCode | undefined {
  linter ??= createLinter()
  if (!linter) return undefined
  try {
    linter.verify(text, [configOf(path, language)], basename(path))
    return (linter.getSourceCode() as unknown as TSESLint.SourceCode | null) ?? undefined
  } catch {
    return undefined
  }
}

/** ESLint is there wherever its rules run, and missing where another linter runs them. */
function createLinter(): eslint.Linter | null {
  try {
    const { Linter } = createRequire(import.meta.url)('eslint') as typeof eslint
    return new Linter({ configType: 'flat' })
  } catch {
    return null
  }
}

function configOf(
  path: string,
  { ecmaVersion, sourceType, parser, parserOptions }: Language,
): eslint.Linter.Config {
  const options = Object.entries(parserOptions ?? {}).filter(([name]) => !OF_TYPES.has(name))
  const languageOptions = {
    ...(ecmaVersion === undefined ? {} : { ecmaVersion }),
    sourceType: path.endsWith('.cjs') ? 'commonjs' : (sourceType ?? 'module'),
    ...(parser ? { parser } : {}),
    parserOptions: Object.fromEntries(options),
  }
  return {
    // A pattern that ends in a star says of no file that it is to be linted.
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    languageOptions: languageOptions,
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  }
}
