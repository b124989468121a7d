import type { TSESTree } from '@typescript-eslint/utils'
import type * as ts from 'typescript'

import { compilerOf } from './compiler-of.js'
import type { Answer, TypeQueries } from './type-queries.js'

/** What a rule is told of how its file is parsed, as far as `using` goes. */
interface Parsed {
  readonly languageOptions: { ecmaVersion?: unknown; parser?: unknown }
  readonly sourceCode: { readonly ast: TSESTree.Program; parserServices?: unknown }
}

/** What the TypeScript parser hands out, with types or without. */
interface ParserServices {
  readonly esTreeNodeToTSNodeMap: { get(program: TSESTree.Program): ts.SourceFile | undefined }
}

const FIRST_ECMA_VERSION = 2026
const FIRST_TYPESCRIPT = 5.2

/**
 * Answers whether a file may declare with `using`. Yes where ESLint's own parser is set to a version that has
 * it, or where the program's TypeScript compiles it; unknown where the TypeScript parser reads it, but nothing
 * says for which target; no where it would not parse, or where the parser is one that nothing is known of.
 */
export function usingSupport(
  types: TypeQueries | undefined,
  { languageOptions, sourceCode }: Parsed,
): Answer {
  if (types) return compiles(types.ts.versionMajorMinor) ? 'yes' : 'no'
  const { ecmaVersion, parser } = languageOptions
  if (isObject(parser) && 'parseForESLint' in parser) {
    const { ast, parserServices } = sourceCode
    const { esTreeNodeToTSNodeMap: nodes } = (parserServices ?? {}) as Partial<ParserServices>
    const file = nodes?.get(ast)
    return file && compiles(compilerOf(file)?.versionMajorMinor) ? 'unknown' : 'no'
  }
  return typeof ecmaVersion === 'number' && ecmaVersion >= FIRST_ECMA_VERSION ? 'yes' : 'no'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function compiles(version: string | undefined): boolean {
  return version !== undefined && Number(version) >= FIRST_TYPESCRIPT
}
