import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { link } from '../../ledger/link.js'
import type { Subscription } from '../../ledger/subscriptions/subscription.js'
import { sourceHolder } from '../../lives/streams/source-holder.js'
import { END_OF_SOURCE, EVENT_METHOD } from '../../protocols/subscriptions.js'
import { RELEASING_NAME } from '../../protocols/teardowns.js'
import { enclosingFunction, isExecutor, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { walk } from '../../syntax/walk.js'
import type { Course } from '../handles/course.js'

/**
 * Answers how an event goes on that a promise's executor listens to and forgets, on something that outlives the promise.
 * Known where the promise releases something else when it settles: its author thought of it. Undefined for what is no wait.
 */
export function courseInPromise(facts: FileFacts, { node, source }: Subscription): Course | undefined {
  const name = calleeName(node) ?? ''
  const executor = enclosingFunction(node)
  if (!source || !EVENT_METHOD.test(name) || END_OF_SOURCE.test(name)) return undefined
  if (!isExecutor(executor) || !settles(facts, node, executor)) return undefined
  const { lifetime } = sourceHolder(facts, source)
  // What the instance owns outlives its promises all the same.
  const isOfInstance = facts.places.placeOf(source)?.startsWith('this') === true
  const text = facts.sourceCode.getText(source)
  const goes = lifetime === 'call' || (lifetime === 'owner' && !isOfInstance)
  const released = releasedOnSettling(facts, executor)
  return {
    form: 'staysAfterSettling',
    node,
    ...(released && { at: released }),
    links: {
      lasting: link(
        goes ? 'no' : 'yes',
        goes ? `${text} goes with the promise` : `${text} outlives the promise`,
        source,
      ),
      open: released
        ? link('yes', 'something else settles the promise, and releases what it has', released)
        : link('likely', 'something else may settle the promise', node),
    },
  }
}

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
