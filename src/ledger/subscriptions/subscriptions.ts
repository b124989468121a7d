import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { subscriptionsByEvent } from './by-event.js'
import { subscriptionsByRow } from './by-row.js'
import { subscriptionsByStream } from './by-stream.js'
import { subscriptionsByType } from './by-type.js'
import { subscriptionsByName, subscriptionsBesideKept } from './by-use.js'
import { subscriptionsByWatcher } from './by-watcher.js'
import type { Subscription } from './subscription.js'

/** What knows of subscriptions. Where several know of one call, the first counts. */
const SOURCES: readonly ((facts: FileFacts) => readonly Subscription[])[] = [
  (facts) => subscriptionsByStream(facts).filter(({ isSure }) => isSure === true),
  subscriptionsByRow,
  subscriptionsByWatcher,
  subscriptionsByType,
  subscriptionsBesideKept,
  subscriptionsByName,
  subscriptionsByEvent,
  subscriptionsByStream,
]

/** Answers the calls of a file whose result is the way to end what they begin, each once. */
export const subscriptions = perFile((facts): ReadonlyMap<TSESTree.Node, Subscription> => {
  const found = new Map<TSESTree.Node, Subscription>()
  for (const source of SOURCES)
    for (const subscription of source(facts))
      if (!found.has(subscription.node)) found.set(subscription.node, subscription)
  return found
})
