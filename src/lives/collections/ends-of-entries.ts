import type { TSESTree } from '@typescript-eslint/utils'

import { END_EVENTS, ENDING_NAME, isTeardownName, RELEASING_NAME } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../../syntax/functions.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { ownersOf, runsAtAnyEnd } from '../owner.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { callsOf } from '../repetition/calls.js'
import { isInCollectedCallback } from '../teardown.js'

/**
 * Whether code stands where something ends: in a function that is named so, in a listener of an event that says so,
 * or in a function that a function hands back to its caller to undo what it did.
 */
export function standsAtEnd(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some((scope) => isEnd(facts, scope)) || isInCollectedCallback(facts, node)
}

/** Whether code runs where its owner ends, and nothing calls it at another time: `start() { this.stop(); … }`. */
export function runsOnlyAtEnd(facts: FileFacts, node: TSESTree.Node): boolean {
  const isAtEnd = (each: TSESTree.Node): boolean => runsAtAnyEnd(facts, each, ownersOf(facts, each))
  const scope = enclosingFunction(node)
  return isAtEnd(node) && (!scope || callsOf(facts, scope).every(isAtEnd))
}

const isEnd = perKey((facts: FileFacts, scope: FunctionNode): boolean => {
  const name = functionName(scope)
  if (name !== undefined) {
    const isNamed = RELEASING_NAME.test(name) || ENDING_NAME.test(name)
    if (isNamed || isTeardownName(name, scope.params.length, facts.settings.teardowns)) return true
  }
  return endListeners(facts).has(scope) || isReturned(scope)
})

const endListeners = perFile(
  (facts): ReadonlySet<FunctionNode> =>
    new Set(
      registrations(facts)
        .filter(({ event }) => END_EVENTS.has(event.name ?? ''))
        .flatMap(({ handler }) => functionsMeantBy(facts, handler)),
    ),
)

function isReturned({ parent }: FunctionNode): boolean {
  return parent.type === 'ReturnStatement' || parent.type === 'ArrowFunctionExpression'
}
