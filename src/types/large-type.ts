import type * as ts from 'typescript'

import { constituents, saysNothing, typeNames, type Answer, type TypeQueries } from './type-queries.js'

/**
 * Answers what a type says that its values are, by the names of the types that are large and what each is called.
 * Undefined where it is none of them in one of its parts, and where it says nothing.
 */
export function largeTypeOf(
  types: TypeQueries,
  type: ts.Type,
  names: ReadonlyMap<string, string>,
): string | undefined {
  let found: string | undefined
  for (const part of constituents(types, type)) {
    if (saysNothing(types, part)) return undefined
    const name = [...(typeNames(types, part) ?? [])].find((each) => names.has(each))
    if (name === undefined) return undefined
    found ??= names.get(name)
  }
  return found
}

/**
 * Whether the values of a type take a few bytes: numbers, booleans, enumerations, literals and nothing. "No" for
 * objects; unknown for strings, which may be of any length, for type parameters, `any` and `unknown`.
 */
export function isFewBytes(types: TypeQueries, type: ts.Type): Answer {
  const {
    BigIntLike,
    BooleanLike,
    ESSymbolLike,
    EnumLike,
    NumberLike,
    Object: ObjectType,
    StringLiteral,
  } = types.ts.TypeFlags
  const few = BigIntLike | BooleanLike | ESSymbolLike | EnumLike | NumberLike | StringLiteral
  if (saysNothing(types, type)) return 'unknown'
  const parts = constituents(types, type)
  if (parts.every((part) => (part.flags & few) !== 0)) return 'yes'
  return parts.every((part) => (part.flags & ObjectType) !== 0) ? 'no' : 'unknown'
}
