import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, isExecutor } from '../syntax/functions.js'
import { mayReject } from '../flow/throwing.js'
import { openExits } from '../flow/exits.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { KeptHandle } from './handle.js'
import { runsOnce } from '../lives/multiplicity.js'
import type { Timer } from './timer-starts.js'

/**
 * Answers the way out of a function on which a timer goes on that the function itself clears on others: an
 * `await` that rejects, a `return` or a `throw` before the clear. `clears` is where it is cleared. Undefined
 * where there is none, or where another function may clear it.
 */
export function exitWithoutClear(
  facts: FileFacts,
  { node, protocol }: Timer,
  handle: KeptHandle,
  clears: readonly TSESTree.Node[],
): TSESTree.Node | undefined {
  const around = enclosingFunction(node)
  const promise = isExecutor(around) ? around.parent : undefined
  const scope = promise ? enclosingFunction(promise) : around
  if (!scope || protocol.kind === 'frame' || handle.kind !== 'variable' || runsOnce(facts, node))
    return undefined
  if ((handle.variable.scope.variableScope.block as TSESTree.Node) !== scope) return undefined
  if (!clears.every((clear) => enclosingFunction(clear) === scope)) return undefined
  const released = new Set(clears.map(callOf))
  const exits = openExits(scope.body, {
    acquisition: promise ?? node,
    effectOf: (each) => {
      if (released.has(each)) return 'release'
      return each.type === 'AwaitExpression' && mayReject(facts, each.argument) ? 'throws' : 'none'
    },
    existsWhen: () => 'either',
  })
  return exits?.find(({ kind, open }) => open === 'yes' && (kind === 'throw' || kind === 'return'))?.node
}

/** The call that clears, of the handle that is given to it. */
function callOf(node: TSESTree.Node): TSESTree.Node {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'CallExpression') return current
  }
  return node
}
