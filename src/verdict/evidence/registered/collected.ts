import type { FileFacts } from '../../../cells/file-facts.js'
import { subscriptionOf } from '../../../ledger/sources/registered/subscriptions.js'
import type { Loss } from '../../../losses/loss.js'
import {
  collectedBeside,
  isWrittenThere,
  type CollectedBeside,
} from '../../../losses/subscriptions/collected-beside.js'
import { shown, type Shown } from '../shown.js'

/** An owner that collects what others of its subscriptions answer, and drops what this one does, has forgotten it. */
export function anotherIsCollected(facts: FileFacts, loss: Loss): Shown | undefined {
  const beside = besideOf(facts, loss)
  return beside?.isForgotten === 'yes' ? shownBy(beside) : undefined
}

/** That is likely where what it is on may be there for longer. */
export function anotherMayBeCollected(facts: FileFacts, loss: Loss): Shown | undefined {
  const beside = besideOf(facts, loss)
  return beside?.isForgotten === 'likely' ? shownBy(beside) : undefined
}

/** Where results of events are collected, one that is given its listener on the spot answers what ends it. */
export function listensBesideCollected(facts: FileFacts, loss: Loss): Shown | undefined {
  const subscription = subscriptionOf(facts, loss.duty)
  const beside = besideOf(facts, loss)
  return subscription && beside && isWrittenThere(facts, subscription.node) ? shownBy(beside) : undefined
}

/** Where they are collected, what is called like an event may well answer what ends it. */
export function registersBesideCollected(facts: FileFacts, loss: Loss): Shown | undefined {
  const beside = besideOf(facts, loss)
  return beside && shownBy(beside)
}

function besideOf(facts: FileFacts, { duty, kind }: Loss): CollectedBeside | undefined {
  const subscription = kind === 'dropped' ? subscriptionOf(facts, duty) : undefined
  return subscription && collectedBeside(facts, subscription)
}

function shownBy({ sibling }: CollectedBeside): Shown | undefined {
  return shown('another one of its owner is collected', sibling.node)
}
