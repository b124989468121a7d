import type { TSESTree } from '@typescript-eslint/utils'

import { END_OF_SOURCE, REGISTERING_NAME, SELF_ENDING_NAME } from '../../protocols/subscriptions.js'
import { isFunction } from '../../syntax/functions.js'
import { receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { endingByType, type TypedEnding } from '../../types/subscription.js'
import { isCollector } from './collected.js'
import { ignoredTypes } from '../protocol-rows/row-types.js'
import { isDropped } from '../../cells/uses/dropped.js'
import { isCollectedByArgument } from './events.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { registeredBy, type Subscription } from './subscription.js'

/** Answers how the result of a call is ended, by its type; unknown without types. */
export const typedEnding = perKey(
  (facts: FileFacts, node: TSESTree.CallExpression): TypedEnding | 'no' | 'unknown' => {
    if (!facts.types) return 'unknown'
    return endingByType(facts.types, node, receiverOf(node), ignoredTypes(facts))
  },
)

/**
 * Answers the calls of a file that drop a subscription by its type: they register a function, or are named as what
 * registers something. Nothing without types, and no functions: most functions that a call returns end nothing.
 */
export const subscriptionsByType = perFile((facts): readonly Subscription[] => {
  if (!facts.types) return []
  const found: Subscription[] = []
  for (const [name, calls] of facts.nodes.calls) {
    if (SELF_ENDING_NAME.test(name) || END_OF_SOURCE.test(name)) continue
    const tells = REGISTERING_NAME.test(name) && name !== 'subscribe'
    for (const node of calls) {
      if (!isDropped(facts, node) || isCollector(facts, node) || isCollectedByArgument(node)) continue
      const given = node.arguments.some((argument) => isFunction(unwrap(argument)))
      if (name === 'add' || name === 'push' ? !given : !given && !tells) continue
      const source = receiverOf(node)
      const ending = typedEnding(facts, node)
      if (ending === 'no' || ending === 'unknown' || ending === 'call') continue
      // Observables have a rule's part of their own.
      if (name === 'subscribe' && ending === 'unsubscribe') continue
      found.push({ ...registeredBy(node, source), ending, basis: 'type' })
    }
  }
  return found
})
