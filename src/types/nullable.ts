import type { TSESTree } from '@typescript-eslint/utils'

import { saysNothing, type Answer, type TypeQueries } from './type-queries.js'

/** Whether the type at a node has `null` in it. Unknown for `any` and `unknown`. */
export function mayBeNull(types: TypeQueries, node: TSESTree.Node): Answer {
  const type = types.typeOf(node)
  if (saysNothing(types, type)) return 'unknown'
  const parts = type.isUnion() ? type.types : [type]
  return parts.some((part) => (part.flags & types.ts.TypeFlags.Null) !== 0) ? 'yes' : 'no'
}
