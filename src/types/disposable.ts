import type * as ts from 'typescript'

import { constituents, saysNothing, typeNames, type Answer, type TypeQueries } from './type-queries.js'

/** How a value is disposed of: at once, or with an `await`. */
export type DisposalMethod = 'Symbol.dispose' | 'Symbol.asyncDispose'

/**
 * Answers which disposal methods a type has. Empty where it has none; undefined where the type says
 * nothing. A union has a method only when every part other than `null` and `undefined` has it.
 */
export function disposalMethods(types: TypeQueries, type: ts.Type): DisposalMethod[] | undefined {
  const parts = constituents(types, type)
  if (parts.length === 0) return []
  if (parts.some((part) => saysNothing(types, part))) return undefined
  return (['Symbol.dispose', 'Symbol.asyncDispose'] as const).filter((method) =>
    parts.every((part) => hasWellKnownMethod(types, part, method.slice('Symbol.'.length))),
  )
}

/** Whether a type, or something it extends, has one of the names. */
export function hasTypeName(types: TypeQueries, type: ts.Type, names: ReadonlySet<string>): Answer {
  const parts = constituents(types, type)
  if (parts.length === 0 || parts.some((part) => saysNothing(types, part))) return 'unknown'
  const found = parts.filter((part) => {
    for (const name of typeNames(types, part)) if (names.has(name)) return true
    return false
  })
  return found.length === parts.length ? 'yes' : found.length === 0 ? 'no' : 'unknown'
}

/** The checker escapes the name of a member keyed by a well-known symbol as `__@dispose@123`. */
function hasWellKnownMethod(types: TypeQueries, type: ts.Type, name: string): boolean {
  return types.checker
    .getPropertiesOfType(type)
    .some((property) => property.escapedName.toString().startsWith(`__@${name}@`))
}
