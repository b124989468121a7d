import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import { constituents, saysNothing, type Answer, type TypeQueries } from './type-queries.js'

/** Whether a type can be looped over by `for await` one element at a time: it has a `[Symbol.asyncIterator]`. */
export const isAsyncIterable = orUnknown((types: TypeQueries, type: ts.Type): Answer => {
  const parts = constituents(types, type)
  if (parts.length === 0 || parts.some((part) => saysNothing(types, part))) return 'unknown'
  const found = parts.filter((part) =>
    types.checker
      .getPropertiesOfType(types.checker.getApparentType(part))
      // The checker escapes the name of a member keyed by a well-known symbol as `__@asyncIterator@123`.
      .some((property) => property.escapedName.toString().startsWith('__@asyncIterator@')),
  )
  return found.length === parts.length ? 'yes' : found.length === 0 ? 'no' : 'unknown'
}, 'unknown')
