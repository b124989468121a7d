import type { TSESTree } from '@typescript-eslint/utils'

import { COMPONENT_DECORATORS, REPLAYS, ROOT_COMPONENT } from '../protocols/rxjs.js'
import { isModuleVariable } from '../syntax/bindings.js'
import { enclosingFunction, isClass, runsAtModuleLoad, type ClassNode } from '../syntax/functions.js'
import { calleeName, keyName, receiverOf } from '../syntax/property-name.js'
import { silentSubject, type SilentSubject } from './destroy-subjects.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { usesOfHandle, type KeptHandle } from './handle.js'
import { decoratorName, optionsOfDecorators } from './injected-classes.js'
import { pipedStream } from './observable-sources.js'
import type { Stream } from './observable-streams.js'
import { observableSubscriptions, type ObservableSubscription } from './observables.js'
import { ownersOf, runsAtAnyEnd, type Owner } from './owner.js'
import { runsOnce } from './repetition.js'
import { nodesAtPlace, useOf, type Use } from './uses.js'

/** A subscription that goes on when its owner has ended. */
export interface ObservableLeak {
  /** What a message is about: the call that subscribes, or the operator that undoes or replaces the ending. */
  node: TSESTree.CallExpression
  certainty: Certainty
  /**
   * - `dropped`: nothing keeps the subscription, and the stream goes on
   * - `notUnsubscribedAtEnd`: it is kept, but not ended when the owner ends
   * - `takeUntilNotLast`: an operator after `takeUntil()` goes on without it
   * - `neverFires`: nothing fires the subject that `takeUntil()` waits for
   * - `shareReplayWithoutRefCount`: it keeps its source subscribed when nobody subscribes to it any more
   */
  problem:
    'dropped' | 'notUnsubscribedAtEnd' | 'takeUntilNotLast' | 'neverFires' | 'shareReplayWithoutRefCount'
  owner: Owner | undefined
  stream: Stream
  /** For `dropped` and `notUnsubscribedAtEnd`: a subscription of the same owner that ends with it. */
  sibling: ObservableSubscription | undefined
  /** For `notUnsubscribedAtEnd`: where it is kept, or what collects it. */
  keptIn: TSESTree.Node | undefined
  /** For `notUnsubscribedAtEnd`: where it is ended instead. */
  endedAt: TSESTree.Node | undefined
  /** For `neverFires`: the subject. */
  subject: SilentSubject | undefined
}

/** Answers the subscriptions to streams of a file that outlive their owner. */
export const observableLeaks = perFile((facts): readonly ObservableLeak[] => {
  const { calls } = facts.nodes
  if (!calls.has('subscribe') && !calls.has('forEach') && !calls.has(REPLAYS)) return []
  return [
    ...observableSubscriptions(facts).flatMap((subscription) => leakOf(facts, subscription) ?? []),
    ...(calls.get(REPLAYS) ?? []).flatMap((call) => leakOfReplay(facts, call) ?? []),
  ]
})

const NOTHING = { sibling: undefined, keptIn: undefined, endedAt: undefined, subject: undefined }

function leakOf(facts: FileFacts, subscription: ObservableSubscription): ObservableLeak | undefined {
  const { node, stream, result } = subscription
  if (subscription.isObservable !== 'yes' || stream.ends === 'byItself' || runsAtModuleLoad(node))
    return undefined
  if (result.kind === 'returned' || result.kind === 'handedOn') return undefined
  const owners = ownersOf(facts, node)
  const [owner] = owners
  const life = lifeOf(owner)
  if (life === 'stays' || runsAtAnyEnd(facts, node, owners)) return undefined
  const found = { ...NOTHING, node, owner, stream }
  if (stream.ending) {
    return result.kind === 'dropped' ? leakDespiteEnding(facts, subscription, found, life) : undefined
  }
  const sibling = owner && endedSibling(facts, subscription, owner)
  const certainty = certaintyOf(facts, subscription, owner, life, sibling)
  if (!certainty) return undefined
  if (result.kind === 'dropped') return { ...found, certainty, problem: 'dropped', sibling }
  const kept =
    result.kind === 'collected' ? keptByCollector(facts, result) : keptAs(facts, result, node, owners)
  if (!kept) return undefined
  return {
    ...found,
    ...kept,
    sibling,
    certainty: kept.isDoubtful ? 'likely' : certainty,
    problem: 'notUnsubscribedAtEnd',
  }
}

type Life = 'ends' | 'stays' | 'unknown'

/** Whether instances of an owner certainly come and go, or there is one for as long as the application runs. */
function lifeOf(owner: Owner | undefined): Life {
  if (!owner) return 'unknown'
  if (!isClass(owner.node)) return owner.ends === 'yes' ? 'ends' : 'unknown'
  const life = lifeOfClass(owner.node)
  return life === 'unknown' && owner.ends === 'yes' ? 'ends' : life
}

/** What the decorators of a class say about its instances. */
function lifeOfClass(node: ClassNode): Life {
  const names = node.decorators.map(decoratorName)
  if (names.includes('NgModule')) return 'stays'
  if (names.includes('Injectable')) {
    return optionsOfDecorators(node).some((each) => keyName(each.key, each.computed) === 'providedIn')
      ? 'stays'
      : 'unknown'
  }
  if (!names.some((name) => COMPONENT_DECORATORS.has(name))) return 'unknown'
  return ROOT_COMPONENT.test(node.id?.name ?? '') ? 'stays' : 'ends'
}

/** Whether a class may be a service, of which the application mostly has one. */
function isService({ node }: Owner): boolean {
  return isClass(node) && node.decorators.some((decorator) => decoratorName(decorator) === 'Injectable')
}

/** How sure it is that a stream without an ending keeps its subscriber for too long. */
function certaintyOf(
  facts: FileFacts,
  { node, stream }: ObservableSubscription,
  owner: Owner | undefined,
  life: Life,
  sibling: ObservableSubscription | undefined,
): Certainty | undefined {
  const isOfService = owner !== undefined && isService(owner)
  if (stream.keeper === 'outlives') {
    if (life !== 'ends') return stream.ends === 'never' && !runsOnce(facts, node) ? 'likely' : undefined
    return stream.ends === 'never' && !isOfService ? 'known' : 'likely'
  }
  if (stream.keeper !== 'given' || stream.isHeld !== true || life !== 'ends' || isOfService) return undefined
  return sibling && owner?.kind === 'instance' ? 'known' : 'likely'
}

type Found = Pick<ObservableLeak, 'node' | 'owner' | 'stream' | 'sibling' | 'keptIn' | 'endedAt' | 'subject'>

/** An ending that holds nothing: an operator goes on without it, or nothing fires it. */
function leakDespiteEnding(
  facts: FileFacts,
  { stream }: ObservableSubscription,
  found: Found,
  life: Life,
): ObservableLeak | undefined {
  const { ending, misplaced } = stream
  const isSureToEnd = life === 'ends' && found.owner !== undefined && !isService(found.owner)
  if (misplaced) {
    const certainty = isSureToEnd ? misplaced.certainty : 'likely'
    return { ...found, certainty, problem: 'takeUntilNotLast' }
  }
  const held = ending?.held
  if (!held || held.keeper === 'own' || !ending.notifier) return undefined
  const subject = silentSubject(facts, ending.notifier)
  if (!subject) return undefined
  const isKnown = isSureToEnd && subject.certainty === 'known'
  return { ...found, certainty: isKnown ? 'known' : 'likely', problem: 'neverFires', subject }
}

/** `subs.add(…)` of a collector that nobody ends. */
function keptByCollector(
  facts: FileFacts,
  { collector, place }: Extract<ObservableSubscription['result'], { kind: 'collected' }>,
): Kept | undefined {
  const isField = place?.startsWith('this') === true && place.split('.').length === 2
  if (!isField || place === undefined) return undefined
  const isEnded = nodesAtPlace(facts, place).some((node) => !onlyCollects(useOf(facts, node)))
  return isEnded ? undefined : { keptIn: collector, endedAt: undefined, isDoubtful: false }
}

function onlyCollects(use: Use): boolean {
  switch (use.kind) {
    case 'assigned':
      return use.value.type === 'NewExpression' || use.value.type === 'ArrayExpression'
    case 'receiver':
      return use.method === 'add' || use.method === 'push'
    case 'property':
      return use.member.parent.type === 'AssignmentExpression' && use.member.parent.left === use.member
    default:
      return false
  }
}

interface Kept {
  keptIn: TSESTree.Node
  endedAt: TSESTree.Node | undefined
  isDoubtful: boolean
}

/** A variable or field that nobody unsubscribes, or not when its owner ends. */
function keptAs(
  facts: FileFacts,
  handle: KeptHandle,
  node: TSESTree.CallExpression,
  owners: readonly Owner[],
): Kept | undefined {
  if (handle.kind === 'variable' && isModuleVariable(handle.variable)) return undefined
  const uses = usesOfHandle(facts, handle, node)
  const ends = uses.filter((use) => use.kind === 'receiver' && use.method === 'unsubscribe')
  if (uses.some((use) => !ends.includes(use) && mayBeEndedBy(use))) return undefined
  const [first] = ends
  if (!first) return { keptIn: handle.node, endedAt: undefined, isDoubtful: false }
  if (handle.kind === 'variable' || ends.some((use) => runsAtAnyEnd(facts, use.node, owners)))
    return undefined
  // Ended by the call that subscribes again, it is forgotten at the end. Another method may be the end.
  const scope = enclosingFunction(node)
  const isDoubtful = ends.some((use) => enclosingFunction(use.node) !== scope)
  return { keptIn: handle.node, endedAt: first.node, isDoubtful }
}

function mayBeEndedBy(use: Use): boolean {
  switch (use.kind) {
    case 'tested':
    case 'alias':
      return false
    case 'property':
      return use.member.property.type !== 'Identifier' || use.member.property.name !== 'closed'
    case 'receiver':
      return use.method !== 'add'
    default:
      return true
  }
}

/** A subscription of the same instance that ends with it: its author meant to end them. */
function endedSibling(
  facts: FileFacts,
  subscription: ObservableSubscription,
  owner: Owner,
): ObservableSubscription | undefined {
  return endedByOwner(facts)
    .get(owner.node)
    ?.find((other) => other !== subscription)
}

const endedByOwner = perFile((facts): ReadonlyMap<TSESTree.Node, ObservableSubscription[]> => {
  const found = new Map<TSESTree.Node, ObservableSubscription[]>()
  for (const subscription of observableSubscriptions(facts)) {
    const owners = ownersOf(facts, subscription.node)
    const [owner] = owners
    if (!owner || !endsWithOwner(facts, subscription, owners)) continue
    const known = found.get(owner.node)
    if (known) known.push(subscription)
    else found.set(owner.node, [subscription])
  }
  return found
})

function endsWithOwner(
  facts: FileFacts,
  { node, stream, result }: ObservableSubscription,
  owners: readonly Owner[],
): boolean {
  if (stream.ending && !stream.misplaced) {
    return !stream.ending.notifier || silentSubject(facts, stream.ending.notifier) === undefined
  }
  if (result.kind === 'collected')
    return result.place !== undefined && keptByCollector(facts, result) === undefined
  if (result.kind !== 'member') return false
  return usesOfHandle(facts, result, node).some(
    (use) => use.kind === 'receiver' && use.method === 'unsubscribe' && runsAtAnyEnd(facts, use.node, owners),
  )
}

/** `shareReplay(1)` above a stream that never ends, made by something that does. */
function leakOfReplay(facts: FileFacts, call: TSESTree.CallExpression): ObservableLeak | undefined {
  const { parent } = call
  if (parent.type !== 'CallExpression' || calleeName(parent) !== 'pipe' || countsSubscribers(call))
    return undefined
  const source = receiverOf(parent)
  if (!source || runsAtModuleLoad(call)) return undefined
  const [owner] = ownersOf(facts, call)
  if (!owner || lifeOf(owner) !== 'ends' || isService(owner)) return undefined
  const stream = pipedStream(facts, parent, parent.arguments.indexOf(call))
  if (stream.ends !== 'never' || stream.keeper !== 'outlives') return undefined
  return { ...NOTHING, node: call, owner, stream, certainty: 'likely', problem: 'shareReplayWithoutRefCount' }
}

/** `shareReplay({ bufferSize: 1, refCount: true })`, or with options that are not written out. */
function countsSubscribers({ arguments: [first] }: TSESTree.CallExpression): boolean {
  if (!first || first.type === 'Literal') return false
  if (first.type !== 'ObjectExpression') return true
  return first.properties.some(
    (each) =>
      each.type !== 'Property' ||
      (keyName(each.key, each.computed) === 'refCount' &&
        !(each.value.type === 'Literal' && each.value.value === false)),
  )
}
