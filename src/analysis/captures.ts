import type { TSESTree } from '@typescript-eslint/utils'

import { SMALL_PARTS } from '../protocols/large-values.js'
import type { Scope, Variable } from '../syntax/bindings.js'
import { enclosingFunction, enclosingFunctions, isWithin, type FunctionNode } from '../syntax/functions.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { perFile, perKey, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { largeSizeOf, makesLargeValues, type Size } from './large-values.js'
import { longLivedFunctions, type LongLivedFunction } from './long-lived-functions.js'

/** A long-lived function that keeps a large value. */
export interface LargeCapture {
  keeper: LongLivedFunction
  variable: Variable
  size: Size
  certainty: Certainty
  /**
   * - `part`: it uses only a small part of the value
   * - `sibling`: it does not use the value at all; another function of the same scope does
   * - `whole`: it uses the value
   */
  problem: 'part' | 'sibling' | 'whole'
  /** The uses of the value: in the function itself, or in the sibling. */
  uses: readonly TSESTree.Node[]
}

/**
 * Answers the long-lived functions of a file that keep a large value. V8 keeps the captured variables of a
 * scope together: a function keeps all of them that any function made in the same scope uses, also those it
 * never mentions itself. A variable that no function captures is not kept, nor is one of an inner block.
 */
export const largeCaptures = perFile((facts): readonly LargeCapture[] =>
  makesLargeValues(facts) ? longLivedFunctions(facts).flatMap((keeper) => capturesOf(facts, keeper)) : [],
)

function capturesOf(facts: FileFacts, keeper: LongLivedFunction): LargeCapture[] {
  return capturedInReach(facts, keeper.node).flatMap(({ variable, size, captured }): LargeCapture[] => {
    const own = captured.filter((node) => isWithin(node, keeper.node))
    if (own.length === 0)
      return [{ keeper, variable, size, certainty: 'known', problem: 'sibling', uses: captured }]
    if (own.length === captured.length && own.every(isSmallPart)) {
      return [{ keeper, variable, size, certainty: 'known', problem: 'part', uses: own }]
    }
    return [{ keeper, variable, size, certainty: 'likely', problem: 'whole', uses: own }]
  })
}

/** A variable with a large value, and the references to it that put it into the context of its scope. */
interface CapturedVariable {
  variable: Variable
  size: Size
  captured: readonly TSESTree.Node[]
}

/** Answers the captured large variables of the scopes around a function, up to the module's own. */
function capturedInReach(facts: FileFacts, node: FunctionNode): CapturedVariable[] {
  const found: CapturedVariable[] = []
  const outermost = enclosingFunctions(node).at(-1)
  let scope = facts.sourceCode.getScope(node).upper
  // A named function expression has a scope of its own between itself and its surroundings.
  while (scope && scope.type !== 'module' && scope.type !== 'global') {
    const block = scope.block as TSESTree.Node
    if (outermost && isWithin(block, outermost)) found.push(...capturedIn(facts, scope))
    scope = scope.upper
  }
  return found
}

const capturedIn = perKey((facts: FileFacts, scope: Scope): readonly CapturedVariable[] =>
  scope.variables.flatMap((variable) => {
    const size = largeSizeOf(facts, variable)
    const captured = size ? capturingReferences(variable) : []
    return size && captured.length > 0 ? [{ variable, size, captured }] : []
  }),
)

/** Answers the references to a variable from functions made in its scope: what puts it into the shared context. */
function capturingReferences(variable: Variable): TSESTree.Node[] {
  const owner = variable.scope.variableScope.block as TSESTree.Node
  return variable.references
    .map((reference) => reference.identifier as TSESTree.Node)
    .filter((node) => {
      const scope = enclosingFunction(node)
      return scope !== undefined && scope !== owner
    })
}

/** `data.length`: a number that could be kept in the place of the value. */
function isSmallPart(node: TSESTree.Node): boolean {
  const { parent: read } = wrapped(node)
  if (read?.type !== 'MemberExpression' || unwrap(read.object) !== node) return false
  return SMALL_PARTS.has(memberName(read) ?? '') && !isWritten(read)
}

/** `list.length = 0` needs the list. */
function isWritten(node: TSESTree.MemberExpression): boolean {
  const { parent } = node
  return (
    parent.type === 'UpdateExpression' || (parent.type === 'AssignmentExpression' && parent.left === node)
  )
}
