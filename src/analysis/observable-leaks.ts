import type { TSESTree } from '@typescript-eslint/utils'

import { REPLAYS } from '../protocols/rxjs.js'
import { runsAtModuleLoad } from '../syntax/functions.js'
import { calleeName, keyName, receiverOf } from '../syntax/property-name.js'
import { isService, lifeOf, type Life } from '../lives/application-life.js'
import { silentSubject, type SilentSubject } from './destroy-subjects.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { pipedStream } from './observable-sources.js'
import type { Stream } from './observable-streams.js'
import { observableSubscriptions, type ObservableSubscription } from './observables.js'
import { ownersOf, runsAtAnyEnd, type Owner } from '../lives/owner.js'
import { runsOnce } from '../lives/multiplicity.js'
import { endedSibling, keptUnended } from './subscription-results.js'
import { isTestCode } from '../lives/test-code.js'

/** A subscription that goes on when its owner has ended. */
export interface ObservableLeak {
  /** What a message is about: the call that subscribes, or the operator that does not do what it is meant to. */
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
  if (isTestCode(facts)) return []
  const found = observableSubscriptions(facts).flatMap((subscription) => leakOf(facts, subscription) ?? [])
  return [
    ...onceBySubject(found),
    ...(calls.get(REPLAYS) ?? []).flatMap((call) => leakOfReplay(facts, call) ?? []),
  ]
})

/** One subject that nothing fires is one mistake, however many streams wait for it. */
function onceBySubject(leaks: readonly ObservableLeak[]): ObservableLeak[] {
  const seen = new Set<SilentSubject>()
  return leaks.filter(({ subject }) => {
    if (!subject) return true
    const isNew = !seen.has(subject)
    seen.add(subject)
    return isNew
  })
}

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
  const kept = keptUnended(facts, subscription, owners)
  if (!kept) return undefined
  const { isDoubtful, ...where } = kept
  const lasting = isDoubtful ? 'likely' : certainty
  return { ...found, ...where, sibling, certainty: lasting, problem: 'notUnsubscribedAtEnd' }
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
    if (life !== 'ends') {
      return stream.ends === 'never' && !isOfService && !runsOnce(facts, node) ? 'likely' : undefined
    }
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
    return { ...found, node: misplaced.ending.operator, certainty, problem: 'takeUntilNotLast' }
  }
  const held = ending?.held
  if (!held || held.keeper === 'own' || !ending.notifier) return undefined
  const subject = silentSubject(facts, ending.notifier)
  if (!subject) return undefined
  const isKnown = isSureToEnd && subject.certainty === 'known'
  const certainty = isKnown ? 'known' : 'likely'
  return { ...found, node: ending.operator, certainty, problem: 'neverFires', subject }
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
