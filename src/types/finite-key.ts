import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import { constituents, saysNothing, type Answer, type TypeQueries } from './type-queries.js'

/**
 * Whether a type has only so many values as the program names: literals, enumerations, booleans and unions
 * of them. Unknown for `any` and `unknown`; "no" for `string`, `number` and objects.
 */
export const isFinite = orUnknown((types: TypeQueries, type: ts.Type): Answer => {
  const { BooleanLike, EnumLike, Literal, UniqueESSymbol } = types.ts.TypeFlags
  const finite = BooleanLike | EnumLike | Literal | UniqueESSymbol
  const parts = constituents(types, type)
  if (parts.length === 0) return 'yes'
  if (parts.some((part) => saysNothing(types, part))) return 'unknown'
  return parts.every((part) => (part.flags & finite) !== 0 || isFiniteTypeParameter(types, part))
    ? 'yes'
    : 'no'
}, 'unknown')

function isFiniteTypeParameter(types: TypeQueries, type: ts.Type): boolean {
  if (!type.isTypeParameter()) return false
  const constraint = types.checker.getBaseConstraintOfType(type)
  return constraint !== undefined && constraint !== type && isFinite(types, constraint) === 'yes'
}
