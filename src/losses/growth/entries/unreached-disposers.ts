import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../../cells/file-facts.js'
import type { Shrink } from '../../../ledger/collections/access.js'
import { isSameKey, type CollectionUses } from '../../../ledger/collections/uses.js'
import { growsPerCall } from '../../../lives/collections/additions.js'
import { awaitsIn } from '../../../lives/ends/past-end.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isFunction,
  isWithin,
  runsWhereItStands,
  type FunctionNode,
  runningFunction,
} from '../../../syntax/functions.js'
import { enclosingTry } from '../../../syntax/jumps.js'
import type { Growth } from '../growth.js'

/**
 * Answers how an entry stays whose only removal is in a function that is handed out, or put in place as a listener, later: an
 * `await` before that throws, and nobody ever gets what would take the entry out.
 */
export function unreachedDisposer(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (shrinks.length === 0 || (collection.lifetime === 'module' && collection.reachable)) return undefined
  for (const grow of uses.grows) {
    const scope = runningFunction(grow.node)
    if (!scope || enclosingFunction(grow.node) !== scope || !growsPerCall(facts, grow)) continue
    const handedOut = ({ node, extent, key }: Shrink): TSESTree.Node | undefined =>
      extent === 'entry' && isSameKey(facts, key, grow.key) ? handedOutAt(node, scope) : undefined
    const first = shrinks[0] && handedOut(shrinks[0])
    if (!first || !shrinks.every(handedOut)) continue
    const wait = awaitsIn(facts, scope).find(
      (each) =>
        each.range[0] >= grow.node.range[1] &&
        each.range[1] <= first.range[0] &&
        !isWithin(each, first) &&
        enclosingTry(each) === undefined,
    )
    if (!wait) continue
    return {
      collection,
      node: grow.node,
      key: grow.key,
      certainty: 'likely',
      problem: 'unreachedDisposer',
      related: wait,
    }
  }
  return undefined
}

/** Where a function hands out the function that a node stands in: its `return`, or the call that puts a listener in place. */
function handedOutAt(node: TSESTree.Node, scope: FunctionNode): TSESTree.Node | undefined {
  const inner = enclosingFunctions(node).findLast((each) => isWithin(each, scope) && each !== scope)
  if (!inner || runsWhereItStands(inner)) return undefined
  if (inner.parent.type === 'CallExpression') return inner.parent
  for (let current: TSESTree.Node | undefined = inner.parent; current && !isFunction(current);) {
    if (current.type === 'ReturnStatement') return current
    current = current.parent
  }
  return undefined
}
