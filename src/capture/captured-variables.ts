import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable, isParameter, soleValue, type Scope, type Variable } from '../syntax/bindings.js'
import { enclosingFunctions, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { rootOf } from '../syntax/unwrap.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import { largeSizeOf, type Size } from './sizes/large-values.js'

/** A variable with a large value, and what puts it into the context that the functions of its scope share. */
export interface CapturedVariable {
  variable: Variable
  /** The large value itself: another one than the variable's for `arguments`. */
  holds: Variable
  size: Size
  /** The references from functions that are made in the scope. */
  captured: readonly TSESTree.Node[]
  /** The direct `eval` within the scope, which may name any variable. */
  evaluation: TSESTree.CallExpression | undefined
}

/**
 * Answers the scopes whose contexts a function keeps: all around it, up to the module's own. A named function
 * expression has a scope of its own between itself and its surroundings.
 */
export function contextsAround(facts: FileFacts, node: FunctionNode): readonly Scope[] {
  const found: Scope[] = []
  const outermost = enclosingFunctions(node).at(-1)
  for (let scope = facts.sourceCode.getScope(node).upper; scope; scope = scope.upper) {
    if (scope.type === 'module' || scope.type === 'global') break
    if (outermost && isWithin(scope.block, outermost)) found.push(scope)
  }
  return found
}

/** Answers the captured large variables of a scope. */
export const capturedIn = perKey((facts: FileFacts, scope: Scope): readonly CapturedVariable[] => {
  const evaluation = directEvals(facts).find((call) => isWithin(call, scope.block))
  return scope.variables.flatMap((variable): CapturedVariable[] => {
    const captured = capturingReferences(variable)
    if ((captured.length === 0 && !evaluation) || isOfModule(facts, variable)) return []
    const holds = variable.defs.length > 0 ? variable : largeArgument(facts, variable, captured)
    const size = holds && largeSizeOf(facts, holds)
    return size ? [{ variable, holds, size, captured, evaluation }] : []
  })
})

/** Whether a variable is another name of what the module, another module or the program holds itself. */
function isOfModule(facts: FileFacts, variable: Variable): boolean {
  const value = soleValue(variable)
  const root = value && rootOf(value)
  if (root?.type !== 'Identifier') return false
  const held = facts.bindings.variableOf(root)
  return held === undefined || held.defs.length === 0 || isModuleVariable(held)
}

/** The parameter that `arguments` keeps, where functions mention `arguments` and not the parameter. */
function largeArgument(
  facts: FileFacts,
  list: Variable,
  captured: readonly TSESTree.Node[],
): Variable | undefined {
  if (list.name !== 'arguments' || captured.length === 0) return undefined
  return list.scope.variables.find(
    (each) =>
      isParameter(each) && capturingReferences(each).length === 0 && largeSizeOf(facts, each) !== undefined,
  )
}

/** Answers the references to a variable from functions made in its scope: what puts it into the shared context. */
export function capturingReferences(variable: Variable): TSESTree.Node[] {
  return variable.references
    .filter(({ from, identifier }) => {
      const { parent } = identifier as TSESTree.Identifier
      // `typeof data` as a type is not there when the program runs.
      return from.variableScope !== variable.scope.variableScope && !parent.type.startsWith('TSType')
    })
    .map((reference) => reference.identifier as TSESTree.Node)
}

/** `eval(text)`, which sees the variables around it; `(0, eval)(text)` and `eval?.(text)` see those of the program. */
const directEvals = perFile((facts): readonly TSESTree.CallExpression[] =>
  (facts.nodes.calls.get('eval') ?? []).filter(
    ({ callee, optional }) => callee.type === 'Identifier' && !optional && facts.bindings.isGlobal(callee),
  ),
)

/** Answers the outermost function around a node that is made in the scope of a variable. */
export function capturingFunction(node: TSESTree.Node, variable: Variable): FunctionNode | undefined {
  const owner = variable.scope.variableScope.block
  return enclosingFunctions(node).findLast(
    (each) => each !== owner && isFunction(each) && isWithin(each, owner),
  )
}
