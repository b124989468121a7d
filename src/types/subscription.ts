import type { TSESTree } from '@typescript-eslint/utils'
import type * as ts from 'typescript'

import { hasTypeName } from './disposable.js'
import { orUnknown } from './or-unknown.js'
import { isSameType, resultTypes } from './result-type.js'
import { constituents, saysNothing, type TypeQueries } from './type-queries.js'

/** How a subscription of a type is ended. */
export type TypedEnding = 'call' | 'dispose' | 'unsubscribe' | 'remove'

/**
 * Answers how the result of a call is ended: by calling it, or by a method of it. "No" where it is certainly no
 * subscription: nothing, a value without such a method, the object the method is called on, a type of the
 * `ignored` names. Unknown where the types say nothing, and where overloads differ.
 */
export const endingByType = orUnknown(
  (
    types: TypeQueries,
    node: TSESTree.CallExpression,
    receiver: TSESTree.Node | undefined,
    ignored: ReadonlySet<string>,
  ): TypedEnding | 'no' | 'unknown' => {
    const results = resultTypes(types, node, false)
    const answers = new Set(results.map((type) => endingOf(types, type, ignored)))
    const [answer, ...others] = answers
    if (answer === undefined || others.length > 0) return 'unknown'
    if (receiver && results.some((type) => isSameType(types, type, types.typeOf(receiver)) !== 'no'))
      return 'no'
    return answer
  },
  'unknown',
)

const METHODS = ['unsubscribe', 'dispose', 'remove'] as const

function endingOf(
  types: TypeQueries,
  type: ts.Type,
  ignored: ReadonlySet<string>,
): TypedEnding | 'no' | 'unknown' {
  const { TypeFlags } = types.ts
  if ((type.flags & (TypeFlags.TypeParameter | TypeFlags.IndexedAccess | TypeFlags.Conditional)) !== 0)
    return 'unknown'
  if (saysNothing(types, type)) return 'unknown'
  const parts = constituents(types, type)
  if (parts.length === 0) return 'no'
  if (hasTypeName(types, type, ignored) !== 'no') return 'no'
  const method = METHODS.find((name) => parts.every((part) => isMethodWithoutArguments(types, part, name)))
  if (method === 'remove') return parts.every((part) => isRemovable(part)) ? 'remove' : 'no'
  if (method) return method
  return parts.every((part) => isDisposer(types, part)) ? 'call' : 'no'
}

/** Elements and many others can be removed as well: a subscription of that kind can do little else. */
function isRemovable(type: ts.Type): boolean {
  return type.getProperties().length <= 3
}

function isMethodWithoutArguments(types: TypeQueries, type: ts.Type, name: string): boolean {
  const method = type.getProperty(name)
  if (!method) return false
  const signatures = types.checker.getSignaturesOfType(
    types.checker.getTypeOfSymbol(method),
    types.ts.SignatureKind.Call,
  )
  return signatures.some(({ parameters }) => parameters.every((parameter) => isOptional(types, parameter)))
}

function isOptional({ ts }: TypeQueries, { valueDeclaration: declaration }: ts.Symbol): boolean {
  if (!declaration || !ts.isParameter(declaration)) return false
  return (
    declaration.questionToken !== undefined ||
    declaration.initializer !== undefined ||
    declaration.dotDotDotToken !== undefined
  )
}

/** A function that takes nothing and answers nothing. */
function isDisposer(types: TypeQueries, type: ts.Type): boolean {
  const signatures = types.checker.getSignaturesOfType(type, types.ts.SignatureKind.Call)
  return (
    signatures.length === 1 &&
    signatures.every(
      (signature) =>
        signature.parameters.length === 0 &&
        (signature.getReturnType().flags & (types.ts.TypeFlags.Void | types.ts.TypeFlags.Boolean)) !== 0,
    )
  )
}
