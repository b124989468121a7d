import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { doesRelease } from '../../ledger/closings.js'
import { runsOnce } from '../../lives/multiplicity.js'
import type { Owner } from '../../lives/owner.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { ONE_TIME_EVENTS } from '../../protocols/listeners.js'
import { endsInstance, SETS_UP } from '../../protocols/observers.js'
import { END_EVENTS, undoesStart } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isExecutor,
  isFunction,
  isWithin,
  runsAtModuleLoad,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import type { Course } from '../handles/course.js'
import type { Observer } from './observer.js'

/** Answers how an observer goes on that nothing ends, or that something ends at another time than the end of its owner. */
export function courseOfObserver(
  facts: FileFacts,
  observer: Observer,
  ends: readonly TSESTree.Node[],
): Course {
  const { start: node, owner, target } = observer
  const once = onceLink(facts, observer)
  const links = { lasting: lastingLink(facts, observer), ...(once && { matters: once }) }
  if (ends.length === 0) {
    return observer.isCallbackUnknown && !owner
      ? {
          node,
          isPlain: true,
          links: { ...links, open: link('likely', 'what it calls back is given it, and may end it', node) },
        }
      : { node, isPlain: true, links }
  }
  if (isByItself(observer, ends))
    return { node, form: 'onlyOnSuccess', links: { ...links, open: endedByItself(facts, observer, ends) } }
  const sure = ends.find((end) => endsAfter(end, node) || isInContinuation(end))
  const open = sure
    ? link('no', 'what follows ends it', sure)
    : outlivesAll(observer) &&
        (owner?.kind === 'effect' || (owner !== undefined && owner.teardowns.length > 0))
      ? link('yes', 'it may not have been ended by then', ends[0])
      : owner?.kind === 'scope' && !outlivesAll(observer)
        ? link('unknown', `${target.text ?? 'its target'} goes with its owner`, node)
        : link('likely', 'it may not have been ended by then', ends[0])
  return { node, links: { ...links, open } }
}

/** Whether only what it calls back itself ends it. */
function isByItself({ callbacks }: Observer, ends: readonly TSESTree.Node[]): boolean {
  return ends.every((end) => callbacks.some((callback) => isWithin(end, callback)))
}

function endedByItself(facts: FileFacts, observer: Observer, ends: readonly TSESTree.Node[]): Link {
  const { callbacks, owner, protocol } = observer
  const [first] = ends
  if (!outlivesAll(observer))
    return link('no', 'its own callback ends it, or it goes with what it watches', first)
  if (ends.some((end) => isUnlessConnected(facts, end)))
    return link('no', 'it watches for the end of what it serves', first)
  const always = ends.find((end) =>
    callbacks.some((callback) => enclosingFunction(end) === callback && runsEachTime(facts, end)),
  )
  if (always && (protocol.callsAtOnce || !owner)) return link('no', 'its first callback ends it', always)
  return !always && owner?.ends === 'yes'
    ? link('yes', 'what it waits for may not come before its owner ends', first)
    : link('likely', 'what it waits for may not come', first)
}

/** `if (!element.isConnected) observer.disconnect()`: it watches for the end of what it serves. */
function isUnlessConnected(facts: FileFacts, end: TSESTree.Node): boolean {
  for (let node = end.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'IfStatement' && CONNECTION.test(facts.sourceCode.getText(node.test))) return true
  }
  return false
}

const CONNECTION = /\.isConnected\b|\.contains\(/

function outlivesAll({ target: { stays } }: Observer): boolean {
  return stays === 'page' || stays === 'maybePage'
}

/** Does what it watches, or the page itself, keep it for longer than its owner lives. */
function lastingLink(facts: FileFacts, observer: Observer): Link {
  const { target, start, owner } = observer
  const text = target.text ?? 'the page'
  if (target.stays === 'local') return link('no', `${text} is made here, and goes with it`, start)
  if (!outlivesAll(observer)) return lastingOnTarget(facts, observer, text)
  const unsure = (because: string): Link => doubted('forgotten', 'likely', because, start)
  if (target.stays === 'maybePage') return unsure(`${text} may stay until the page is left`)
  if (!owner && enclosingFunctions(start).some(isExecutor))
    return link('yes', 'a promise is made for each of its waits', start)
  if (owner?.ends !== 'yes') return unsure(`${text} stays, and nothing is seen to end before it`)
  return isLeftToOthers(start, owner)
    ? unsure('others run the function that starts it')
    : link('yes', `${text} outlives ${owner.name}`, owner.node)
}

/**
 * What it watches holds it, and goes with its owner mostly; until then it calls back to what has ended. Of interest where the
 * owner does end, and releases what it has.
 */
function lastingOnTarget(facts: FileFacts, { target, start, owner }: Observer, text: string): Link {
  if (owner?.ends !== 'yes') return link('unknown', `${text} may go before anything else does`, start)
  const because = `${text} may stay when ${owner.name} ends`
  if (isMadeForLife(start, owner)) return link('unknown', `${owner.name} may begin again`, owner.node)
  if (owner.kind === 'effect') return doubted('forgotten', 'likely', because, start)
  const teardowns = owner.teardowns.filter(({ name }) => endsInstance(name))
  if (teardowns.length === 0) return link('unknown', because, start)
  const releases = teardowns.some(({ node }) => doesRelease(facts, node) === 'yes')
  return target.stays === 'unknown' || releases
    ? doubted('forgotten', 'likely', because, start)
    : link('unknown', because, start)
}

/** Started by a constructor, where all that ends the instance can be followed by another start. */
function isMadeForLife(start: TSESTree.Node, { kind, teardowns }: Owner): boolean {
  if (kind !== 'instance' || !teardowns.every(({ name }) => undoesStart(name))) return false
  return enclosingFunctions(start).some(
    ({ parent }) => parent.type === 'MethodDefinition' && parent.kind === 'constructor',
  )
}

/** Whether it lies in a function that an object hands to another call: who runs it, and where, is open. */
function isLeftToOthers(node: TSESTree.Node, owner: Owner): boolean {
  if (owner.kind === 'instance') return false
  const scopes = enclosingFunctions(node)
  const inner = scopes.slice(0, Math.max(0, scopes.indexOf(owner.node as FunctionNode)))
  return inner.some(({ parent }) => parent.type === 'Property')
}

/** Is there more than one of it in the life of the page. */
function onceLink(facts: FileFacts, observer: Observer): Link | undefined {
  const { start, owner } = observer
  if (runsAtModuleLoad(start)) return link('no', 'it is started once, while the module loads', start)
  if (
    !owner &&
    enclosingFunctions(start).some(
      (scope) => SETS_UP.test(functionName(scope) ?? '') || isRunWhenLoaded(scope),
    )
  )
    return link('no', 'it is started as the page is set up', start)
  if (outlivesAll(observer) && runsOnce(facts, start)) return link('no', 'it is started once', start)
  const isRestarted = owner?.teardowns.every(({ name }) => undoesStart(name)) === true
  return outlivesAll(observer) && isRestarted && isStartedOnce(facts, observer)
    ? link('likely', 'it is there once, however often its owner stops and starts again', start)
    : undefined
}

/** `if (!this.observer) { … }` */
function isStartedOnce(facts: FileFacts, { start, handle: { cell } }: Observer): boolean {
  if (!cell || cell.kind === 'local' || cell.kind === 'module') return false
  for (let node: TSESTree.Node | undefined = start.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'IfStatement' && facts.sourceCode.getText(node.test) === `!${cell.text}`) return true
  }
  return false
}

/** `document.addEventListener('DOMContentLoaded', setUp)`, while the module loads. */
function isRunWhenLoaded({ parent }: FunctionNode): boolean {
  if (parent.type !== 'CallExpression' || !runsAtModuleLoad(parent)) return false
  const event = eventOf(parent)
  return calleeName(parent) === 'ready' || (event !== undefined && ONE_TIME_EVENTS.has(event))
}

/** Whether an end follows the start in the same function. */
function endsAfter(end: TSESTree.Node, start: TSESTree.Node): boolean {
  return end.range[0] > start.range[1] && enclosingFunction(end) === enclosingFunction(start)
}

/** Calls whose function runs for certain, and soon. */
const CONTINUATIONS = new Set(['setTimeout', 'requestAnimationFrame', 'requestIdleCallback', 'finally'])

function isInContinuation(node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some(
    ({ parent }) =>
      parent.type === 'CallExpression' &&
      (CONTINUATIONS.has(calleeName(parent) ?? '') || END_EVENTS.has(eventOf(parent) ?? '')),
  )
}

/** The event that a call such as `target.addEventListener('load', …)` is about. */
function eventOf({ arguments: [event] }: TSESTree.CallExpression): string | undefined {
  return event?.type === 'Literal' && typeof event.value === 'string' ? event.value : undefined
}
