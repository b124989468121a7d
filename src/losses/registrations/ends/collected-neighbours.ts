import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { registrationsIn } from '../../../ledger/registrations/registrations.js'
import type { Registration } from '../../../ledger/registrations/registration.js'
import { COLLECTORS } from '../../../protocols/teardowns.js'
import { enclosingFunction, type FunctionNode } from '../../../syntax/functions.js'
import { addTo } from '../../../syntax/grouping.js'
import { receiverOf } from '../../../syntax/property-name.js'

/**
 * Answers a subscription of the same function that its owner collects, to release it at its end:
 * `this._register(source.onChange(update))`.
 */
export function collectedNeighbour(
  facts: FileFacts,
  registration: Registration,
): TSESTree.CallExpression | undefined {
  const scope = enclosingFunction(registration.node)
  return (
    scope && (collectedSubscriptions(facts).get(scope)?.[0] ?? collectedOfSame(facts, registration, scope))
  )
}

/** `this.registerEvent(bus.on('a', f)); bus.on('b', g)`: a method of the owner is given what the same call on the same target answers. */
function collectedOfSame(
  facts: FileFacts,
  { node, target, protocol }: Registration,
  scope: FunctionNode,
): TSESTree.CallExpression | undefined {
  for (const other of registrationsIn(facts, scope)) {
    const { parent } = other.node
    if (other.node === node || other.protocol !== protocol || other.target.text !== target.text) continue
    const receiver =
      parent.type === 'CallExpression' && parent.parent.type === 'ExpressionStatement'
        ? receiverOf(parent)
        : undefined
    if (receiver?.type === 'ThisExpression' && parent.type === 'CallExpression') return parent
  }
  return undefined
}

const collectedSubscriptions = perFile((facts): ReadonlyMap<FunctionNode, TSESTree.CallExpression[]> => {
  const functions = new Map<FunctionNode, TSESTree.CallExpression[]>()
  for (const name of [...COLLECTORS, ...facts.settings.collectors]) {
    for (const call of facts.nodes.calls.get(name) ?? []) {
      const scope = enclosingFunction(call)
      if (!scope || !call.arguments.some(isSubscription)) continue
      addTo(functions, scope, call)
    }
  }
  return functions
})

/** A call that is given a listener and answers how to take it out. */
function isSubscription(node: TSESTree.CallExpressionArgument): boolean {
  return (
    node.type === 'CallExpression' &&
    node.arguments.some(
      (argument) => argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression',
    )
  )
}
