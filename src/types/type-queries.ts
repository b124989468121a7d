import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils'
import type * as ts from 'typescript'

import { compilerOf } from './compiler-of.js'
import { orUnknown } from './or-unknown.js'

/** An answer that may be "unknown": without type information, or where the type says nothing. */
export type Answer = 'yes' | 'no' | 'unknown'

/** The type checker of one file, and the way to the types of its nodes. */
export interface TypeQueries {
  ts: typeof ts
  checker: ts.TypeChecker
  program: ts.Program
  typeOf(node: TSESTree.Node): ts.Type
}

/**
 * Answers the type queries of a file; undefined where the parser gave no program (a plain parser, or the
 * TypeScript parser without a project). Never throws for lack of types: where the compiler fails on a node, its type
 * is `any`, which says nothing.
 */
export const createTypeQueries = orUnknown((parserServices: unknown): TypeQueries | undefined => {
  const services = parserServices as Partial<ParserServicesWithTypeInformation> | undefined
  const program = services?.program
  const nodes = services?.esTreeNodeToTSNodeMap
  const [file] = program?.getSourceFiles() ?? []
  const typescript = file && compilerOf(file)
  if (!program || !nodes || !typescript) return undefined
  const checker = program.getTypeChecker()
  const any = checker.getAnyType()
  return {
    ts: typescript,
    checker,
    program,
    typeOf: orUnknown((node: TSESTree.Node) => checker.getTypeAtLocation(nodes.get(node)), any),
  }
}, undefined)

/** Whether a type says nothing: `any`, `unknown`, or the error type of an import that did not resolve. */
export function saysNothing(types: TypeQueries, type: ts.Type): boolean {
  return (type.flags & (types.ts.TypeFlags.Any | types.ts.TypeFlags.Unknown)) !== 0
}

/** Answers the parts of a union without `null` and `undefined`; the type itself where it is no union. */
export function constituents(types: TypeQueries, type: ts.Type): ts.Type[] {
  const { Null, Undefined, Void } = types.ts.TypeFlags
  const parts = type.isUnion() ? type.types : [type]
  return parts.filter((part) => (part.flags & (Null | Undefined | Void)) === 0)
}

/** Answers the names of a type and of everything it extends; undefined where the compiler cannot tell. */
export const typeNames = orUnknown((types: TypeQueries, type: ts.Type): Set<string> | undefined => {
  const names = new Set<string>()
  const seen = new Set<ts.Type>()
  const stack: ts.Type[] = [type]
  for (let current = stack.pop(); current; current = stack.pop()) {
    if (seen.has(current) || seen.size > 200) continue
    seen.add(current)
    // The checker leaves out the symbol of an anonymous or primitive type, whatever its declaration says.
    const symbol = (current as Partial<ts.Type>).symbol ?? current.aliasSymbol
    if (symbol) names.add(symbol.name)
    if (current.isUnionOrIntersection()) stack.push(...current.types)
    else if (current.isClassOrInterface()) stack.push(...types.checker.getBaseTypes(current))
    else if ('target' in current) stack.push((current as ts.TypeReference).target)
  }
  return names
}, undefined)
