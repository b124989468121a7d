import { createRequire } from 'node:module'

import type * as parser from '@typescript-eslint/parser'
import type ts from 'typescript'

export type TypeScriptApi = typeof ts

/** TypeScript and the parser that goes with it, or why they cannot be used. */
export type TypeScriptSupport =
  { available: true; ts: TypeScriptApi; parser: typeof parser } | { available: false; reason: string }

export const PARSER = '@typescript-eslint/parser'

/**
 * Can TypeScript be parsed and type-checked? Looks for the parser as the module `from` would, and for the
 * compiler as the parser does, because a program made by another copy of the compiler has other node kinds.
 * Both come with this package: where they are missing, or of no use, the installation went another way.
 */
export function installedTypeScript(from: string = import.meta.url): TypeScriptSupport {
  try {
    const parserPath = createRequire(from).resolve(PARSER)
    const requireAsParser = createRequire(parserPath)
    const compiler = requireAsParser('typescript') as { version?: string }
    if (!isCompiler(compiler)) return { available: false, reason: withoutApi(String(compiler.version)) }
    return { available: true, ts: compiler, parser: requireAsParser(parserPath) as typeof parser }
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND'
    if (missing) return { available: false, reason: 'typescript is not installed' }
    return { available: false, reason: `typescript cannot be loaded: ${firstLine(error)}` }
  }
}

/** TypeScript 7 is a native program: its package exports little more than a version. */
function isCompiler(compiler: object): compiler is TypeScriptApi {
  return 'createProgram' in compiler
}

/** What ignores peer dependencies puts the parser beside the project's own compiler, whatever its version. */
function withoutApi(version: string): string {
  return `${PARSER} finds typescript ${version}, which has no compiler API (install without --legacy-peer-deps, or install typescript@6)`
}

function firstLine(error: unknown): string {
  return String(error).split('\n', 1)[0] ?? ''
}
