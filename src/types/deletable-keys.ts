import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import { constituents, saysNothing, type Answer, type TypeQueries } from './type-queries.js'

/** Whether a type lets go of any key it has: index signatures, optional properties, `any`. */
export const hasDeletableKeys = orUnknown((types: TypeQueries, type: ts.Type): Answer => {
  if (saysNothing(types, type)) return 'yes'
  const parts = constituents(types, type)
  return parts.length > 0 && parts.every((part) => isDeletable(types, part)) ? 'yes' : 'no'
}, 'unknown')

function isDeletable({ ts, checker }: TypeQueries, type: ts.Type): boolean {
  if (checker.getIndexInfosOfType(type).length > 0) return true
  return checker.getPropertiesOfType(type).every(({ flags }) => (flags & ts.SymbolFlags.Optional) !== 0)
}
