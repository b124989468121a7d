import type { TSESTree } from '@typescript-eslint/utils'

import { UNMISTAKABLE_EVENT } from '../protocols/subscriptions.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import { enclosingFunction, isExecutor, isWithin, type FunctionNode } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { walk } from '../syntax/walk.js'
import { isDropped } from './dropped-results.js'
import { eventCalls, type EventCall } from './event-calls.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { sourceHolder } from './subscription-source.js'
import { typedEnding } from './typed-subscriptions.js'

/** An event that a promise waits for, whose listener stays once the promise has settled. */
export interface PromiseSubscription {
  event: EventCall
  certainty: Certainty
  /** What the same promise releases when it settles. */
  released: TSESTree.CallExpression | undefined
}

/**
 * Answers the events that a promise's executor listens to and forgets, on something that outlives the promise.
 * Known where the promise releases something else when it settles: its author thought of it.
 */
export const promiseSubscriptions = perFile((facts): readonly PromiseSubscription[] =>
  eventCalls(facts).flatMap((event) => {
    const executor = enclosingFunction(event.node)
    if (!isExecutor(executor) || !isDropped(event.node) || !settles(facts, event.node, executor)) return []
    const ending = typedEnding(facts, event.node)
    const isNamed = UNMISTAKABLE_EVENT.test(event.name)
    if (ending === 'no' || !(isNamed || ending === 'dispose')) return []
    const { lifetime } = sourceHolder(facts, event.source)
    // What the instance owns outlives its promises all the same.
    const isOfInstance = facts.places.placeOf(event.source)?.startsWith('this') === true
    if (lifetime === 'call' || (lifetime === 'owner' && !isOfInstance)) return []
    const released = releasedOnSettling(facts, executor)
    return [{ event, certainty: released ? 'known' : 'likely', released }]
  }),
)

/** Whether a node mentions a parameter of an executor, by which it settles the promise. */
function settles(facts: FileFacts, node: TSESTree.Node, executor: FunctionNode): boolean {
  return executor.params.some((parameter) => {
    const variable = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    return variable?.references.some((reference) => isWithin(reference.identifier, node)) === true
  })
}

/** Answers a call in a callback of an executor that clears a timer or disposes of something. */
const releasedOnSettling = perKey(
  (facts: FileFacts, executor: FunctionNode): TSESTree.CallExpression | undefined => {
    let found: TSESTree.CallExpression | undefined
    walk(executor.body, facts.sourceCode.visitorKeys, (node) => {
      if (
        node.type === 'CallExpression' &&
        RELEASING_NAME.test(calleeName(node) ?? '') &&
        enclosingFunction(node) !== executor
      ) {
        found ??= node
      }
      return found === undefined
    })
    return found
  },
)
