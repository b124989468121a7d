import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import type { TypeQueries } from './type-queries.js'

/** Answers a type as the compiler writes it; undefined where it cannot tell. */
export const typeName = orUnknown(
  ({ checker }: TypeQueries, type: ts.Type): string | undefined => checker.typeToString(type),
  undefined,
)

/** Answers a type as the compiler writes it, `null` and `undefined` aside; undefined where it cannot tell. */
export const nameWithoutNull = orUnknown(
  ({ checker }: TypeQueries, type: ts.Type): string | undefined =>
    checker.typeToString(checker.getNonNullableType(type)),
  undefined,
)
