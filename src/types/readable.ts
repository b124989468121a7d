import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import { constituents, saysNothing, type Answer, type TypeQueries } from './type-queries.js'

/**
 * Whether a type is a readable stream of Node: it can be piped and be taken out again or destroyed. Observables,
 * parsers and functional types have a `pipe` of their own and neither of these.
 */
export const isReadable = orUnknown((types: TypeQueries, type: ts.Type): Answer => {
  const parts = constituents(types, type)
  if (parts.length === 0 || parts.some((part) => saysNothing(types, part))) return 'unknown'
  const has = (part: ts.Type, name: string): boolean =>
    types.checker.getPropertyOfType(types.checker.getApparentType(part), name) !== undefined
  // `object`, as comments of old code have it: it is not the type that knows what is called.
  if (parts.some((part) => !has(part, 'pipe'))) return 'unknown'
  return parts.every((part) => has(part, 'unpipe') || has(part, 'destroy')) ? 'yes' : 'no'
}, 'unknown')
