import type { TSESTree } from '@typescript-eslint/utils'

import {
  END_EVENTS,
  ENDING_NAME,
  isTeardownName,
  RELEASING_NAME,
  undoesStart,
} from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { ownersOf, runsAtAnyEnd, type Owner } from '../owner.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { callsOf } from '../repetition/calls.js'
import { isInCollectedCallback, runsWithin, type Teardown } from '../ends/teardown.js'

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

/**
 * Answers the teardown of the instance of a home in which code runs, and at no other time. Undefined for all else: what a caller does by
 * hand, a disposer of one entry, the end of a session that may begin again.
 */
export function endOfInstanceAt(
  facts: FileFacts,
  node: TSESTree.Node,
  home: Place | undefined,
): Teardown | undefined {
  const owner = ownersOf(facts, node).find((each) => each.kind === 'instance' && each.home === home)
  const ends = owner && membersAtEnd(facts, owner)
  if (!ends || ends.length === 0 || !runsWithin(facts, node, ends)) return undefined
  const scope = enclosingFunction(node)
  const isAtEnd = (each: TSESTree.Node): boolean => runsWithin(facts, each, ends)
  if (scope && !callsOf(facts, scope).every(isAtEnd)) return undefined
  return ends.find((end) => isWithin(node, end.node)) ?? ends[0]
}

const membersAtEnd = perKey((facts: FileFacts, { teardowns }: Owner): readonly Teardown[] =>
  teardowns.filter(
    ({ node, name }) => facts.places.memberOf(node) !== undefined && !undoesStart(name) && !isTold(node),
  ),
)

/** `close(id)`: what is told which one to end ends that. */
function isTold({ params: [first] }: FunctionNode): boolean {
  return first?.type === 'Identifier' && /(?:id|key|name|uri|url)$/i.test(first.name)
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
