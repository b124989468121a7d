import { END_EVENTS } from '../../protocols/teardowns.js'
import { link } from '../../ledger/link.js'
import type { Loss } from '../loss.js'
import { isAfterLookUp } from './after-look-up.js'
import { listenerLoss, type Begun } from './begun.js'
import { isReadToItsEnd } from './ends/settlings.js'
import { thereBeforeAndAfter } from './lasting.js'
import { removalFor } from './ends/releases.js'
import type { TSESTree } from '@typescript-eslint/utils'

import type { Variable } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isExecutor,
  isWithin,
  runningFunction,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { variablesOfCall } from '../../cells/uses/outer-variables.js'
import { wasThereBefore } from '../../lives/outlives.js'
import type { Holder } from '../../lives/lifetime.js'
import { isMadePerCall } from '../../ledger/registrations/fresh-functions.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { registrationAt } from '../../ledger/registrations/registrations.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { callsOf } from '../../lives/repetition/calls.js'
import { conditionBefore } from '../../lives/repetition/condition-before.js'
import { onceGuardOf } from '../../lives/repetition/once-guard.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { RUNS_EACH } from '../../protocols/ownership.js'
import { RUNS_ONE_TIME } from '../../protocols/repetition.js'

import { multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { requestScopeOf } from '../../lives/requests.js'
import { isOnPooledSocket, isOnSharedConnection } from '../../lives/reused-connections.js'

/**
 * Why one more listener is added while those before are still there.
 *
 * - `promise`: each promise that is made adds one
 * - `calls`: several functions run the one that adds it
 * - `handler`: the function that adds it runs again and again, and what it adds to stays
 * - `request`: each request or connection that is served adds one
 * - `connection`: each request puts one on the connection that it shares with others
 * - `pooled`: each request puts one on the socket that its agent may use again
 * - `entry`: what it is added to has been looked up, or made where it was not there
 */
export interface Recurrence {
  readonly kind: 'promise' | 'calls' | 'handler' | 'request' | 'connection' | 'pooled' | 'entry'
  /** The function that is run again. */
  readonly scope: FunctionNode
  /** Its name, where it has one; for a request, that of what says when it is over. */
  readonly name: string | undefined
}

/** Answers that a listener is added again and again, and nothing takes those before it out. */
export function repeatedListener(facts: FileFacts, begun: Begun): Loss | undefined {
  if (isMadeForRequest(facts, begun.registration)) return pooledListener(begun)
  const { registration, holder } = begun
  const recurrence = recurrenceOf(facts, registration, holder)
  if (!recurrence) return undefined
  const isConditional = recurrence.kind === 'handler' && !runsEachTime(facts, registration.node)
  const matters = link(isConditional ? 'likely' : 'yes', 'each run adds one more', recurrence.scope)
  const isOutside = holder.lifetime === 'module' || holder.origin === 'import'
  const lasting =
    recurrence.kind === 'handler' && !isOutside
      ? thereBeforeAndAfter(facts, registration, recurrence.scope)
      : undefined
  const alone = lasting && removalFor(facts, registration)
  return listenerLoss(
    begun,
    'repeated',
    'addedAgain',
    { matters, ...(lasting && { lasting }), ...(alone && { alone }) },
    { recurrence },
  )
}

function isMadeForRequest(facts: FileFacts, registration: Registration): boolean {
  const { event, once, handler } = registration
  // `once` is over with its event, which for the beginning of a connection has come long ago.
  if (once && !BEGINS_CONNECTION.has(event.name ?? '')) return false
  return isMadeAnew(handler) && event.name !== undefined && isOnPooledSocket(facts, registration)
}

const BEGINS_CONNECTION: ReadonlySet<string> = new Set(['lookup', 'connect', 'secureConnect', 'ready'])

function pooledListener(begun: Begun): Loss | undefined {
  const scope = enclosingFunction(begun.registration.node)
  if (!scope) return undefined
  const lasting = link('likely', 'an agent that keeps connections alive gives the socket to the next request')
  const recurrence: Recurrence = { kind: 'pooled', scope, name: functionName(scope) }
  return listenerLoss(begun, 'repeated', 'addedAgain', { lasting }, { recurrence })
}

/**
 * Answers why a listener that nothing takes out is added again and again, as another function each time.
 * Undefined where the file does not show that it is.
 */
export function recurrenceOf(
  facts: FileFacts,
  registration: Registration,
  holder: Holder,
): Recurrence | undefined {
  const { node, once, event } = registration
  const scope = enclosingFunction(node)
  if (!scope || once || isUnnamed(event) || !isMadePerCall(facts, registration.handler, scope))
    return undefined
  if (isOnSharedConnection(facts, registration)) return recurrence('connection', scope)
  if (isAfterLookUp(facts, registration, scope)) return recurrence('entry', scope)
  const outlives = holder.lifetime === 'module' || holder.origin === 'import'
  const repeated = repeatingFunction(facts, registration, outlives)
  if (repeated) return recurrence('handler', repeated)
  if (!outlives || runsOnce(facts, node)) return undefined
  const served = enclosingFunctions(node).find((each) => requestScopeOf(facts, each))
  if (served) return recurrence('request', served, requestScopeOf(facts, served)?.subject)
  if (isOfProcess(facts, registration)) return undefined
  const executor = enclosingFunctions(node).find(isExecutor)
  // What is waited for is the end of the target itself: it comes once, for all of them.
  if (executor && isReadToItsEnd(facts, registration, executor)) return undefined
  if (executor) return recurrence('promise', executor)
  const called = enclosingFunctions(node).find((each) => isCalledFromSeveral(facts, each))
  if (!called || onceGuardOf(facts, node, called)?.of === 'program') return undefined
  return usesParameter(facts, registration, called) ? undefined : recurrence('calls', called)
}

/** An event that is a value: each may be another one. */
function isUnnamed({ name, constant }: Registration['event']): boolean {
  return name === undefined && constant === undefined
}

function recurrence(
  kind: Recurrence['kind'],
  scope: FunctionNode,
  name: string | undefined = functionName(scope),
): Recurrence {
  return { kind, scope, name }
}

/** Signals and last words of the process are waited for once, by whoever runs it. */
function isOfProcess(facts: FileFacts, { target }: Registration): boolean {
  return target.place?.startsWith('g:process') === true && facts.bindings.isGlobal(unwrap(target.node))
}

/**
 * A function around a registration that runs again and again, while what the listener is put on was there
 * before it ran.
 */
function repeatingFunction(
  facts: FileFacts,
  registration: Registration,
  outlives: boolean,
): FunctionNode | undefined {
  const { node, target, event } = registration
  // What an executor does is done by the function that makes the promise, with what that is given.
  const scope = runningFunction(node)
  if (scope && runsItselfAgain(facts, registration, scope)) return scope
  const { times, certain } = multiplicityOf(facts, scope ?? node)
  const isTurnedAway = (): boolean =>
    !runsEachTime(facts, node) &&
    (runsOnce(facts, node) || (scope !== undefined && conditionBefore(facts, node, scope) !== undefined))
  const isElement = scope?.parent.type === 'CallExpression' && RUNS_EACH.has(calleeName(scope.parent) ?? '')
  // Renders, effects and requests are spoken of with the end of their owner.
  if (
    !scope ||
    componentScopeOf(facts, scope) ||
    enclosingFunctions(node).some((each) => effects(facts).has(each)) ||
    requestScopeOf(facts, scope) ||
    // What runs for each element of a list runs as often as the function around it does.
    isElement ||
    times !== 'many' ||
    !certain ||
    isTurnedAway()
  )
    return undefined
  if (outlives) return scope
  // What waits for the end of its target goes with it, however many there are by then.
  if (END_EVENTS.has(event.name ?? '')) return undefined
  const root = rootOf(target.node)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  if (
    variable &&
    !isHeardFrom(facts, target, scope) &&
    (isRewritten(variable) || isOfSameRun(variable, scope))
  )
    return undefined
  return wasThereBefore(facts, target.node, scope) ? scope : undefined
}

/**
 * `connect() { this.client.on('error', …); … retry(() => this.connect()) }`: a function that has itself run again, and listens
 * to what was there before. Not where it is told something else each time: that goes through a tree.
 */
function runsItselfAgain(
  facts: FileFacts,
  { node, target, handler }: Registration,
  scope: FunctionNode,
): boolean {
  if (!wasThereBefore(facts, target.node, scope) || !runsEachTime(facts, node)) return false
  if (
    componentScopeOf(facts, scope) ||
    functionsMeantBy(facts, handler).some((each) => variablesOfCall(facts, each, scope).length > 0)
  )
    return false
  return callsOf(facts, scope).some(
    (call) => isWithin(call, scope) && !call.arguments.some((each) => each.type !== 'Literal'),
  )
}

/** `socket.on('connect', () => { socket.on('data', read) })`: what a function hears from is there each time that it does. */
function isHeardFrom(facts: FileFacts, { text }: Registration['target'], scope: FunctionNode): boolean {
  const heard = scope.parent.type === 'CallExpression' ? registrationAt(facts, scope.parent) : undefined
  return heard?.target.text === text
}

function isRewritten(variable: Variable): boolean {
  return variable.references.some((each) => each.isWrite() && each.init !== true)
}

/** `function open(socket) { setTimeout(() => socket.on('data', read)) }`: what runs once, later, has what its function was given to itself. */
function isOfSameRun({ identifiers: [declared] }: Variable, { parent }: FunctionNode): boolean {
  if (!declared || parent.type !== 'CallExpression' || !RUNS_ONE_TIME.has(calleeName(parent) ?? ''))
    return false
  const around = enclosingFunction(parent)
  return around !== undefined && enclosingFunction(declared) === around
}

/** Whether several functions that a module offers to others run a function of its own. */
function isCalledFromSeveral(facts: FileFacts, node: FunctionNode): boolean {
  const callers = new Set(
    callsOf(facts, node)
      .filter((call) => !isWithin(call, node))
      .map((call) => enclosingFunctions(call).at(-1)),
  )
  return [...callers].filter((caller) => caller && isOffered(caller)).length > 1
}

/** `export function f`, `exports.f = function`, `module.exports = { f() {} }` */
function isOffered(node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type === 'ExportNamedDeclaration' || current.type === 'ExportDefaultDeclaration') return true
    if (current.type === 'AssignmentExpression' && current.left.type === 'MemberExpression') {
      return EXPORTS.test(rootName(current.left))
    }
  }
  return false
}

const EXPORTS = /^(?:exports|module)$/

function rootName(node: TSESTree.Node): string {
  const root = rootOf(node)
  return root.type === 'Identifier' ? root.name : ''
}

/** `listen(name, fn)`: what the caller brings is what is listened for, so each call asks for another listener. */
function usesParameter(facts: FileFacts, { handler }: Registration, scope: FunctionNode): boolean {
  return scope.params.some((parameter) => {
    const variable = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    return variable?.references.some(({ identifier }) => isWithin(identifier, handler)) === true
  })
}
