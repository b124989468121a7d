import type { TSESTree } from '@typescript-eslint/utils'
import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import type { Answer, TypeQueries } from './type-queries.js'

/**
 * Answers what a call or construction may result in: the return type of each signature of what it calls,
 * awaited where asked for. Looks at the signatures alone, since resolving the call itself would make the
 * checker go through every argument. Empty where the callee has none.
 */
export const resultTypes = orUnknown(
  (
    types: TypeQueries,
    node: TSESTree.CallExpression | TSESTree.NewExpression,
    isAwaited: boolean,
  ): ts.Type[] => {
    const { checker, ts } = types
    const kind = node.type === 'NewExpression' ? ts.SignatureKind.Construct : ts.SignatureKind.Call
    const signatures = checker.getSignaturesOfType(types.typeOf(node.callee), kind)
    return signatures.map((signature) => {
      const result = signature.getReturnType()
      return isAwaited ? (checker.getAwaitedType(result) ?? result) : result
    })
  },
  [],
)

/** Whether two types are the same class or interface, `null` and `undefined` aside. */
export const isSameType = orUnknown((types: TypeQueries, a: ts.Type, b: ts.Type): Answer => {
  const [left, right] = [a, b].map((type) => types.checker.getNonNullableType(type))
  if (left === right) return 'yes'
  // The checker leaves out the symbol of an anonymous or primitive type, whatever its declaration says.
  const symbol = (left as Partial<ts.Type> | undefined)?.symbol
  if (symbol === undefined) return 'no'
  return symbol === (right as Partial<ts.Type> | undefined)?.symbol ? 'yes' : 'no'
}, 'unknown')
