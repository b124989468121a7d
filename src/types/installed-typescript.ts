import { createRequire } from 'node:module'

import type * as parser from '@typescript-eslint/parser'
import type ts from 'typescript'

export type TypeScriptApi = typeof ts

/** TypeScript and the parser that goes with it, or why they cannot be used. */
export type TypeScriptSupport =
  { available: true; ts: TypeScriptApi; parser: typeof parser } | { available: false; reason: string }

/**
 * Can TypeScript be parsed and type-checked? The parser is part of this package and the compiler comes with it: looked
 * for as the module `from` would, it is the project's own if the parser supports that version, and one beside it if not.
 */
export function installedTypeScript(from: string = import.meta.url): TypeScriptSupport {
  try {
    const compiler = createRequire(from)('typescript') as { version?: string }
    if (!isCompiler(compiler)) return { available: false, reason: withoutApi(String(compiler.version)) }
    const bundled = createRequire(import.meta.url)('#typescript-parser') as typeof parser
    return { available: true, ts: compiler, parser: bundled }
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

function withoutApi(version: string): string {
  return `typescript ${version} has no compiler API, and an override gives it to eslint-plugin-leaks, which asks for one below 6.1 (in package.json: "overrides": { "eslint-plugin-leaks": { "typescript": "6" } })`
}

function firstLine(error: unknown): string {
  return String(error).split('\n', 1)[0] ?? ''
}
