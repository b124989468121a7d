import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { registrationsWithoutEvent } from '../registrations/without-events.js'
import { subscriptionsByAnswer } from './by-answer.js'
import { subscriptionsByEvent } from './by-event.js'
import { subscriptionsByRow } from './by-row.js'
import { isForStreams, subscriptionsByStream } from './by-stream.js'
import { subscriptionsByType } from './by-type.js'
import { subscriptionsByName, subscriptionsBesideKept, subscriptionsKeptForNothing } from './by-use.js'
import { subscriptionsByWatcher } from './by-watcher.js'
import type { Subscription } from './subscription.js'

/** What knows of subscriptions. Where several know of one call, the first counts. */
const SOURCES: readonly ((facts: FileFacts) => readonly Subscription[])[] = [
  (facts) => subscriptionsByStream(facts).filter(({ isSure }) => isSure === true),
  subscriptionsByRow,
  subscriptionsByWatcher,
  subscriptionsByType,
  subscriptionsBesideKept,
  subscriptionsByAnswer,
  subscriptionsByName,
  subscriptionsKeptForNothing,
  // Where a file works with streams, more is known of them than of any listener.
  (facts) => subscriptionsByStream(facts).filter(({ node }) => isForStreams(facts, node)),
  subscriptionsByEvent,
  subscriptionsByStream,
]

/** What is taken out by the function that was put in is a listener: what its call answers is of no interest. */
function isListener(facts: FileFacts, { node, basis }: Subscription): boolean {
  return basis !== 'row' && basis !== 'type' && withoutEvent(facts).has(node)
}

const withoutEvent = perFile((facts) => new Set(registrationsWithoutEvent(facts).map(({ node }) => node)))

/** Answers the calls of a file whose result is the way to end what they begin, each once. */
export const subscriptions = perFile((facts): ReadonlyMap<TSESTree.Node, Subscription> => {
  const found = new Map<TSESTree.Node, Subscription>()
  for (const source of SOURCES)
    for (const subscription of source(facts))
      if (!found.has(subscription.node) && !isListener(facts, subscription))
        found.set(subscription.node, subscription)
  return found
})
