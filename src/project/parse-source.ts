import { createRequire } from 'node:module'
import { basename } from 'node:path'

import type { TSESLint, TSESTree } from '@typescript-eslint/utils'
import type * as eslint from 'eslint'

import { walk } from '../syntax/walk.js'

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

/** Answers a text as ESLint parses it, with the parser of the file that asks; undefined where that cannot. Never throws. */
export function parseSource(text: string, path: string, language: Language): TSESLint.SourceCode | undefined {
  const { Linter, SourceCode } = loadEslint() ?? {}
  if (!Linter || !SourceCode) return undefined
  const { parser } = language
  try {
    // What ESLint does beside parsing takes as long once more: it runs through all of the file.
    return parser && 'parseForESLint' in parser
      ? parsed(SourceCode as unknown as SourceCodeClass, parser as Parser, text, path, language)
      : linted(new Linter({ configType: 'flat' }), text, path, language)
  } catch {
    return undefined
  }
}

let loaded: typeof eslint | null | undefined

/** ESLint is there wherever its rules run, and may be missing where another linter runs them. */
function loadEslint(): typeof eslint | undefined {
  if (loaded === undefined) {
    try {
      loaded = createRequire(import.meta.url)('eslint') as typeof eslint
    } catch {
      loaded = null
    }
  }
  return loaded ?? undefined
}

type SourceCodeClass = new (of: object) => TSESLint.SourceCode

/** What a parser for ESLint answers; scopes and keys may be missing, and are ESLint's own then. */
interface Parser {
  parseForESLint(
    text: string,
    options: object,
  ): {
    readonly ast: TSESTree.Program
    readonly scopeManager?: TSESLint.Scope.ScopeManager | null
    readonly visitorKeys?: TSESLint.SourceCode.VisitorKeys
  }
}

function parsed(
  SourceCode: SourceCodeClass,
  parser: Parser,
  text: string,
  path: string,
  language: Language,
): TSESLint.SourceCode | undefined {
  const options = { loc: true, range: true, tokens: true, comment: true, filePath: path }
  const { ast, scopeManager, visitorKeys } = parser.parseForESLint(text, {
    ...(language.ecmaVersion === undefined ? {} : { ecmaVersion: language.ecmaVersion }),
    sourceType: sourceTypeOf(path, language),
    ...withoutTypes(language),
    ...options,
  })
  if (!scopeManager || !visitorKeys) return undefined
  linkParents(ast, visitorKeys)
  return new SourceCode({ text, ast, scopeManager, visitorKeys, parserServices: {} })
}

/** ESLint gives each node its parent while it runs the rules. */
function linkParents(ast: TSESTree.Program, visitorKeys: TSESLint.SourceCode.VisitorKeys): void {
  walk(ast, visitorKeys, (node) => {
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key]
      for (const each of Array.isArray(child) ? (child as unknown[]) : [child]) {
        if (each) (each as { parent?: TSESTree.Node }).parent = node
      }
    }
    return undefined
  })
}

function linted(
  linter: eslint.Linter,
  text: string,
  path: string,
  language: Language,
): TSESLint.SourceCode | undefined {
  linter.verify(text, [configOf(path, language)], basename(path))
  const sourceCode: unknown = linter.getSourceCode()
  return (sourceCode as TSESLint.SourceCode | null) ?? undefined
}

function configOf(path: string, language: Language): eslint.Linter.Config {
  const { ecmaVersion, parser } = language
  const languageOptions = {
    ...(ecmaVersion === undefined ? {} : { ecmaVersion }),
    sourceType: sourceTypeOf(path, language),
    ...(parser ? { parser } : {}),
    parserOptions: withoutTypes(language),
  }
  return {
    // A pattern that ends in a star says of no file that it is to be linted.
    files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
    languageOptions: languageOptions,
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
  }
}

function sourceTypeOf(path: string, { sourceType }: Language): NonNullable<Language['sourceType']> {
  return path.endsWith('.cjs') ? 'commonjs' : (sourceType ?? 'module')
}

function withoutTypes({ parserOptions }: Language): object {
  return Object.fromEntries(Object.entries(parserOptions ?? {}).filter(([name]) => !OF_TYPES.has(name)))
}
