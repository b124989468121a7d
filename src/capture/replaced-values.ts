import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable, soleValue, type Variable } from '../syntax/bindings.js'
import { isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { rootOf, unwrap } from '../syntax/unwrap.js'
import { capturingReferences, contextsAround } from './captured-variables.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { partsOfKept } from './parts/kept-parts.js'
import { runsOnce } from '../lives/multiplicity.js'
import { isTestCode } from '../lives/test-code.js'

/** A long-lived place that is given a value which keeps the former one, and so all before it. */
export interface ReplacedValue {
  /** The place, where it is written. */
  target: TSESTree.Node
  /** A function of the new value, which keeps the context. */
  node: FunctionNode
  /** The variable with the former value. */
  former: Variable
  /** The uses of that variable, in other functions of its scope. */
  uses: readonly TSESTree.Node[]
}

/**
 * Answers the values of long-lived places that keep the values before them by accident: a function of the new value is
 * made in the scope of a variable with the former one, which another function there captures. Each replacement adds a
 * link. A new value that uses the former one itself is a chain on purpose.
 */
export const replacedValues = perFile((facts): readonly ReplacedValue[] => {
  if (isTestCode(facts)) return []
  return facts.nodes.assignments.flatMap(({ left, operator, right }) => {
    if (operator !== '=' || !isLongLived(facts, left)) return []
    const functions = partsOfKept(facts, unwrap(right)).filter(isFunction)
    if (functions.length === 0 || runsOnce(facts, left)) return []
    for (const node of functions) {
      const found = formerIn(facts, node, left, functions)
      if (found) return [{ target: left, node, ...found }]
    }
    return []
  })
})

/** A variable of the module, or a property of one or of a global. */
function isLongLived(facts: FileFacts, target: TSESTree.Node): boolean {
  const root = rootOf(target)
  if (root.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(root)
  if (!variable || variable.defs.length === 0) return facts.places.placeOf(target)?.startsWith('g:') === true
  return isModuleVariable(variable)
}

function formerIn(
  facts: FileFacts,
  node: FunctionNode,
  target: TSESTree.Node,
  functions: readonly FunctionNode[],
): { former: Variable; uses: readonly TSESTree.Node[] } | undefined {
  const place = facts.places.placeOf(target)
  if (place === undefined) return undefined
  for (const former of contextsAround(facts, node).flatMap((scope) => scope.variables)) {
    const read = soleValue(former)
    // What is read after the replacement is the new value itself.
    if (!read || !isName(read) || read.range[0] > target.range[0]) continue
    if (facts.places.placeOf(read) !== place) continue
    const uses = capturingReferences(former)
    const isOwn = uses.some((use) => functions.some((each) => isWithin(use, each)))
    // What puts the former value back ends the chain.
    const isPutBack = uses.some((use) => isWrittenTo(facts, use, place))
    if (uses.length > 0 && !isOwn && !isPutBack) return { former, uses }
  }
  return undefined
}

function isWrittenTo(facts: FileFacts, { parent: write }: TSESTree.Node, place: string): boolean {
  return write?.type === 'AssignmentExpression' && facts.places.placeOf(write.left) === place
}

function isName(node: TSESTree.Node): boolean {
  return node.type === 'Identifier' || node.type === 'MemberExpression'
}
