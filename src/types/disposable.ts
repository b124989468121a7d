import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import { constituents, saysNothing, typeNames, type Answer, type TypeQueries } from './type-queries.js'

/** How a value is disposed of: at once, or with an `await`. */
export type DisposalMethod = 'Symbol.dispose' | 'Symbol.asyncDispose'

/**
 * Answers which disposal methods a type has. Empty where it has none; undefined where the type says
 * nothing. A union has a method only when every part other than `null` and `undefined` has it.
 */
export const disposalMethods = orUnknown(
  (types: TypeQueries, type: ts.Type): DisposalMethod[] | undefined => {
    const parts = constituents(types, type)
    if (parts.length === 0) return []
    if (parts.some((part) => saysNothing(types, part))) return undefined
    return (['Symbol.dispose', 'Symbol.asyncDispose'] as const).filter((method) =>
      parts.every((part) => hasWellKnownMethod(types, part, method.slice('Symbol.'.length))),
    )
  },
  undefined,
)

/** Whether a type, or something it extends, has one of the names. */
export const hasTypeName = orUnknown(
  (types: TypeQueries, type: ts.Type, names: ReadonlySet<string>): Answer => {
    const parts = constituents(types, type)
    if (parts.length === 0 || parts.some((part) => saysNothing(types, part))) return 'unknown'
    const answers = new Set(parts.map((part) => isNamed(types, part, names)))
    const [answer = 'unknown', ...others] = answers
    return others.length > 0 ? 'unknown' : answer
  },
  'unknown',
)

function isNamed(types: TypeQueries, type: ts.Type, names: ReadonlySet<string>): Answer {
  const own = typeNames(types, type)
  if (!own) return 'unknown'
  for (const name of own) if (names.has(name)) return 'yes'
  return 'no'
}

/** The checker escapes the name of a member keyed by a well-known symbol as `__@dispose@123`. */
function hasWellKnownMethod(types: TypeQueries, type: ts.Type, name: string): boolean {
  return types.checker
    .getPropertiesOfType(type)
    .some((property) => property.escapedName.toString().startsWith(`__@${name}@`))
}
