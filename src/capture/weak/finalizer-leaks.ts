import type { TSESTree } from '@typescript-eslint/utils'

import { LONG_LIVED_GLOBALS } from '../../protocols/holders.js'
import { isImported, isModuleVariable, isParameter, soleValue } from '../../syntax/bindings.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { finalizationRegistries, type FinalizationRegistryUse } from './finalization-registries.js'
import type { Certainty } from '../../ledger/certainty.js'
import { mentions, wayTo } from './reaches.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'

/**
 * What keeps a FinalizationRegistry from doing its work.
 *
 * - `heldIsTarget`: the held value is the target, which throws
 * - `heldReachesTarget`, `heldUsesTarget`: the held value holds the target, or is a function that uses it
 * - `callbackUsesTarget`: the function that is called back uses it
 * - `nobodyKeeps`, `keptByCall`, `keptByTarget`: the registry goes before, or with, what it should report
 * - `registeredAgain`: the target stays, and gets one more registration with each call
 */
export type FinalizerProblem =
  | 'heldIsTarget'
  | 'heldReachesTarget'
  | 'heldUsesTarget'
  | 'callbackUsesTarget'
  | 'nobodyKeeps'
  | 'keptByCall'
  | 'keptByTarget'
  | 'registeredAgain'

export interface FinalizerLeak {
  problem: FinalizerProblem
  node: TSESTree.Node
  target: TSESTree.Node
  registration: TSESTree.CallExpression
  certainty: Certainty
}

/** Answers the finalizers of a file that never run, or that keep what they wait for. */
export const finalizerLeaks = perFile((facts): readonly FinalizerLeak[] =>
  isTestCode(facts) ? [] : finalizationRegistries(facts).flatMap((registry) => leaksOf(facts, registry)),
)

function leaksOf(facts: FileFacts, registry: FinalizationRegistryUse): FinalizerLeak[] {
  const { node, keptBy, registrations } = registry
  const leaks = registrations.flatMap((registration) => leakOf(facts, registry, registration) ?? [])
  const thrown = leaks.filter(({ problem }) => problem === 'heldIsTarget')
  if (keptBy === 'other' || thrown.length > 0) return leaks
  const [registration] = registrations
  const target = registration?.arguments[0]
  // With a registry that goes, what it holds goes as well.
  if (!registration || !target) return []
  return [{ problem: PROBLEM_OF_KEEPER[keptBy], node, target, registration, certainty: 'known' }]
}

const PROBLEM_OF_KEEPER = { nothing: 'nobodyKeeps', call: 'keptByCall', target: 'keptByTarget' } as const

function leakOf(
  facts: FileFacts,
  { node: made, callback }: FinalizationRegistryUse,
  registration: TSESTree.CallExpression,
): FinalizerLeak | undefined {
  const [target, held] = registration.arguments
  if (!target || !isNamed(target)) return undefined
  const leak = { target, registration, certainty: 'known' } as const
  const way = held && held.type !== 'SpreadElement' ? wayTo(facts, held, target) : undefined
  if (held && way) return { ...leak, problem: PROBLEM_OF_WAY[way], node: held }
  if (isLasting(facts, target)) {
    const repeats = !runsOnce(facts, registration)
    return repeats
      ? { ...leak, problem: 'registeredAgain', node: registration, certainty: 'likely' }
      : undefined
  }
  // A callback of the module cannot see the variables of a call.
  if (callback && enclosingFunction(made) && mentions(facts, callback, target)) {
    return { ...leak, problem: 'callbackUsesTarget', node: callback }
  }
  return undefined
}

const PROBLEM_OF_WAY = {
  same: 'heldIsTarget',
  contains: 'heldReachesTarget',
  closure: 'heldUsesTarget',
} as const

function isNamed(target: TSESTree.Node): boolean {
  const { type } = unwrap(target)
  return type === 'Identifier' || type === 'ThisExpression' || type === 'MemberExpression'
}

/** Whether a target is there for as long as the module. */
function isLasting(facts: FileFacts, target: TSESTree.Node): boolean {
  const node = unwrap(target)
  const place = facts.places.placeOf(node)
  if (place !== undefined && LONG_LIVED_GLOBALS.has(place)) return true
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable || isParameter(variable)) return false
  return isImported(variable) || (isModuleVariable(variable) && soleValue(variable) !== undefined)
}
