import type { TSESTree } from '@typescript-eslint/utils'

import { RUNS_EACH } from '../../protocols/ownership.js'
import { isFunction } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import type { Cell } from '../cell.js'
import { cellOfParameter, cellOfTarget } from '../cell-of.js'
import type { FileFacts } from '../file-facts.js'

/** Longer chains of `filter` and `map` than anyone writes by hand. */
const MAX_CHAIN = 5

/**
 * Answers the variable that each element of an array is put into where the array is gone through on the spot:
 * `for (const each of [a, b])`, `[a, b].filter(Boolean).forEach((each) => …)`. Undefined for all else.
 */
export function elementVariableOf(facts: FileFacts, array: TSESTree.Node): Cell | undefined {
  let node = wrapped(array)
  for (let depth = 0; depth < MAX_CHAIN; depth += 1) {
    const { parent } = node
    if (parent?.type === 'ForOfStatement' && parent.right === node) {
      const [declared] = parent.left.type === 'VariableDeclaration' ? parent.left.declarations : []
      return declared && cellOfTarget(facts, declared.id)
    }
    const call = parent?.type === 'MemberExpression' ? wrapped(parent).parent : undefined
    if (call?.type !== 'CallExpression') return undefined
    const [callback] = call.arguments
    const name = calleeName(call) ?? ''
    if (RUNS_EACH.has(name)) return isFunction(callback) ? cellOfParameter(facts, callback, 0) : undefined
    if (name !== 'filter') return undefined
    node = wrapped(call)
  }
  return undefined
}
