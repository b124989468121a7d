import { functionsMeantBy, functionsRunBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { link } from '../../ledger/link.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { registrationsIn } from '../../ledger/registrations/registrations.js'
import { possibleRemovals } from '../../ledger/registrations/removal-index.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { END_EVENTS } from '../../protocols/teardowns.js'
import { FAILURE_EVENTS } from '../../protocols/listeners.js'
import { enclosingFunction, functionName, isWithin } from '../../syntax/functions.js'
import type { Loss } from '../loss.js'
import { listenerLoss, type Begun } from './begun.js'
import { thereBeforeAndAfter } from './lasting.js'
import { removalFor } from './releases.js'
import { isSameTarget } from './settlings.js'

/**
 * Answers that of two events, of which either comes, one takes out the listener for the other, and the other does not: each time
 * that one comes instead, its listener stays.
 */
export function leftByAlternative(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const { node, once, target } = registration
  const scope = enclosingFunction(node)
  if (!scope || !once || endsTarget(registration) || holder.lifetime === 'call' || runsOnce(facts, node))
    return undefined
  const other = registrationsIn(facts, scope).find(
    (each) =>
      each !== registration &&
      each.once &&
      isSameTarget(each, registration) &&
      !endsTarget(each) &&
      takesOutWhenHeard(facts, registration, each) &&
      !takesOutWhenHeard(facts, each, registration),
  )
  if (!other) return undefined
  const alone = removalFor(facts, registration)
  return listenerLoss(
    begun,
    'left',
    'addedAgain',
    {
      lasting:
        thereBeforeAndAfter(facts, registration, scope) ??
        link('likely', `${target.text} was given to the call`, target.node),
      matters: link('yes', 'the other one is taken out, so that none stays', other.node),
      ...(alone && {
        alone: link(
          'likely',
          'it is taken out elsewhere, and not when the other one is heard',
          alone.witness,
        ),
      }),
    },
    { recurrence: { kind: 'calls', scope, name: functionName(scope) } },
  )
}

/** What has failed or ended keeps nothing. */
function endsTarget({ event: { name } }: Registration): boolean {
  return name !== undefined && (END_EVENTS.has(name) || FAILURE_EVENTS.has(name))
}

/** Whether the function of one listener takes another one out. */
function takesOutWhenHeard(facts: FileFacts, by: Registration, other: Registration): boolean {
  const run = functionsMeantBy(facts, by.handler).flatMap((each) => [
    ...functionsRunBy(facts, each).functions,
  ])
  return possibleRemovals(facts, other).some(({ node }) => run.some((each) => isWithin(node, each)))
}
