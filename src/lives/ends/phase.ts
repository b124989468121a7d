import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { callsOf } from '../repetition/calls.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { LIFECYCLE_STARTS, START_HOOKS } from '../../protocols/frameworks.js'
import { RUNS_EACH_TIME } from '../../protocols/repetition.js'
import { beginsLife, COMMON_LIFECYCLES, isTeardownName } from '../../protocols/teardowns.js'
import { enclosingFunction, functionName, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { isInCollectedCallback } from './teardown.js'
import { requestScopeOf } from '../requests.js'
import { isConstructor, isUpdateMember } from '../repetition/runs.js'

/**
 * When a function runs in the life of its owner: `make → start → (update | event)* → end`.
 *
 * - `make`: while the owner is made: a constructor, the setup of a component, what only these call
 * - `start`: when it begins to work: mounted, connected, started
 * - `update`: when what it shows or depends on has changed, the effects that run for it included
 * - `event`: when something happens: a listener, a tick, a request
 * - `end`: when it ends
 */
export type Phase = 'make' | 'start' | 'update' | 'event' | 'end' | 'unknown'

/** Answers when a function runs: by what runs it, before its name is asked. */
export const phaseOf = perKey((facts: FileFacts, scope: FunctionNode): Phase => {
  const own = ownPhase(facts, scope)
  if (own !== 'unknown') return own
  const phases = new Set(callsOf(facts, scope).map((call) => phaseAround(facts, call, scope)))
  phases.delete(undefined)
  const [only] = phases
  if (phases.size === 1 && only !== undefined && only !== 'unknown') return only
  return phases.size === 0 && beginsLife(functionName(scope) ?? '') ? 'start' : 'unknown'
}, 'unknown')

function phaseAround(facts: FileFacts, call: TSESTree.Node, called: FunctionNode): Phase | undefined {
  const caller = enclosingFunction(call)
  if (caller === called) return undefined
  return caller ? phaseOf(facts, caller) : 'make'
}

function ownPhase(facts: FileFacts, scope: FunctionNode): Phase {
  if (isConstructor(scope)) return 'make'
  const name = functionName(scope) ?? ''
  const isMember = facts.places.memberOf(scope) !== undefined
  const effect = effects(facts).get(scope)
  if (effect) return isRunOnce(effect.call) ? 'start' : 'update'
  if (isUpdateMember(facts, scope)) return 'update'
  if (isMember && (LIFECYCLE_STARTS.has(name) || COMMON_LIFECYCLES.has(name))) return 'start'
  const isEnd =
    isInCollectedCallback(facts, scope.body) ||
    (isMember && isTeardownName(name, scope.params.length, facts.settings.teardowns))
  if (isEnd) return 'end'
  if (requestScopeOf(facts, scope)) return 'event'
  const { parent } = scope
  if (parent.type === 'CallExpression' && parent.callee !== scope) {
    const given = calleeName(parent) ?? ''
    if (START_HOOKS.has(given)) return 'start'
    if (RUNS_EACH_TIME.has(given)) return 'event'
  }
  if (listeners(facts).has(scope)) return 'event'
  return componentScopeOf(facts, scope) ? 'make' : 'unknown'
}

/** An effect that has nothing to depend on. */
function isRunOnce(call: TSESTree.Node): boolean {
  const [, list] = call.type === 'CallExpression' ? call.arguments : []
  return list?.type === 'ArrayExpression' && list.elements.length === 0
}

/** The functions that are listeners, by themselves or by name. */
const listeners = perFile(
  (facts): ReadonlySet<FunctionNode> =>
    new Set(registrations(facts).flatMap(({ handler }) => functionsMeantBy(facts, handler))),
)
