import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { walk } from '../../syntax/walk.js'
import { functionsMeantBy, functionsRunBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { executionAround, type Execution } from '../../lives/execution.js'
import type { Timer } from './timer.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'

/**
 * Answers the call by which the callback of a repeated timer settles its promise and leaves the timer running.
 * `clears` is where the timer is cleared. Undefined where each way out clears it, or where that cannot be told.
 */
export function settlesWithoutClear(
  facts: FileFacts,
  timer: Timer,
  clears: readonly TSESTree.Node[],
): TSESTree.CallExpression | undefined {
  const [callback, ...others] = timer.callbacks
  const execution = timer.protocol.kind === 'interval' ? executionAround(facts, timer.node) : undefined
  if (!callback || others.length > 0 || !execution || !isWithin(callback, execution.executor))
    return undefined
  if (enclosingFunction(timer.node) !== execution.executor) return undefined
  if (!clears.every((clear) => isWithin(clear, execution.executor))) return undefined
  const settles = settlesIn(execution, callback)
  const stops = stopsIn(facts, callback, clears)
  // A way that clears without settling may be the next turn, after a flag has been set.
  const endsLater = stops.some(
    (stop) => !settles.some((settle) => isWithin(settle, blockAround(stop, callback))),
  )
  if (endsLater) return undefined
  return settles.find((settle) => !stops.some((stop) => runsBeside(stop, settle, callback)))
}

/** The calls in the callback itself that settle the promise. */
function settlesIn(
  { resolve, reject }: Execution,
  callback: FunctionNode,
): readonly TSESTree.CallExpression[] {
  return [resolve, reject]
    .flatMap((variable) => (variable ? nodesOfVariable(variable) : []))
    .flatMap((node) => {
      const { parent } = node
      const isCall = parent?.type === 'CallExpression' && parent.callee === node
      return isCall && isWithin(parent, callback) ? [parent] : []
    })
    .sort((a, b) => a.range[0] - b.range[0])
}

/** What clears the timer in its callback: directly, or by a call of a function that does. */
function stopsIn(
  facts: FileFacts,
  callback: FunctionNode,
  clears: readonly TSESTree.Node[],
): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = clears.filter((clear) => isWithin(clear, callback))
  const clearing = new Set(clears.flatMap((clear) => enclosingFunction(clear) ?? []))
  clearing.delete(callback)
  if (clearing.size === 0) return found
  walk(callback.body, facts.sourceCode.visitorKeys, (node) => {
    if (node.type !== 'CallExpression') return undefined
    const runs = functionsMeantBy(facts, node.callee).some((target) =>
      [...functionsRunBy(facts, target).functions].some((each) => clearing.has(each)),
    )
    if (runs) found.push(node)
    return undefined
  })
  return found
}

/** Whether a way out that runs `settle` runs `stop` as well: that stands in the same block or in one around it. */
function runsBeside(stop: TSESTree.Node, settle: TSESTree.Node, callback: FunctionNode): boolean {
  const block = blockAround(stop, callback)
  if (!isWithin(settle, block)) return false
  return stop.range[0] < settle.range[0] || !leavesBefore(settle, block)
}

/** Whether a `return` or `throw` after a node, or around it, leaves the function before a block goes on. */
function leavesBefore(node: TSESTree.Node, block: TSESTree.Node): boolean {
  for (
    let child = node, current = node.parent;
    current && child !== block;
    child = current, current = current.parent
  ) {
    if (current.type === 'ReturnStatement' || isFunction(current)) return true
    const list = current.type === 'BlockStatement' ? current.body : undefined
    if (!list || current === block) continue
    const isLeft = list.some(
      (each) =>
        each.range[0] > child.range[0] && /^(?:Return|Throw|Break|Continue)Statement$/.test(each.type),
    )
    if (isLeft) return true
  }
  return false
}

/** The innermost branch or function around a node; a test of the handle itself is no branch of its own. */
function blockAround(node: TSESTree.Node, callback: FunctionNode): TSESTree.Node {
  for (let child = node, current = node.parent; current; child = current, current = current.parent) {
    if (isFunction(current)) return current
    switch (current.type) {
      case 'IfStatement':
        if (current.test !== child && !testsTheSame(current.test, node)) return child
        break
      case 'ConditionalExpression':
      case 'LogicalExpression':
        if (current !== child && !testsTheSame(current, node) && isBranchOf(current, child)) return child
        break
      case 'SwitchCase':
      case 'CatchClause':
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'WhileStatement':
        return current
      case 'TryStatement':
        if (current.finalizer !== child) return child
        break
      default:
        break
    }
  }
  return callback
}

function isBranchOf(
  node: TSESTree.ConditionalExpression | TSESTree.LogicalExpression,
  child: TSESTree.Node,
): boolean {
  return node.type === 'LogicalExpression' ? node.left !== child : node.test !== child
}

/** `if (timer) clearInterval(timer)` */
function testsTheSame(test: TSESTree.Node, node: TSESTree.Node): boolean {
  const left = test.type === 'LogicalExpression' ? test.left : test
  const call = node.type === 'CallExpression' ? node : node.parent
  const [handle] = call?.type === 'CallExpression' ? call.arguments : []
  return left.type === 'Identifier' && handle?.type === 'Identifier' && left.name === handle.name
}
