import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { variablesOfCall } from '../../cells/uses/outer-variables.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { isMadePerCall } from '../../ledger/registrations/fresh-functions.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { isTestCode } from '../../lives/test-code.js'
import { ENDS_ITSELF } from '../../protocols/listeners.js'
import { END_EVENTS, RELEASING_NAME } from '../../protocols/teardowns.js'
import { RUNS_EACH } from '../../protocols/ownership.js'
import { PROMISE_METHODS } from '../../protocols/signals.js'
import { isParameter } from '../../syntax/bindings.js'
import { enclosingFunctions, functionName, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import type { Loss } from '../loss.js'
import { listenerLoss, type Begun, type Links } from './begun.js'
import { thereBeforeAndAfter } from './lasting.js'
import { removalFor } from './ends/releases.js'

/**
 * Answers that a listener is there to end what one call has begun, should what it is put on end before that: the call leaves it
 * there when its work is over, once more each time.
 */
export function listenerOfWork(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration, holder } = begun
  const { node, event, handler } = registration
  const scope = workAround(node)
  if (!scope || !END_EVENTS.has(event.name ?? '') || !isWork(facts, scope)) return undefined
  if (!isMadePerCall(facts, handler, scope) || runsOnce(facts, node) || isTestCode(facts)) return undefined
  const ended = endedOfCall(facts, handler, scope)
  const lasting = thereBeforeAndAfter(facts, registration, scope)
  if (!ended || !lasting || holder.lifetime === 'call') return undefined
  const alone = removalFor(facts, registration)
  const links: Links = {
    open: link('likely', 'what it ends may be over before that', ended),
    lasting,
    matters: mattersTo(facts, scope),
    ...(alone && { alone }),
  }
  return listenerLoss(begun, 'left', 'addedAgain', links, {
    recurrence: { kind: 'calls', scope, name: functionName(scope) },
  })
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

/** `() => clearTimeout(id)`, `() => child.kill()`: what a handler ends that each call of a function has anew. */
function endedOfCall(
  facts: FileFacts,
  handler: TSESTree.Expression,
  scope: FunctionNode,
): TSESTree.Node | undefined {
  for (const each of functionsMeantBy(facts, handler)) {
    const run = functionsRunBy(facts, each).functions
    for (const variable of variablesOfCall(facts, each, scope)) {
      if (isParameter(variable)) continue
      const node = nodesOfVariable(variable).find(
        (use) => [...run].some((inner) => isWithin(use, inner)) && isEndedAt(use),
      )
      if (node) return node
    }
  }
  return undefined
}

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
  return doubted('again', 'unknown', 'nothing tells how often this function runs', scope)
}
