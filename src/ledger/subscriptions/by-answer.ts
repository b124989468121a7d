import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { isDropped } from '../../cells/uses/dropped.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { isModuleVariable } from '../../syntax/bindings.js'
import {
  enclosingFunctions,
  functionName,
  runsAtModuleLoad,
  type FunctionNode,
} from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import { rootOf } from '../../syntax/unwrap.js'
import { endAnsweredBy } from '../answered-ends.js'
import type { Registration } from '../registrations/registration.js'
import { registrations } from '../registrations/registrations.js'
import { registeredBy, type Subscription } from './subscription.js'

/**
 * Answers the calls of functions of this file that drop what these answer, where that takes out the listeners that they put on what is
 * there for longer than the call: `trackPointer(element, move)`.
 */
export const subscriptionsByAnswer = perFile((facts): readonly Subscription[] => {
  const found: Subscription[] = []
  if (registrations(facts).length === 0) return found
  for (const [scope, listeners] of listenersByFunction(facts)) {
    const name = functionName(scope)
    const calls = name === undefined ? undefined : facts.nodes.calls.get(name)
    if (!calls?.some((call) => isOf(facts, call, scope)) || endAnsweredBy(facts, scope) !== 'call') continue
    for (const node of calls) {
      if (!isOf(facts, node, scope) || runsAtModuleLoad(node) || !isDropped(facts, node)) continue
      const source = sourceOf(facts, node, scope, listeners)
      if (source) found.push({ ...registeredBy(node, source), ending: 'call', basis: 'answer' })
    }
  }
  return found
})

/** The functions that listeners are added in, the ones around them included: what takes these out is answered by any of them. */
function listenersByFunction(facts: FileFacts): ReadonlyMap<FunctionNode, readonly Registration[]> {
  const pairs = registrations(facts).flatMap((registration) =>
    enclosingFunctions(registration.node).map((scope) => ({ scope, registration })),
  )
  const grouped = groupedBy(pairs, ({ scope }) => scope)
  return new Map([...grouped].map(([scope, of]) => [scope, of.map(({ registration }) => registration)]))
}

function isOf(facts: FileFacts, node: TSESTree.CallExpression, scope: FunctionNode): boolean {
  const [target, ...others] = functionsMeantBy(facts, node.callee)
  return target === scope && others.length === 0 && !enclosingFunctions(node).includes(scope)
}

/** What the listeners are on: a global, something of the module or another one, or else what the call gives for a parameter. */
function sourceOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  scope: FunctionNode,
  listeners: readonly Registration[],
): TSESTree.Node | undefined {
  const targets = listeners.map(({ target }) => target.node)
  const shared = targets.find((target) => {
    const root = rootOf(target)
    const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
    return (
      root.type === 'Identifier' && (!variable || variable.defs.length === 0 || isModuleVariable(variable))
    )
  })
  if (shared) return shared
  for (const target of targets) {
    const index = scope.params.findIndex(
      (parameter) =>
        parameter.type === 'Identifier' && target.type === 'Identifier' && parameter.name === target.name,
    )
    const given = index < 0 ? undefined : node.arguments[index]
    if (given && given.type !== 'SpreadElement') return given
  }
  return undefined
}
