import type { Variable } from '../../syntax/bindings.js'
import { isWithin, type FunctionNode } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import { perKey, type FileFacts } from '../file-facts.js'
import { remembered } from '../../syntax/remembered.js'

/** Answers the variables from outside that a function uses, itself or in the functions within it. */
const outerVariablesOf = perKey(
  (facts: FileFacts, scope: FunctionNode): ReadonlySet<Variable> =>
    new Set(
      (facts.sourceCode.scopeManager?.acquire(scope)?.through ?? []).flatMap(
        ({ resolved }) => resolved ?? [],
      ),
    ),
)

/** Answers those of them that each call of a function around it has anew: its parameters and its locals. */
export function variablesOfCall(
  facts: FileFacts,
  inner: FunctionNode,
  call: FunctionNode,
): readonly Variable[] {
  return [...outerVariablesOf(facts, inner)].filter(
    ({ scope: { block } }) => block === call || isWithin(block, call),
  )
}

/** Whether a variable is called as a function, by itself or through `call` and `apply`. */
export const isCalled = remembered(({ references }: Variable): boolean =>
  references.some(({ identifier }) => {
    const { parent } = identifier
    if (parent.type === 'CallExpression') return parent.callee === identifier
    if (parent.type !== 'MemberExpression' || parent.object !== identifier) return false
    return parent.parent.type === 'CallExpression' && /^(?:call|apply)$/.test(memberName(parent) ?? '')
  }),
)
