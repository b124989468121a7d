import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, useOf } from '../../cells/uses/uses.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { functionsRunBy, membersByHome } from '../../cells/call-targets.js'
import { link } from '../../ledger/link.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import { componentScopeOf } from '../../frameworks/hooks.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { onceGuardOf } from '../../lives/repetition/once-guard.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { isTestCode } from '../../lives/test-code.js'
import { ENDS_ITSELF } from '../../protocols/listeners.js'
import { endsOfSession } from '../../protocols/inverse-verbs.js'
import { END_EVENTS } from '../../protocols/teardowns.js'
import { enclosingFunction, isWithin, runningFunction, type FunctionNode } from '../../syntax/functions.js'
import type { Loss } from '../loss.js'
import { linksOfListener, listenerLoss, type Begun } from './begun.js'
import { removalFor } from './ends/releases.js'

/**
 * `connect() { …; this.profile.on('renamed', () => …) }` beside `disconnect()`: answers that each session of an instance adds one more
 * listener to what the instance has from its making on, and the end of the session leaves it there.
 */
export function listenerPerSession(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const { node, event, handler, once, target } = registration
  if (facts.onlyKnown || holder.lifetime !== 'owner' || once || event.name === undefined) return undefined
  if (END_EVENTS.has(event.name) || !isMadeAnew(handler) || isTestCode(facts)) return undefined
  const scope = runningFunction(node)
  const session = scope && sessionBegunBy(facts, scope)
  if (!session || !isThereInAll(facts, target.node, session)) return undefined
  if (onceGuardOf(facts, node, scope) || multiplicityOf(facts, scope).times === 'once') return undefined
  const alone = removalFor(facts, registration)
  const { matters } = linksOfListener(facts, begun)
  return listenerLoss(
    begun,
    'repeated',
    'addedAgain',
    {
      lasting: link('yes', `${target.text} is there in all sessions`, target.node),
      matters: matters ?? link('likely', `${session.name}() lets another session begin`, session.end),
      ...(alone && { alone }),
    },
    { recurrence: { kind: 'calls', scope, name: session.begin } },
  )
}

interface Session {
  readonly begin: string
  readonly name: string
  readonly end: FunctionNode
  readonly functions: ReadonlySet<FunctionNode>
}

/** The end that belongs to a method which begins a session: `stop()` to `start()`. */
function sessionBegunBy(facts: FileFacts, scope: FunctionNode): Session | undefined {
  const member = facts.places.memberOf(scope)
  if (!member || isConstructor(scope) || componentScopeOf(facts, scope)) return undefined
  const names = endsOfSession(member.name)
  const found = (membersByHome(facts).get(member.home) ?? []).find(({ name }) => names.includes(name))
  if (!found) return undefined
  const functions = new Set([scope, found.node].flatMap((each) => [...functionsRunBy(facts, each).functions]))
  return { begin: member.name, name: found.name, end: found.node, functions }
}

/** Whether a field has what the making of its instance has put there, and no session ends that or puts something else in its place. */
function isThereInAll(facts: FileFacts, target: TSESTree.Node, { functions }: Session): boolean {
  const place = facts.places.placeOf(target)
  const written = place === undefined ? undefined : valuesByPlace(facts).get(place)
  if (place === undefined || !written || written.length === 0) return false
  const isMadeFirst = written.every((value) => {
    if (value === 'parameter') return true
    const scope = enclosingFunction(value)
    return scope === undefined || isConstructor(scope)
  })
  return isMadeFirst && !nodesAtPlace(facts, place).some((node) => isEnded(facts, node, functions))
}

function isEnded(facts: FileFacts, node: TSESTree.Node, functions: ReadonlySet<FunctionNode>): boolean {
  if (![...functions].some((each) => isWithin(node, each))) return false
  const use = useOf(facts, node)
  return use.kind === 'receiver' && use.method !== undefined && ENDS_ITSELF.test(use.method)
}
