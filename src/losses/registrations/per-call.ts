import type { FileFacts } from '../../cells/file-facts.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { variablesOfCall } from '../../cells/uses/outer-variables.js'
import { link } from '../../ledger/link.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { isTestCode } from '../../lives/test-code.js'
import { beginsSession, END_EVENTS } from '../../protocols/teardowns.js'
import { isParameter } from '../../syntax/bindings.js'
import { enclosingFunctions, functionName, isExecutor } from '../../syntax/functions.js'
import type { Loss } from '../loss.js'
import { linksOfListener, listenerLoss, type Begun } from './begun.js'
import { removalFor } from './ends/releases.js'
import { thereBeforeAndAfter } from './lasting.js'

/**
 * `follow(id) { this.feed.on('update', (all) => this.show(all[id])) }`: answers that each call of a method adds a listener for what
 * that call is told, to what is there before it and after it. What begins a session is called about once.
 */
export function listenerPerCall(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const { node, event, handler, once } = registration
  const scope = enclosingFunctions(node).find((each) => functionName(each) !== undefined)
  const name = scope && functionName(scope)
  if (!scope || name === undefined || once || END_EVENTS.has(event.name ?? '') || event.name === undefined)
    return undefined
  if (!facts.places.memberOf(scope) || isConstructor(scope) || beginsSession(name) || isTestCode(facts))
    return undefined
  const isOutside = holder.origin === 'injected' || holder.origin === 'import' || holder.lifetime === 'module'
  if (!isOutside || !isMadeAnew(handler) || enclosingFunctions(node).some(isExecutor)) return undefined
  if (componentScopeOf(facts, scope) || enclosingFunctions(node).some((each) => effects(facts).has(each)))
    return undefined
  const told = functionsMeantBy(facts, handler)
    .flatMap((each) => variablesOfCall(facts, each, scope))
    .find((variable) => isParameter(variable))
  const lasting = told && thereBeforeAndAfter(facts, registration, scope)
  if (!lasting || multiplicityOf(facts, scope).times === 'once') return undefined
  const alone = removalFor(facts, registration)
  return listenerLoss(
    begun,
    'repeated',
    'addedAgain',
    {
      lasting,
      matters: link('likely', `each call adds one for another ${told.name}`, told.identifiers[0]),
      ...(alone && { alone }),
      ...linksOfListener(facts, begun),
    },
    { recurrence: { kind: 'calls', scope, name } },
  )
}
