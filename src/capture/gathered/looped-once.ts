import type { TSESTree } from '@typescript-eslint/utils'

import { isLoop } from '../../syntax/loops.js'
import { declaredName, enclosingFunction, functionName, isWithin } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { soleValue, type Variable } from '../../syntax/bindings.js'
import { unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'

/** The loop that is all a list is used for. */
export interface SoleLoop {
  node: TSESTree.ForOfStatement | TSESTree.CallExpression
  /** What is looped over, as it is written in the loop. */
  list: TSESTree.Node
}

/** Answers the loop over the value of an expression: `for (const x of list)`, `list.forEach(…)`. */
function loopOver(expression: TSESTree.Node): SoleLoop | undefined {
  const node = wrapped(expression)
  const { parent } = node
  if (parent?.type === 'ForOfStatement' && parent.right === node) return { node: parent, list: node }
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return undefined
  const { parent: call } = parent
  const isLoop =
    call.type === 'CallExpression' &&
    call.callee === parent &&
    calleeName(call) === 'forEach' &&
    call.parent.type === 'ExpressionStatement' &&
    takesOnlyElements(call)
  return isLoop ? { node: call, list: node } : undefined
}

/** A callback that is given the index too may be one, but one given the list may want all of it. */
function takesOnlyElements({ arguments: [callback] }: TSESTree.CallExpression): boolean {
  return (
    (callback?.type === 'ArrowFunctionExpression' || callback?.type === 'FunctionExpression') &&
    callback.params.length <= 2
  )
}

/**
 * Answers the loop that is the only use of a variable, apart from some nodes that fill it, and that runs once for each
 * value of the variable. Undefined where it is used in any other way too.
 */
export function soleLoop(variable: Variable, filling: ReadonlySet<TSESTree.Node>): SoleLoop | undefined {
  const loops: SoleLoop[] = []
  for (const reference of variable.references) {
    const node = reference.identifier as TSESTree.Node
    if (filling.has(node) || reference.init === true) continue
    const loop = reference.isRead() && !reference.isWrite() ? loopOver(node) : undefined
    if (!loop || loops.length > 0) return undefined
    loops.push(loop)
  }
  const [loop] = loops
  const [declared] = variable.identifiers
  return loop && declared && !repeats(loop.node, declared) ? loop : undefined
}

/** Whether a node may run several times for each time that a declaration before it does. */
export function repeats(node: TSESTree.Node, declared: TSESTree.Node): boolean {
  for (let child = node, { parent } = node; parent; child = parent, { parent } = parent) {
    if (isWithin(declared, parent)) return false
    if (isLoop(parent) && !(parent.type === 'ForOfStatement' && parent.right === child)) return true
  }
  return false
}

/** Answers the one loop over what an expression answers, or over the variable that keeps it. */
export function loopOfResult(facts: FileFacts, call: TSESTree.Node): SoleLoop | undefined {
  const direct = loopOver(call)
  if (direct) return direct
  let node = call
  while (node.parent && unwrapAwait(node.parent) === call) node = node.parent
  const { parent } = node
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node || parent.id.type !== 'Identifier')
    return undefined
  const variable = facts.bindings.variableOf(parent.id)
  return variable && soleLoop(variable, new Set())
}

/**
 * Answers the loops that are all that the callers of a function use its result for, where all of them are in the
 * file.
 */
export function loopsOfCallers(facts: FileFacts, returned: TSESTree.Node): readonly SoleLoop[] {
  const scope = enclosingFunction(returned)
  if (!scope || functionName(scope) === undefined) return []
  const name = declaredName(scope)
  const variable = name && facts.bindings.variableOf(name)
  if (!variable || soleValue(variable) !== scope || isExported(name)) return []
  const loops: SoleLoop[] = []
  for (const reference of variable.references) {
    if (!reference.isRead()) continue
    const node = reference.identifier as TSESTree.Identifier
    const { parent } = node
    const loop = parent.type === 'CallExpression' && parent.callee === node ? loopOver(parent) : undefined
    if (!loop) return []
    loops.push(loop)
  }
  return loops
}

function isExported(name: TSESTree.Node): boolean {
  for (let current = name.parent; current; current = current.parent) {
    if (current.type.startsWith('Export')) return true
    if (current.type === 'BlockStatement') return false
  }
  return false
}
