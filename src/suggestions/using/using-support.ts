import { dirname, isAbsolute } from 'node:path'

import type { TSESTree } from '@typescript-eslint/utils'
import type * as ts from 'typescript'

import { lowestNodeOf } from '../../project/node-version.js'
import { targetFrom } from '../../project/tsconfig.js'
import { compilerOf } from '../../types/compiler-of.js'
import type { Answer, TypeQueries } from '../../types/type-queries.js'

/** What a rule is told of how its file is parsed, as far as `using` goes. */
interface Linted {
  readonly filename: string
  readonly languageOptions: { ecmaVersion?: unknown; parser?: unknown }
  readonly sourceCode: { readonly ast: TSESTree.Program; parserServices?: unknown }
}

/** What the TypeScript parser hands out, with types or without. */
interface ParserServices {
  readonly esTreeNodeToTSNodeMap: { get(program: TSESTree.Program): ts.SourceFile | undefined }
}

const FIRST_ECMA_VERSION = 2026
const FIRST_TYPESCRIPT = 5.2
const FIRST_NODE = 24

/**
 * Answers whether a file may declare with `using`: it is parsed so that it may, and what runs it knows `using`. That is so
 * where `engines.node` of the nearest package.json leaves out what does not, and of TypeScript that is compiled to an older
 * target. Unknown for TypeScript without types, where no target is found that is newer than that.
 */
export function usingSupport(types: TypeQueries | undefined, linted: Linted): Answer {
  if (!isParsed(types, linted)) return 'no'
  const { filename } = linted
  if ((lowestNodeOf(filename) ?? 0) >= FIRST_NODE) return 'yes'
  if (!TYPESCRIPT.test(filename)) return 'no'
  if (types) return isCompiled(types) ? 'yes' : 'no'
  return isAbsolute(filename) && targetFrom(dirname(filename)) === 'esnext' ? 'no' : 'unknown'
}

const TYPESCRIPT = /\.[cm]?tsx?$/

function isParsed(types: TypeQueries | undefined, { languageOptions, sourceCode }: Linted): boolean {
  if (types) return isNewEnough(types.ts.versionMajorMinor)
  const { ecmaVersion, parser } = languageOptions
  if (isObject(parser) && 'parseForESLint' in parser) {
    const { ast, parserServices } = sourceCode
    const { esTreeNodeToTSNodeMap: nodes } = (parserServices ?? {}) as Partial<ParserServices>
    const file = nodes?.get(ast)
    return file !== undefined && isNewEnough(compilerOf(file)?.versionMajorMinor)
  }
  return typeof ecmaVersion === 'number' && ecmaVersion >= FIRST_ECMA_VERSION
}

/** Whether the compiler writes `using` in the words of an older target. */
function isCompiled({ program, ts }: TypeQueries): boolean {
  return program.getCompilerOptions().target !== ts.ScriptTarget.ESNext
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isNewEnough(version: string | undefined): boolean {
  return version !== undefined && Number(version) >= FIRST_TYPESCRIPT
}
