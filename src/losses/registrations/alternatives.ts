import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isCalled, variablesOfCall } from '../../cells/uses/outer-variables.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { registrationsIn } from '../../ledger/registrations/registrations.js'
import { possibleRemovals } from '../../ledger/registrations/removal-index.js'
import { multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { beginsSession, END_EVENTS } from '../../protocols/teardowns.js'
import { FAILURE_EVENTS } from '../../protocols/listeners.js'
import { isParameter, type Variable } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  functionName,
  isExecutor,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'
import { listenerLoss, type Begun, type Links } from './begun.js'
import { thereBeforeAndAfter } from './lasting.js'
import { removalFor } from './ends/releases.js'
import { isSameTarget } from './ends/settlings.js'

/**
 * Answers that of two events, of which either comes, one takes out the listener for the other, and the other does not: each time
 * that one comes instead, its listener stays.
 */
export function leftByAlternative(facts: FileFacts, begun: Begun): Loss | undefined {
  return leftByAnswer(facts, begun) ?? leftByOther(facts, begun)
}

/**
 * `this.once('error', done); this.once('ready', () => done())`: either of them calls what the caller wants to be called, and the other
 * one stays for what comes next, once more at each call. What has failed hears nothing more.
 */
function leftByAnswer(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const { node, once, event } = registration
  const scope = enclosingFunction(node)
  if (!scope || !once || isExecutor(scope) || END_EVENTS.has(event.name ?? '')) return undefined
  if (holder.lifetime === 'call' || runsOnce(facts, node)) return undefined
  const lasting = thereBeforeAndAfter(facts, registration, scope)
  const answer = lasting && callbackOf(facts, registration, scope)
  if (!lasting || !answer) return undefined
  const other = registrationsIn(facts, scope).find(
    (each) =>
      each !== registration &&
      each.once &&
      isSameTarget(each, registration) &&
      !endsTarget(each) &&
      callbackOf(facts, each, scope) === answer,
  )
  if (!other) return undefined
  const alone = removalFor(facts, registration)
  const links: Links = {
    lasting,
    open: link('likely', 'the other one calls back, and this one stays', other.node),
    matters: mattersToCaller(facts, scope, node, answer),
    ...(alone && { alone }),
  }
  return listenerLoss(begun, 'left', 'addedAgain', links, {
    recurrence: { kind: 'calls', scope, name: functionName(scope) },
  })
}

/** What begins something is called once, unless it answers those who call it again. */
function mattersToCaller(facts: FileFacts, scope: FunctionNode, node: TSESTree.Node, answer: Variable): Link {
  const { times, certain, because, witness } = multiplicityOf(facts, scope)
  if (times === 'many') return link(certain ? 'yes' : 'likely', because, witness)
  const answered = answer.references.find(
    ({ identifier }) =>
      identifier.parent.type === 'CallExpression' &&
      identifier.parent.callee === identifier &&
      enclosingFunction(identifier) === scope &&
      identifier.range[1] < node.range[0],
  )
  if (answered) return link('likely', 'who calls it again is answered', answered.identifier)
  return beginsSession(functionName(scope) ?? '')
    ? doubted('again', 'unknown', 'what begins something waits for it about once', scope)
    : doubted('again', 'likely', 'each call waits once more', scope)
}

/** The parameter of a function that a listener calls, where it calls one. */
function callbackOf(facts: FileFacts, { handler }: Registration, scope: FunctionNode): Variable | undefined {
  const given = facts.bindings.variableOf(unwrap(handler))
  if (given && isParameter(given) && given.scope.block === scope) return given
  return [...functionsMeantBy(facts, handler), ...madeBy(facts, handler)]
    .flatMap((each) => variablesOfCall(facts, each, scope))
    .find((variable) => isParameter(variable) && variable.scope.block === scope && isCalled(variable))
}

/** `answer(true)`: the function that makes a handler, and what that answers. */
function madeBy(facts: FileFacts, handler: TSESTree.Expression): readonly FunctionNode[] {
  const call = unwrap(handler)
  return call.type === 'CallExpression' ? functionsMeantBy(facts, call.callee) : []
}

function leftByOther(facts: FileFacts, begun: Begun): Loss | undefined {
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
