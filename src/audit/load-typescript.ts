import { createRequire } from 'node:module'

import type * as parser from '@typescript-eslint/parser'
import type ts from 'typescript'

export type TypeScriptApi = typeof ts

/** TypeScript and the parser that goes with it, or why they cannot be used. */
export type TypeScriptSupport =
  { available: true; ts: TypeScriptApi; parser: typeof parser } | { available: false; reason: string }

/**
 * Can TypeScript be parsed and type-checked? Looks for both packages as the module `from` would. The
 * compiler is loaded as the parser sees it, because a program made by another copy of the compiler has
 * other node kinds.
 */
export function loadTypeScript(from: string = import.meta.url): TypeScriptSupport {
  try {
    const parserPath = createRequire(from).resolve('@typescript-eslint/parser')
    const requireAsParser = createRequire(parserPath)
    const compiler = requireAsParser('typescript') as { version?: string }
    if (!isCompiler(compiler))
      return { available: false, reason: `typescript ${String(compiler.version)} has no compiler API` }
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

function firstLine(error: unknown): string {
  return String(error).split('\n', 1)[0] ?? ''
}
