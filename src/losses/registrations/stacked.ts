import { functionsRunBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { link } from '../../ledger/link.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import { possibleRemovals } from '../../ledger/registrations/removal-index.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { isUpdateMember } from '../../lives/repetition/runs.js'
import { enclosingFunction, functionName } from '../../syntax/functions.js'
import type { Loss } from '../loss.js'
import { linksOfListener, listenerLoss, type Begun } from './begun.js'

/**
 * Answers that an emitter is given the same function at each update, and loses one of them at the end: an emitter keeps a
 * function as often as it is added, which targets of the page do not.
 */
export function stackedListener(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const { node, handler, protocol, once } = registration
  const scope = enclosingFunction(node)
  if (!scope || once || protocol.takesOptions || isMadeAnew(handler) || holder.lifetime === 'call')
    return undefined
  if (!isUpdateMember(facts, scope) || !runsEachTime(facts, node)) return undefined
  const ran = functionsRunBy(facts, scope).functions
  const [removal, ...others] = possibleRemovals(facts, registration)
  if (!removal || [removal, ...others].some((each) => isRunWith(each.node))) return undefined
  return listenerLoss(
    begun,
    'repeated',
    'addedMoreOften',
    { matters: link('yes', 'each update adds one more', scope), ...linksOfListener(facts, begun) },
    { recurrence: { kind: 'handler', scope, name: functionName(scope) }, sibling: removal },
  )

  function isRunWith(other: typeof node): boolean {
    const around = enclosingFunction(other)
    return around === undefined || ran.has(around)
  }
}
