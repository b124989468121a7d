import type { TSESTree } from '@typescript-eslint/utils'

import { endsInstance, OBSERVER_PROTOCOLS, SETS_UP, type ObserverProtocol } from '../protocols/observers.js'
import { ONE_TIME_EVENTS } from '../protocols/listeners.js'
import { END_EVENTS, undoesStart } from '../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isExecutor,
  isFunction,
  isWithin,
  runsAtModuleLoad,
  type FunctionNode,
} from '../syntax/functions.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { doesRelease } from '../ledger/sources/classes.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import type { KeptHandle } from './handle.js'
import { isKeptOutside, isRunByOthers, isSettledInItsCall } from './handle-ends.js'
import { observedTarget, type ObservedTarget } from './observed-targets.js'
import { observersMeantBy, type MadeObserver } from './observer-makers.js'
import { usesOfObserver, type ObserverUses } from './observer-uses.js'
import { ownersOf, runsAtAnyEnd, type Owner } from '../lives/owner.js'
import { runsEachTime } from '../lives/repetition/each-time.js'
import { runsOnce } from '../lives/multiplicity.js'
import { isTestCode } from '../lives/test-code.js'
import { useOf } from '../cells/uses.js'

/** An observer that goes on watching after its owner has ended. */
export interface ObserverLeak {
  /** The call that starts it. */
  node: TSESTree.CallExpression
  protocol: ObserverProtocol
  certainty: Certainty
  /**
   * - `dropped`: nothing refers to it, so that nothing can end it
   * - `neverDisconnected`: nothing ends it
   * - `onlyOnSuccess`: its own callback ends it, where what it waits for comes
   * - `notDisconnectedAtEnd`: something ends it, but not the end of its owner
   */
  problem: 'dropped' | 'neverDisconnected' | 'onlyOnSuccess' | 'notDisconnectedAtEnd'
  target: ObservedTarget
  owner: Owner | undefined
  handle: KeptHandle | undefined
  /** Where it is ended instead. */
  endedAt: TSESTree.Node | undefined
  /** Where it is made, as far as that is one place. */
  made: TSESTree.Node | undefined
}

const STARTS = new Set(OBSERVER_PROTOCOLS.map(({ start }) => start))

/** Answers the observers of a file that outlive their owner, each once, however many targets it has. */
export const observerLeaks = perFile((facts): readonly ObserverLeak[] => {
  if (isTestCode(facts)) return []
  const leaks = new Map<unknown, ObserverLeak>()
  for (const start of [...STARTS].flatMap((name) => facts.nodes.calls.get(name) ?? [])) {
    const leak = runsAtModuleLoad(start) ? undefined : leakOf(facts, start)
    if (!leak) continue
    const key = leak.handle?.place ?? start
    const known = leaks.get(key)
    if (!known || (known.certainty === 'likely' && leak.certainty === 'known')) leaks.set(key, leak)
  }
  return [...leaks.values()]
})

/** A started observer, with what its judgement depends on. */
interface Observer {
  start: TSESTree.CallExpression
  protocol: ObserverProtocol
  target: ObservedTarget
  uses: ObserverUses
  owners: readonly Owner[]
  owner: Owner | undefined
}

function leakOf(facts: FileFacts, start: TSESTree.CallExpression): ObserverLeak | undefined {
  const receiver = receiverOf(start)
  const made = receiver ? observersMeantBy(facts, receiver) : []
  const [first] = made
  if (!receiver || !first || isSomethingElse(facts, start, first)) return undefined
  const target = observedTarget(facts, start, first.protocol)
  if (!target || target.stays === 'local') return undefined
  const uses = usesOfObserver(facts, start, receiver, made)
  // What its own callback starts again has been started elsewhere.
  if (uses.isHandedOn || uses.callbacks.some((callback) => isWithin(start, callback))) return undefined
  const owners = ownersOf(facts, start)
  const observer = { start, protocol: first.protocol, target, uses, owners, owner: owners[0] }
  const verdict = verdictOf(facts, observer)
  if (!verdict) return undefined
  return {
    node: start,
    protocol: first.protocol,
    certainty: uses.kept && isKeptOutside(facts, uses.kept) ? 'likely' : verdict.certainty,
    problem: verdict.problem,
    target,
    owner: observer.owner,
    handle: uses.kept,
    endedAt: firstOf(uses.ends),
    made: onlyOf(made),
  }
}

/** What a factory makes, and whose `observe()` answers something, is an observer of another kind. */
function isSomethingElse(facts: FileFacts, start: TSESTree.CallExpression, { node }: MadeObserver): boolean {
  const { kind } = useOf(facts, start)
  return node.type === 'CallExpression' && kind !== 'tested' && kind !== 'returned'
}

type Verdict = Pick<ObserverLeak, 'certainty' | 'problem'>

function verdictOf(facts: FileFacts, observer: Observer): Verdict | undefined {
  const { start, uses, owners, owner } = observer
  if (uses.ends.some((end) => runsAtAnyEnd(facts, end, owners))) return undefined
  if (owner?.kind === 'instance' && uses.ends.some(isRunByOthers)) return undefined
  if (runsOnceInPage(start, owner)) return undefined
  const certainty = outlivesAll(observer)
    ? certaintyOnPage(facts, observer)
    : certaintyOnTarget(facts, observer)
  if (!certainty) return undefined
  if (uses.ends.length === 0) {
    return {
      // An unknown callback is given the observer as well, and may end it.
      certainty: uses.isCallbackUnknown && !owner ? 'likely' : certainty,
      problem: uses.kept ? 'neverDisconnected' : 'dropped',
    }
  }
  const isByItself = uses.ends.every((end) => uses.callbacks.some((callback) => isWithin(end, callback)))
  return isByItself
    ? verdictOnItself(facts, observer, certainty)
    : verdictOnOthers(facts, observer, certainty)
}

/** Ended by its own callback alone. */
function verdictOnItself(facts: FileFacts, observer: Observer, certainty: Certainty): Verdict | undefined {
  const { uses, owner, protocol } = observer
  if (!outlivesAll(observer) || uses.ends.some((end) => isUnlessConnected(facts, end))) return undefined
  const isUnconditional = uses.ends.some(
    (end) =>
      uses.callbacks.some((callback) => enclosingFunction(end) === callback) && runsEachTime(facts, end),
  )
  if (isUnconditional && (protocol.callsAtOnce || !owner)) return undefined
  const isKnown = certainty === 'known' && !isUnconditional && owner?.ends === 'yes'
  return { certainty: isKnown ? 'known' : 'likely', problem: 'onlyOnSuccess' }
}

/** `if (!element.isConnected) observer.disconnect()`: it watches for the end of what it serves. */
function isUnlessConnected(facts: FileFacts, end: TSESTree.Node): boolean {
  for (let node = end.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'IfStatement' && CONNECTION.test(facts.sourceCode.getText(node.test))) return true
  }
  return false
}

const CONNECTION = /\.isConnected\b|\.contains\(/

/** Ended by code of which the owner's end runs nothing. */
function verdictOnOthers(facts: FileFacts, observer: Observer, certainty: Certainty): Verdict | undefined {
  const { start, uses, owner } = observer
  const { kept, ends } = uses
  if (!owner || (kept && isSettledInItsCall(kept, start, owner))) return undefined
  if (ends.some((end) => endsAfter(end, start) || isInContinuation(end))) return undefined
  const problem = 'notDisconnectedAtEnd'
  if (!outlivesAll(observer)) {
    return owner.kind === 'scope' ? undefined : { certainty: 'likely', problem }
  }
  const isEnded = owner.kind === 'effect' || owner.teardowns.length > 0
  return { certainty: isEnded ? certainty : 'likely', problem }
}

function outlivesAll({ target }: Observer): boolean {
  return target.stays === 'page' || target.stays === 'maybePage'
}

/** How sure it is that an observer leaks which the page, or something that stays as long, holds. */
function certaintyOnPage(facts: FileFacts, { start, target, uses, owner }: Observer): Certainty | undefined {
  if (runsOnce(facts, start)) return undefined
  if (target.stays === 'maybePage') return 'likely'
  // A promise is made for each of its waits.
  if (!owner && enclosingFunctions(start).some(isExecutor)) return 'known'
  if (owner?.ends !== 'yes' || isLeftToOthers(start, owner)) return 'likely'
  return isStartedOnce(facts, start, uses.kept) && owner.teardowns.every(({ name }) => undoesStart(name))
    ? 'likely'
    : 'known'
}

/** `if (!this.observer) { … }`: it is there once, however often its owner stops and starts again. */
function isStartedOnce(facts: FileFacts, start: TSESTree.Node, kept: KeptHandle | undefined): boolean {
  if (kept?.kind !== 'member') return false
  for (let node = start.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'IfStatement' && facts.sourceCode.getText(node.test) === `!${kept.text}`) return true
  }
  return false
}

/**
 * The same where only what it watches holds it: that goes with its owner, mostly, and until then it calls back to
 * what has ended. Of interest where the owner does end, and releases what it has.
 */
function certaintyOnTarget(facts: FileFacts, { start, target, owner }: Observer): Certainty | undefined {
  if (owner?.ends !== 'yes' || isMadeForLife(start, owner)) return undefined
  if (owner.kind === 'effect') return 'likely'
  const teardowns = owner.teardowns.filter(({ name }) => endsInstance(name))
  if (teardowns.length === 0) return undefined
  const releases = teardowns.some(({ node }) => doesRelease(facts, node) === 'yes')
  return target.stays === 'unknown' || releases ? 'likely' : undefined
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

/** Whether code without an owner sets up a page: by the name of its function, or as it runs when that is loaded. */
function runsOnceInPage(node: TSESTree.Node, owner: Owner | undefined): boolean {
  if (owner) return false
  return enclosingFunctions(node).some(
    (scope) => SETS_UP.test(functionName(scope) ?? '') || isRunWhenLoaded(scope),
  )
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

function firstOf(nodes: readonly TSESTree.Node[]): TSESTree.Node | undefined {
  return [...nodes].sort((a, b) => a.range[0] - b.range[0])[0]
}

function onlyOf(made: readonly MadeObserver[]): TSESTree.Node | undefined {
  return made.length === 1 ? made[0]?.node : undefined
}
