import type { TSESTree } from '@typescript-eslint/utils'

import { isMadeAnew, namesSame } from './listener-matching.js'
import { registrations, registrationsIn, type Registration, type Removal } from './registrations.js'
import { removalsOfHandler } from './removal-index.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../syntax/functions.js'

import { functionsMeantBy } from './call-targets.js'
import { perFile, type FileFacts } from './file-facts.js'
import { ownersOf, runsAtAnyEnd } from './owner.js'

/**
 * Answers the removal of a listener that was registered on the same target in the same function: its
 * author meant to take all of them out. Not for handlers that take themselves out when they run.
 */
export function removedSibling(facts: FileFacts, registration: Registration): Removal | undefined {
  const scope = enclosingFunction(registration.node)
  const siblings = registrationsIn(facts, scope).filter(
    (other) =>
      other !== registration && other.target.text === registration.target.text && !isMadeAnew(other.handler),
  )
  const handlers = handlersByTarget(facts).get(registration.target.text)
  return siblings
    .flatMap((sibling) =>
      removalsOfHandler(facts, sibling).filter((removal) => namesSame(facts, removal, sibling)),
    )
    .find(
      (removal) =>
        enclosingFunction(removal.node) !== scope &&
        !enclosingFunctions(removal.node).some((inner) => handlers?.has(inner)) &&
        (runsAtAnyEnd(facts, removal.node, ownersOf(facts, registration.node)) ||
          isReleaseFunction(removal.node)),
    )
}

/** The functions that listen on the targets of a text. */
const handlersByTarget = perFile((facts): ReadonlyMap<string, ReadonlySet<FunctionNode>> => {
  const targets = new Map<string, Set<FunctionNode>>()
  for (const { target, handler } of registrations(facts)) {
    const handlers = targets.get(target.text) ?? new Set()
    targets.set(target.text, handlers)
    for (const node of functionsMeantBy(facts, handler)) handlers.add(node)
  }
  return targets
})

/** Whether a node lies in a function whose name says that it releases. */
function isReleaseFunction(node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  const name = scope && functionName(scope)
  return name !== undefined && RELEASING_NAME.test(name)
}
