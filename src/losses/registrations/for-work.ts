import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { variablesOfCall } from '../../cells/uses/outer-variables.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { isMadePerCall } from '../../ledger/registrations/fresh-functions.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { awaitsIn } from '../../lives/ends/past-end.js'
import { multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { isTestCode } from '../../lives/test-code.js'
import { ENDS_ITSELF } from '../../protocols/listeners.js'
import { beginsSession, END_EVENTS, RELEASING_NAME } from '../../protocols/teardowns.js'
import { RUNS_EACH } from '../../protocols/ownership.js'
import { PROMISE_METHODS } from '../../protocols/signals.js'
import { destructuredFrom } from '../../syntax/aliases.js'
import { isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { remembered } from '../../syntax/remembered.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'
import { listenerLoss, type Begun, type Links } from './begun.js'
import { isOfSignal, thereBeforeAndAfter } from './lasting.js'
import { isData, isForHandedOut } from './handed-out.js'
import { removalFor, removalsAfter } from './ends/releases.js'

/**
 * Answers that a listener is of use to one piece of work only, and is left on what outlives that: it ends what the work has begun, should
 * that end first; it gives the work up where the signal of a caller aborts; it fills what the work reads at its end. Once more each time.
 */
export function listenerOfWork(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const scope = workAround(registration.node)
  if (!scope || holder.lifetime === 'call' || !isWork(facts, scope)) return undefined
  if (runsOnce(facts, registration.node) || isTestCode(facts)) return undefined
  const open = openLink(facts, registration, scope)
  if (!open) return undefined
  // What a function is given may end with the caller's work, and what waits for that end with it.
  const lasting =
    thereBeforeAndAfter(facts, registration, scope) ??
    (open.sure === 'yes' ? givenToWork(facts, registration, scope) : undefined)
  if (!lasting) return undefined
  // Where it takes itself out, the question is whether its event comes.
  const alone = removalFor(facts, registration, false)
  const links: Links = { open, lasting, matters: mattersTo(facts, scope), ...(alone && { alone }) }
  if (isOfSignal(registration) && lasting.doubt === 'holder') {
    return listenerLoss(begun, 'left', 'abortLeft', links)
  }
  return listenerLoss(begun, 'left', 'addedAgain', links, {
    recurrence: { kind: 'calls', scope, name: functionName(scope) },
  })
}

/** Answers that a listener is open when the work is over, by what it is for; undefined where it may be for longer. */
function openLink(facts: FileFacts, registration: Registration, scope: FunctionNode): Link | undefined {
  const { node, event, handler, once } = registration
  const wait =
    enclosingFunction(node) === scope && !isForHandedOut(facts, handler, scope)
      ? waitAfter(facts, scope, node)
      : undefined
  if (wait && isOfSignal(registration) && isOfCall(facts, handler, scope)) {
    return link('yes', 'the work may be over with no abort', wait)
  }
  if (!isMadePerCall(facts, handler, scope)) return undefined
  const isEndEvent = END_EVENTS.has(event.name ?? '')
  const ended = usedOfCall(facts, handler, scope, endingUses)
  if (ended && isEndEvent) return link('likely', 'what it ends may be over before that', ended)
  if (!wait) return undefined
  if (takesItselfOut(facts, registration) && usedOfCall(facts, handler, scope, uses))
    return link('likely', 'the work may be over before its event has come', wait)
  const purpose = ended
    ? isEndedByWork(facts, ended, handler, scope)
    : usedOfCall(facts, handler, scope, fillingUses) !== undefined
  if (!purpose) return undefined
  const isOver = once || isEndEvent
  return link(isOver ? 'likely' : 'yes', 'what it is for is over when the function is', wait)
}

/** The first thing that a function waits for after a node: until then its work goes on. */
function waitAfter(facts: FileFacts, scope: FunctionNode, node: TSESTree.Node): TSESTree.Node | undefined {
  return awaitsIn(facts, scope).find((each) => each.range[0] >= node.range[1])
}

/** What a function is given is the caller's, who may have it for longer. */
function givenToWork(facts: FileFacts, { target }: Registration, scope: FunctionNode): Link | undefined {
  const root = facts.bindings.variableOf(rootOf(target.node))
  const part = root && destructuredFrom(root)
  const given = part ? facts.bindings.variableOf(rootOf(part.source)) : root
  if (!given || !isParameter(given) || given.scope.block !== scope) return undefined
  return doubted(
    'holder',
    'likely',
    `${target.text} is the caller's, who may have it for longer`,
    target.node,
  )
}

/** Whether a handler is another one for each call: made there, or a method of what is made there. */
function isOfCall(facts: FileFacts, handler: TSESTree.Expression, scope: FunctionNode): boolean {
  const node = unwrap(handler)
  if (node.type !== 'MemberExpression') return isMadePerCall(facts, handler, scope)
  const variable = facts.bindings.variableOf(rootOf(node))
  return variable !== undefined && !isParameter(variable) && variable.scope.variableScope.block === scope
}

/** `const notices = []; client.on('notice', (each) => notices.push(each))`: what is filled, and read when the work is over. */
const fillingUses = remembered((variable: Variable): readonly TSESTree.Node[] =>
  isData(variable) ? nodesOfVariable(variable).filter(isFilledAt) : [],
)

function isFilledAt(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type !== 'MemberExpression') return false
  const call = parent.parent
  return (
    parent.object === node &&
    call.type === 'CallExpression' &&
    call.callee === parent &&
    FILLS.has(memberName(parent) ?? '')
  )
}

const FILLS: ReadonlySet<string> = new Set(['push', 'unshift', 'set', 'add'])

/** Whether the function itself ends, too, what a handler ends. */
function isEndedByWork(
  facts: FileFacts,
  ended: TSESTree.Node,
  handler: TSESTree.Expression,
  scope: FunctionNode,
): boolean {
  const variable = facts.bindings.variableOf(ended)
  const handlers = functionsMeantBy(facts, handler)
  return (variable ? endingUses(variable) : []).some(
    (use) => isWithin(use, scope) && !isWithin(use, handler) && !handlers.some((each) => isWithin(use, each)),
  )
}

/** Answers the function of whose work a node is a part: what it hands to a promise, a timer or a list goes on with it. */
function workAround(node: TSESTree.Node): FunctionNode | undefined {
  return enclosingFunctions(node).find(({ parent }) => {
    const name =
      parent.type === 'CallExpression' || parent.type === 'NewExpression' ? calleeName(parent) : undefined
    return name === undefined || !(GOES_ON.has(name) || RUNS_EACH.has(name))
  })
}

const GOES_ON: ReadonlySet<string> = new Set([
  ...PROMISE_METHODS,
  'Promise',
  'setTimeout',
  'setImmediate',
  'nextTick',
  'queueMicrotask',
  'requestAnimationFrame',
])

/** Whether a function does a piece of work, of which there may be any number, rather than begin an owner. */
function isWork(facts: FileFacts, scope: FunctionNode): boolean {
  return (
    !isConstructor(scope) &&
    !componentScopeOf(facts, scope) &&
    !enclosingFunctions(scope).some((each) => effects(facts).has(each)) &&
    !effects(facts).has(scope)
  )
}

/** `const onReply = (reply) => { if (reply.id === id) bus.off('reply', onReply) }`: whether a handler is for one event that it picks out. */
function takesItselfOut(facts: FileFacts, registration: Registration): boolean {
  const handlers = functionsMeantBy(facts, registration.handler)
  const removals = removalsAfter(facts, registration)
  return removals.length > 0 && removals.every(({ node }) => handlers.some((each) => isWithin(node, each)))
}

/** `() => clearTimeout(id)`, `() => child.kill()`: a use of what each call of a function has anew, by a handler of that call. */
function usedOfCall(
  facts: FileFacts,
  handler: TSESTree.Expression,
  scope: FunctionNode,
  usesMeant: (variable: Variable) => readonly TSESTree.Node[],
): TSESTree.Node | undefined {
  for (const each of functionsMeantBy(facts, handler)) {
    const run = functionsRunBy(facts, each).functions
    for (const variable of variablesOfCall(facts, each, scope)) {
      const node = usesMeant(variable).find((use) => [...run].some((inner) => isWithin(use, inner)))
      if (node) return node
    }
  }
  return undefined
}

const endingUses = remembered((variable: Variable): readonly TSESTree.Node[] =>
  isParameter(variable) ? [] : nodesOfVariable(variable).filter(isEndedAt),
)

/** Uses of anything but functions, as which a handler is there for itself. */
const uses = remembered((variable: Variable): readonly TSESTree.Node[] =>
  isFunction(soleValue(variable)) ? [] : nodesOfVariable(variable),
)

function isEndedAt(node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type !== 'CallExpression') {
      if (current.type !== 'MemberExpression' && current !== node) return false
      continue
    }
    const name = calleeName(current) ?? ''
    // Other listeners are taken out with what they are on, which may be the same.
    if (/^(?:off|remove\w*Listeners?)$/.test(name)) return false
    const isReceiver = isWithin(node, current.callee)
    return isReceiver ? ENDS_ITSELF.test(name) || RELEASING_NAME.test(name) : RELEASING_NAME.test(name)
  }
  return false
}

function mattersTo(facts: FileFacts, scope: FunctionNode): Link {
  const { times, certain, because, witness } = multiplicityOf(facts, scope)
  if (times === 'many') return link(certain ? 'yes' : 'likely', because, witness)
  if (times === 'once') return link('no', because, witness)
  const isBeginning = beginsSession(functionName(scope) ?? '')
  return isBeginning || !scope.async
    ? doubted('again', 'unknown', 'nothing tells how often this function runs', scope)
    : doubted('again', 'likely', 'each call does its work once more', scope)
}
