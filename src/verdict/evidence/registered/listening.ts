import type { FileFacts } from '../../../cells/file-facts.js'
import { isSharedByHook } from '../../../frameworks/shared-by-hook.js'
import { removals } from '../../../ledger/registrations/registrations.js'
import { subscriptionOf } from '../../../ledger/sources/registered/subscriptions.js'
import { listensOn } from '../../../ledger/subscriptions/by-event.js'
import { isService, lifeOf } from '../../../lives/application-life.js'
import type { Owner } from '../../../lives/owner.js'
import { sourceHolder } from '../../../lives/streams/source-holder.js'
import { runsWithin } from '../../../lives/ends/teardown.js'
import type { Loss } from '../../../losses/loss.js'
import { isWrittenThere } from '../../../losses/subscriptions/collected-beside.js'
import { isParameter } from '../../../syntax/bindings.js'
import { enclosingFunctions, isExecutor, isWithin } from '../../../syntax/functions.js'
import { calleeName } from '../../../syntax/property-name.js'
import { rootOf } from '../../../syntax/unwrap.js'
import type { TSESTree } from '@typescript-eslint/utils'
import { shown, type Shown } from '../shown.js'

/**
 * What an owner that ends has called back from then on, by what was there before it, has to be ended, whatever the call answers: if
 * that is nothing, it is the worse.
 */
export function listensToWhatStays(facts: FileFacts, { kind, duty, owner }: Loss): Shown | undefined {
  const subscription = kind === 'dropped' ? subscriptionOf(facts, duty) : undefined
  const { basis, node, source } = subscription ?? {}
  if (!node || !source || (basis !== 'event' && basis !== 'stream') || !listensOn(node)) return undefined
  if (owner?.ends !== 'yes' || lifeOf(owner) === 'stays' || isService(owner) || !isWrittenThere(facts, node))
    return undefined
  const stays = isThereBefore(facts, source, owner, calleeName(node) ?? '')
  return stays ? shown('its owner ends, and what it listens to does not', owner.node) : undefined
}

/** Whether what is listened to is of the module or another one, shared by a hook, or given to the owner. */
function isThereBefore(facts: FileFacts, source: TSESTree.Node, owner: Owner, method: string): boolean {
  const { lifetime, origin } = sourceHolder(facts, source)
  if (lifetime === 'module' || origin === 'import') return true
  const variable = facts.bindings.variableOf(rootOf(source))
  const declared = variable?.identifiers[0]
  if (owner.kind === 'effect' && variable && declared && !isWithin(declared, owner.node))
    return isParameter(variable) || isSharedByHook(variable)
  return origin === 'injected' && SUBSCRIBES.test(method)
}

/** Of what is given to an instance, only what says that it goes on, or that something has happened. */
const SUBSCRIBES = /^(?:subscribe|listen|observe|watch)(?![a-z])|^on[A-Z]\w*(?:[a-z]ed|Change)$/

/**
 * An owner whose end takes other listeners out does not leave them to their events, nor to what they are on. An element may well be
 * its own, and what a promise waits for comes.
 */
export function takesOthersOut(facts: FileFacts, { listener, owner }: Loss): Shown | undefined {
  if (!listener || owner?.ends !== 'yes' || owner.teardowns.length === 0) return undefined
  const { protocol, node } = listener.registration
  if (protocol.add === 'addEventListener' || enclosingFunctions(node).some(isExecutor)) return undefined
  const other = removals(facts).find((each) => runsWithin(facts, each.node, owner.teardowns))
  return shown('the end of its owner takes other listeners out', other?.node)
}
