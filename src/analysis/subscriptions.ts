import type { TSESTree } from '@typescript-eslint/utils'

import { END_OF_SOURCE } from '../protocols/subscriptions.js'
import { enclosingFunction, isFunction } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { isDropped } from './dropped-results.js'
import { endOfKept, isClosed } from './ends-of-subscriptions.js'
import { isCollectedByArgument } from './event-calls.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { handleOf, type KeptHandle } from './handle.js'
import { observableSubscriptions } from './observables.js'
import { ownersOf, type Owner } from '../lives/owner.js'
import { piledSubscriptions, type PiledSubscription } from './piled-subscriptions.js'
import { promiseSubscriptions } from './promise-subscriptions.js'
import { registrations } from '../ledger/registrations/registrations.js'
import { mayBeTakenOut } from '../ledger/registrations/removal-index.js'
import { runsEachTime } from '../lives/repetition/each-time.js'
import { runsOnce } from '../lives/multiplicity.js'
import type { Subscription } from '../ledger/protocol-rows/subscription.js'
import { subscriptionsByRow } from '../ledger/protocol-rows/subscription-rows.js'
import { sourceHolder } from './subscription-source.js'
import { registeredBy, subscriptionsByFile, subscriptionsByName } from './subscriptions-by-use.js'
import { isTestCode } from '../lives/test-code.js'
import { subscriptionsByType, typedEnding } from './typed-subscriptions.js'
import { uncollectedEvents } from './uncollected-events.js'
import { unownedWatchers, type UnownedWatcher } from './unowned-watchers.js'

/**
 * The kinds of subscriptions, each found in its own way. Where several find the same call, the first one counts.
 */
const SOURCES: readonly ((facts: FileFacts) => readonly Subscription[])[] = [
  subscriptionsByRow,
  subscriptionsByType,
  subscriptionsByFile,
  subscriptionsByName,
]

/** A subscription that nothing ends when its owner does. */
export interface SubscriptionLeak {
  node: TSESTree.CallExpression
  certainty: Certainty
  subscription: Subscription
  /**
   * - `dropped`: nothing keeps the way to end it
   * - `siblingKept`: others of its class or function are kept, this one is not
   * - `neverUsed`: it is kept, and nothing ends it
   * - `notEndedAtEnd`: something ends it, but not the end of its owner
   * - `oneMorePerRun`, `ownedByNone`: a watcher that no component stops
   * - `staysAfterSettling`: a promise waits for it, and forgets it when something else settles
   * - `pilesUp`: collected for the instance, though each call of a method makes one
   */
  problem:
    | 'dropped'
    | 'siblingKept'
    | 'neverUsed'
    | 'notEndedAtEnd'
    | 'oneMorePerRun'
    | 'ownedByNone'
    | 'staysAfterSettling'
    | 'pilesUp'
  owner: Owner | undefined
  handle: KeptHandle | undefined
  /** The call beside it that is kept, the release elsewhere, the watcher around it. */
  other: TSESTree.Node | undefined
  /** What keeps the sibling. */
  collector: TSESTree.CallExpression | undefined
  piled: PiledSubscription | undefined
  watcher: UnownedWatcher | undefined
}

/** Answers the subscriptions of a file that outlive their owner, in source order; those to streams left out. */
export const subscriptionLeaks = perFile((facts): readonly SubscriptionLeak[] => {
  if (isTestCode(facts)) return []
  const found = new Map<TSESTree.Node, SubscriptionLeak>()
  const toStreams = subscriptionsToStreams(facts)
  const add = (leak: SubscriptionLeak | undefined): void => {
    if (!leak || toStreams.has(leak.node)) return
    const known = found.get(leak.node)
    if (!known || (known.certainty === 'likely' && leak.certainty === 'known')) {
      found.set(leak.node, leak)
    }
  }
  for (const each of unownedWatchers(facts)) add(leakOfWatcher(facts, each))
  leaksInPromises(facts).forEach(add)
  leaksBesideCollected(facts).forEach(add)
  const seen = new Set<TSESTree.Node>()
  for (const source of SOURCES) {
    for (const subscription of source(facts)) {
      if (seen.has(subscription.node)) continue
      seen.add(subscription.node)
      add(leakOf(facts, subscription))
    }
  }
  leaksPiledUp(facts).forEach(add)
  return [...found.values()].sort((a, b) => a.node.range[0] - b.node.range[0])
})

/** Subscriptions to observables, which may end by themselves: `observableLeaks` answers for them. */
function subscriptionsToStreams(facts: FileFacts): ReadonlySet<TSESTree.Node> {
  const certain = observableSubscriptions(facts).filter(({ isObservable }) => isObservable === 'yes')
  return new Set(certain.map(({ node }) => node))
}

const NOTHING = {
  handle: undefined,
  other: undefined,
  collector: undefined,
  piled: undefined,
  watcher: undefined,
}

function leakOf(facts: FileFacts, subscription: Subscription): SubscriptionLeak | undefined {
  const { node } = subscription
  if (runsOnce(facts, node) || isCollectedByArgument(node)) return undefined
  if (isTakenOut(facts, node) || typedEnding(facts, node) === 'no') return undefined
  const owners = ownersOf(facts, node)
  const certainty = certaintyOf(facts, subscription, owners[0])
  if (!certainty) return undefined
  const found = { ...NOTHING, node, subscription, owner: owners[0], certainty, other: subscription.kept }
  if (isDropped(node)) return { ...found, problem: 'dropped' }
  const handle = handleOf(facts, node, NO_METHODS)
  if (handle.kind !== 'variable' && handle.kind !== 'member') return undefined
  const end = endOfKept(facts, node, handle, owners)
  if (end === 'unknown') return undefined
  const certaintyOfKept = end === undefined && isClosed(facts, handle, owners[0]) ? certainty : 'likely'
  return {
    ...found,
    handle,
    certainty: certaintyOfKept,
    problem: end ? 'notEndedAtEnd' : 'neverUsed',
    other: end ?? found.other,
  }
}

const NO_METHODS: ReadonlySet<string> = new Set()

/** `bus.off('x', handler)`: the listener is taken out by what was given rather than by the result. */
function isTakenOut(facts: FileFacts, node: TSESTree.CallExpression): boolean {
  const registration = registrationsByCall(facts).get(node)
  return registration !== undefined && mayBeTakenOut(facts, registration)
}

const registrationsByCall = perFile(
  (facts) => new Map(registrations(facts).map((registration) => [registration.node, registration])),
)

/** How sure it is that a subscription which nothing ends is a leak; undefined where it goes with its source. */
function certaintyOf(
  facts: FileFacts,
  { node, source, reach }: Subscription,
  owner: Owner | undefined,
): Certainty | undefined {
  const ends = owner?.ends === 'yes'
  switch (reach) {
    case 'host':
      // A class without an end may be made once and live as long as the program.
      return owner?.kind === 'instance' && !ends && !runsPerCall(facts, node) ? 'likely' : 'known'
    case 'module':
      return ends ? 'known' : 'likely'
    case 'observes':
      if (owner?.kind === 'effect') return ends ? 'known' : 'likely'
      return ends && !readsOnlyThis(facts, node) ? 'likely' : undefined
    case 'outlives':
      return ends ? 'known' : 'likely'
    case undefined:
      break
  }
  if (END_OF_SOURCE.test(calleeName(node) ?? '')) return undefined
  if (!source) return ends ? 'likely' : undefined
  const holder = sourceHolder(facts, source)
  switch (holder.lifetime) {
    case 'call':
    case 'owner':
      return undefined
    case 'module':
      return ends ? 'known' : 'likely'
    case 'unknown':
      if (holder.origin === 'import') return ends ? 'known' : 'likely'
      if (holder.origin === 'injected') return ends ? 'known' : undefined
      return ends ? 'likely' : undefined
  }
}

/** Whether each call of a method runs a node, rather than a constructor or a condition on the way. */
function runsPerCall(facts: FileFacts, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  const isMethod = scope?.parent.type !== 'MethodDefinition' || scope.parent.kind === 'method'
  return scope !== undefined && isMethod && runsEachTime(facts, node)
}

/** Whether a callback names nothing from outside other than what it calls: then it observes its own `this`. */
function readsOnlyThis({ sourceCode }: FileFacts, { arguments: given }: TSESTree.CallExpression): boolean {
  return given.every((argument) => {
    if (!isFunction(argument)) return true
    const { through } = sourceCode.getScope(argument)
    return through.every(({ identifier, resolved }) => {
      if (!resolved || resolved.defs.length === 0) return true
      const { parent } = identifier
      const isCalled = parent.type === 'CallExpression' && parent.callee === identifier
      return isCalled || (parent.type === 'MemberExpression' && /^[A-Z]/.test(resolved.name))
    })
  })
}

function leakOfWatcher(facts: FileFacts, watcher: UnownedWatcher): SubscriptionLeak | undefined {
  const { node, certainty, made, around } = watcher
  if (runsOnce(facts, node)) return undefined
  return {
    ...NOTHING,
    node,
    certainty,
    problem: made === 'watcher' ? 'oneMorePerRun' : 'ownedByNone',
    subscription: {
      node,
      source: undefined,
      ending: 'call',
      noun: 'watcher',
      until: undefined,
      basis: 'row',
    },
    owner: undefined,
    other: around,
    watcher,
  }
}

function leaksInPromises(facts: FileFacts): SubscriptionLeak[] {
  return promiseSubscriptions(facts).map(({ event, certainty, released }) => ({
    ...NOTHING,
    node: event.node,
    certainty,
    problem: 'staysAfterSettling',
    subscription: { ...registeredBy(event.node), ending: 'dispose', basis: 'type' },
    owner: undefined,
    other: released,
  }))
}

function leaksBesideCollected(facts: FileFacts): SubscriptionLeak[] {
  return uncollectedEvents(facts).flatMap(({ event: { node }, sibling, certainty }) => {
    if (typedEnding(facts, node) === 'no' || runsOnce(facts, node)) return []
    return [
      {
        ...NOTHING,
        node,
        certainty,
        problem: 'siblingKept' as const,
        subscription: { ...registeredBy(node), ending: 'dispose', basis: 'type' },
        owner: ownersOf(facts, node)[0],
        other: sibling.node,
        collector: sibling.collector,
      },
    ]
  })
}

function leaksPiledUp(facts: FileFacts): SubscriptionLeak[] {
  return piledSubscriptions(facts)
    .filter(({ node }) => typedEnding(facts, node) !== 'no')
    .map((piled) => ({
      ...NOTHING,
      node: piled.node,
      certainty: 'likely',
      problem: 'pilesUp',
      subscription: { ...registeredBy(piled.node), ending: 'dispose', basis: 'type' },
      owner: ownersOf(facts, piled.node)[0],
      collector: piled.collector,
      piled,
    }))
}
