import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import type { Answer } from './type-queries.js'

/** Whether the functions of a type take no arguments. Unknown where it has no signature. */
export const takesNothing = orUnknown((type: ts.Type): Answer => {
  const signatures = type.getCallSignatures()
  if (signatures.length === 0) return 'unknown'
  return signatures.every(({ parameters }) => parameters.length === 0) ? 'yes' : 'no'
}, 'unknown')
