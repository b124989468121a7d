import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunctions, runsAtModuleLoad, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import type { Escape } from './escape.js'
import { escapes } from './escapes.js'
import { keptFactoryCalls } from './factory-calls.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { runsOnce } from '../../lives/multiplicity.js'

/** A function that something keeps for long after the call that made it. */
export interface LongLivedFunction {
  node: FunctionNode
  /** What keeps it, as a message says it. */
  keeper: string
  /** The `this` of the instance that keeps it, where one does. */
  instance?: Escape['instance']
  as: Escape['as']
  stay: Escape['stay']
  certainty: Certainty
}

/**
 * Answers the functions of a file that are made during a call and outlive it, each with what keeps it most certainly.
 * What a program makes once as it starts is left out: there is one of it.
 */
export const longLivedFunctions = perFile((facts): readonly LongLivedFunction[] => {
  const found = new Map<FunctionNode, LongLivedFunction>()
  const add = (node: FunctionNode, { keeper, instance, as, stay, certainty }: Escape): void => {
    if (runsAtModuleLoad(node.parent) || (certainty === 'likely' && found.has(node))) return
    if (found.get(node)?.certainty !== 'known')
      found.set(node, { node, keeper, instance, as, stay, certainty })
  }
  for (const escape of escapes(facts)) {
    for (const node of functionsKeptWith(facts, escape.value)) {
      if (!runsOnce(facts, node)) add(node, escape)
    }
  }
  // Of these a module makes several while it loads.
  for (const escape of keptFactoryCalls(facts)) {
    for (const node of functionsKeptWith(facts, escape.value)) add(node, escape)
  }
  return [...found.values()]
})

/** Whether a node stands in a function that is kept, so that what it names stays in any case. */
export function isInLongLivedFunction(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some((each) => nodesOfLongLived(facts).has(each))
}

const nodesOfLongLived = perFile(
  (facts): ReadonlySet<FunctionNode> => new Set(longLivedFunctions(facts).map(({ node }) => node)),
)

/** The functions that stay if a value does: itself, or what a function of this file makes and answers. */
const functionsKeptWith = perKey((facts: FileFacts, value: TSESTree.Node): readonly FunctionNode[] => {
  const meant = functionsMeantBy(facts, value)
  const node = unwrap(value)
  if (node.type !== 'CallExpression') return meant
  const returned = functionsMeantBy(facts, node.callee).flatMap((factory) =>
    (facts.nodes.returns.get(factory) ?? []).flatMap((each) => functionsMeantBy(facts, each)),
  )
  return [...meant, ...returned]
})

/**
 * Whether it says anything that a function keeps what it needs. What is taken out at another time waits for that; and that
 * a listener or timer is never taken out is said where these are judged.
 */
export function isNews({ as, stay }: Pick<LongLivedFunction, 'as' | 'stay'>): boolean {
  return as !== 'callback' && stay !== 'passing'
}
