import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { isFunction, isWithin } from '../../syntax/functions.js'
import { walk } from '../../syntax/walk.js'

/**
 * Answers whether a plain call is all that leaves something open on a way out by an exception: one that throws itself, or one behind
 * the opening in the `try` whose failure is thrown again. Most of what is caught there is that nothing could be opened.
 */
export function isPlainCall(facts: FileFacts, exit: TSESTree.Node, site: TSESTree.Node): boolean {
  if (exit.type === 'AwaitExpression') return false
  if (exit.type !== 'ThrowStatement') return true
  const tried = triedBefore(exit)
  return tried !== undefined && isWithin(site, tried) && lastExpectedFailure(facts, tried) < site.range[1]
}

/** The block whose failure a `throw` hands on. */
function triedBefore(exit: TSESTree.Node): TSESTree.BlockStatement | undefined {
  for (let node = exit.parent; node && !isFunction(node); node = node.parent)
    if (node.type === 'CatchClause') return node.parent.block
  return undefined
}

/** Where the last of what may be expected to fail in a block begins: a wait, or a `throw` of its own. */
const lastExpectedFailure = perKey((facts: FileFacts, block: TSESTree.BlockStatement): number => {
  let last = -1
  walk(block, facts.sourceCode.visitorKeys, (node) => {
    if (isFunction(node)) return false
    if (node.type === 'AwaitExpression' || node.type === 'ThrowStatement')
      last = Math.max(last, node.range[0])
    return undefined
  })
  return last
})
