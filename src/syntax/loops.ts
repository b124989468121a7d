import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction, isWithin } from './functions.js'

/** Whether a node is a loop, of whatever kind. */
export function isLoop(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return true
    default:
      return false
  }
}

/** Whether a loop ends by a jump only: `for (;;)`, `while (true)`. */
export function isEndless(loop: TSESTree.Node): boolean {
  switch (loop.type) {
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return !loop.test || (loop.test.type === 'Literal' && Boolean(loop.test.value))
    default:
      return false
  }
}

/** Answers the innermost loop of a region around a node, in the function of that node. */
export function loopAround(node: TSESTree.Node, region: TSESTree.Node): TSESTree.Node | undefined {
  for (let current = node.parent; current && isWithin(current, region); current = current.parent) {
    if (isFunction(current)) return undefined
    if (isLoop(current)) return current
  }
  return undefined
}

/**
 * Whether a loop comes to its next turn only where what stands at a node has failed: it is left once that has succeeded.
 * `for (;;) { try { await connect(); return } catch { await pause() } }`
 */
export function comesRoundByFailure(node: TSESTree.Node, loop: TSESTree.Node): boolean {
  let inner = node
  for (let current = node.parent; current && inner !== loop; inner = current, current = current.parent) {
    if (inner.type === 'ReturnStatement') return true
    if (isFunction(current.parent)) return false
    if (current.type !== 'BlockStatement') continue
    const after = current.body.slice(current.body.indexOf(inner as TSESTree.Statement) + 1)
    const [next] = after.filter(({ type }) => !GOES_ON.has(type))
    if (next?.type === 'ReturnStatement' || next?.type === 'BreakStatement') return true
  }
  return false
}

/** Statements after which the next one comes. */
const GOES_ON: ReadonlySet<string> = new Set(['ExpressionStatement', 'VariableDeclaration', 'EmptyStatement'])
