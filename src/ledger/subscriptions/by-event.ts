import type { TSESTree } from '@typescript-eslint/utils'

import {
  COMES_ONCE,
  LISTENING_METHOD,
  SELF_ENDING_NAME,
  UNMISTAKABLE_EVENT,
} from '../../protocols/subscriptions.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { isOfProject } from '../../cells/definitions/definition-of.js'
import { isDropped } from '../../cells/uses/dropped.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { typedEnding } from './by-type.js'
import { collectorAround } from './collected.js'
import { eventCalls, takesListener } from './events.js'
import { registeredBy, type Subscription } from './subscription.js'

/**
 * Answers the calls that listen to what is called like an event and drop what it answers, or collect it: `model.onDidChange(listener)`.
 * Events of some names answer a disposable wherever they are in use; of others the code beside them has to say so.
 */
export const subscriptionsByEvent = perFile((facts): readonly Subscription[] => [
  ...eventCalls(facts)
    .filter(({ node }) => isLeft(facts, node))
    .map(({ node, name, source, leftOut }) => ({
      ...registeredBy(node, source),
      ending: 'dispose' as const,
      basis: 'event' as const,
      leftOut,
      isSure: UNMISTAKABLE_EVENT.test(name) || typedEnding(facts, node) === 'dispose',
    })),
  ...listeningCalls(facts),
])

/** Whether the result is dropped or collected; what its type says ends nothing is of no interest. */
function isLeft(facts: FileFacts, node: TSESTree.CallExpression): boolean {
  return (
    (isDropped(facts, node) || collectorAround(facts, node) !== undefined) &&
    !runsAtModuleLoad(node) &&
    typedEnding(facts, node) !== 'no'
  )
}

const callsNamedAsListening = nodesNamed(
  'calls',
  (name) => LISTENING_METHOD.test(name) && !SELF_ENDING_NAME.test(name),
)

/** `store.subscribe(render)`, `registry.register(update)`, `watchSize(element, update)` of another file: whatever that answers, something has to end it. */
function* listeningCalls(facts: FileFacts): Iterable<Subscription> {
  for (const [, calls] of callsNamedAsListening(facts)) {
    for (const node of calls) {
      const source = receiverOf(node)
      if (!source && !isOfProject(facts, node.callee)) continue
      if (!isLeft(facts, node) || !takesListener(facts, node)) continue
      yield { ...registeredBy(node, source), ending: 'call', basis: 'event' }
    }
  }
}

/** Whether a call listens for as long as it is not told otherwise, rather than for one thing that comes. */
export function listensOn(node: TSESTree.CallExpression): boolean {
  const name = calleeName(node) ?? ''
  const receiver = receiverOf(node)
  return !COMES_ONCE.test(name) && receiver !== undefined && unwrap(receiver).type !== 'CallExpression'
}
