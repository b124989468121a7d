import type * as ts from 'typescript'

import { constituents, saysNothing, type Answer, type TypeQueries } from './type-queries.js'

/** Whether a type has whatever key it is asked for, so that any of them may go: `Record<string, T>`, `any`. */
export function isIndexed(types: TypeQueries, type: ts.Type): Answer {
  if (saysNothing(types, type)) return 'yes'
  const parts = constituents(types, type)
  return parts.length > 0 && parts.every((part) => types.checker.getIndexInfosOfType(part).length > 0)
    ? 'yes'
    : 'no'
}
