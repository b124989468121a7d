import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, useOf } from '../../cells/uses/uses.js'
import { isModuleVariable, type Variable } from '../../syntax/bindings.js'
import { enclosingFunctions, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { isConstructor } from './runs.js'

/** A condition that lets code through once: in the life of the program, or of each instance whose flag it asks for. */
export interface OnceGuard {
  readonly node: TSESTree.Node
  readonly of: 'program' | 'instance'
}

/**
 * Answers the condition that lets a node run once in all calls of the function around it: `if (started) return`,
 * `if (!started) { started = true; … }` with a flag of the module that nothing but this function writes, or with one of the
 * instance that this function sets for good.
 */
export function onceGuardOf(
  facts: FileFacts,
  node: TSESTree.Node,
  scope: FunctionNode,
): OnceGuard | undefined {
  let inner = node
  for (let current = node.parent; current && current !== scope; inner = current, current = current.parent) {
    if (current.type !== 'IfStatement' || inner === current.test) continue
    const asked = flagAskedFor(facts, current.test, scope)
    if (asked?.is === (inner === current.consequent ? 'unset' : 'set')) return { node: current, of: asked.of }
  }
  const guard = firstGuard(facts, scope)
  return guard && guard.node.range[1] <= node.range[0] ? guard : undefined
}

/** The first statement of a function that leaves it where such a flag is set. */
const firstGuard = perKey((facts: FileFacts, scope: FunctionNode): OnceGuard | undefined => {
  if (scope.body.type !== 'BlockStatement') return undefined
  for (const node of scope.body.body) {
    if (node.type !== 'IfStatement' || !leaves(node.consequent)) continue
    const asked = flagAskedFor(facts, node.test, scope)
    if (asked?.is === 'set') return { node, of: asked.of }
  }
  return undefined
})

function leaves(statement: TSESTree.Statement): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement'
}

/** What a condition says of a flag where it is true; of `a && b` that one is not set, of `a || b` where it is false that none is. */
interface Asked {
  readonly is: 'set' | 'unset'
  readonly of: OnceGuard['of']
}

/** Whether a condition asks that a flag, which the function itself sets for good, is set or is not. */
function flagAskedFor(facts: FileFacts, test: TSESTree.Node, scope: FunctionNode): Asked | undefined {
  const node = unwrap(test)
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const asked = flagAskedFor(facts, node.argument, scope)
    return asked && { ...asked, is: asked.is === 'set' ? 'unset' : 'set' }
  }
  if (node.type === 'LogicalExpression') {
    const decides = node.operator === '&&' ? 'unset' : 'set'
    return [node.left, node.right]
      .map((side) => flagAskedFor(facts, side, scope))
      .find((asked) => asked?.is === decides && node.operator !== '??')
  }
  if (node.type === 'MemberExpression')
    return isSetForGood(facts, node, scope) ? { is: 'set', of: 'instance' } : undefined
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable || !isModuleVariable(variable)) return undefined
  const writers = writersOf(facts, variable)
  return writers.length > 0 && writers.every((each) => each.includes(scope))
    ? { is: 'set', of: 'program' }
    : undefined
}

/** The functions around each place where a variable is written again. */
const writersOf = perKey((_facts: FileFacts, variable: Variable): readonly (readonly FunctionNode[])[] =>
  variable.references
    .filter((reference) => reference.isWrite() && reference.init !== true)
    .map((reference) => enclosingFunctions(reference.identifier)),
)

/** Whether a function sets a field of its own instance to `true`, and nothing but the making of the instance sets it to anything else. */
function isSetForGood(facts: FileFacts, flag: TSESTree.MemberExpression, scope: FunctionNode): boolean {
  if (flag.object.type !== 'ThisExpression') return false
  const place = facts.places.placeOf(flag)
  const writes = (place === undefined ? [] : nodesAtPlace(facts, place)).filter(
    (each) => useOf(facts, each).kind === 'assigned' && !enclosingFunctions(each).some(isConstructor),
  )
  return (
    writes.length > 0 &&
    writes.every((each) => {
      const { parent } = each
      return (
        enclosingFunctions(each).includes(scope) &&
        parent?.type === 'AssignmentExpression' &&
        parent.operator === '=' &&
        parent.right.type === 'Literal' &&
        parent.right.value === true
      )
    })
  )
}
