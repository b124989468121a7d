import type { TSESTree } from '@typescript-eslint/utils'
import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import { constituents, saysNothing, type Answer, type TypeQueries } from './type-queries.js'

/**
 * Whether the values of a type are objects, of which a program makes more and more, as the keys of a WeakMap have
 * to be. "No" for primitives, for unions with one, and for functions and classes, of which the program has a
 * fixed number. Unknown for `any`, `unknown` and type parameters without a bound.
 */
export const isObjectKey = orUnknown((types: TypeQueries, type: ts.Type): Answer => {
  const answers = constituents(types, type).map((part) => answerOf(types, part))
  if (answers.length === 0 || answers.includes('no')) return 'no'
  return answers.includes('unknown') ? 'unknown' : 'yes'
}, 'unknown')

function answerOf(types: TypeQueries, type: ts.Type): Answer {
  const { NonPrimitive, Object: ObjectType, TypeParameter } = types.ts.TypeFlags
  if (saysNothing(types, type)) return 'unknown'
  if ((type.flags & TypeParameter) !== 0) {
    const constraint = types.checker.getBaseConstraintOfType(type)
    return constraint && constraint !== type ? isObjectKey(types, constraint) : 'unknown'
  }
  if (type.isIntersection()) return answerOfIntersection(types, type)
  if ((type.flags & NonPrimitive) !== 0) return 'yes'
  if ((type.flags & ObjectType) === 0) return 'no'
  return isCallable(type) ? 'no' : isAnything(types, type) ? 'unknown' : 'yes'
}

/** A branded string, `string & { brand: 'id' }`, is a string. */
function answerOfIntersection(types: TypeQueries, type: ts.IntersectionType): Answer {
  const answers = type.types.map((part) => answerOf(types, part))
  if (answers.includes('no')) return 'no'
  return answers.includes('yes') ? 'yes' : 'unknown'
}

function isCallable(type: ts.Type): boolean {
  return type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0
}

/** `{}`, which strings and numbers are assignable to. */
function isAnything(types: TypeQueries, type: ts.Type): boolean {
  return (
    type.getProperties().length === 0 &&
    types.checker.getIndexInfosOfType(type).length === 0 &&
    isAnonymous(types, type)
  )
}

function isAnonymous(types: TypeQueries, type: ts.Type): boolean {
  const symbol = (type as Partial<ts.Type>).symbol
  return symbol === undefined || (symbol.flags & types.ts.SymbolFlags.TypeLiteral) !== 0
}

/** Whether a WeakMap would take what an expression, or a type, says it is: an object, and neither `null` nor `undefined`. */
export const isAlwaysObject = orUnknown((types: TypeQueries, node: TSESTree.Node): boolean => {
  const type = types.typeOf(node)
  if ((type.flags & types.ts.TypeFlags.Any) !== 0) return true
  const parts = type.isUnion() ? type.types : [type]
  return parts.length === constituents(types, type).length && isObjectKey(types, type) === 'yes'
}, false)

/** Whether the values of a type are instances of a class, of this program or of the platform. */
export function isInstance(types: TypeQueries, type: ts.Type): boolean {
  const { Class, Variable } = types.ts.SymbolFlags
  const parts = constituents(types, type)
  // The checker leaves out the symbol of an anonymous or primitive type, whatever its declaration says.
  return (
    parts.length > 0 &&
    parts.every((part) => ((part as Partial<ts.Type>).symbol?.flags ?? 0) & (Class | Variable))
  )
}
