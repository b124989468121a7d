import type { TSESTree } from '@typescript-eslint/utils'

import { sameEvent } from '../../ledger/registrations/events.js'
import { sameTarget } from '../../ledger/registrations/targets.js'
import { namesSame } from '../../ledger/registrations/matching.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import { registrations, registrationsIn } from '../../ledger/registrations/registrations.js'
import type { Registration, Removal } from '../../ledger/registrations/registration.js'
import { removalsOfHandler } from '../../ledger/registrations/removal-index.js'
import { COLLECTORS, RELEASING_NAME } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { ownersOf, runsAtAnyEnd } from '../../lives/owner.js'

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
  return removalsAtEnd(facts, registration, siblings, namesSame)[0]
}

/**
 * Answers the removal of a listener that was registered in the same function on another target: what begins
 * together was meant to end together.
 */
export function removedNeighbour(facts: FileFacts, registration: Registration): Removal | undefined {
  const scope = enclosingFunction(registration.node)
  if (!scope) return undefined
  const neighbours = registrationsIn(facts, scope).filter(
    (other) => other.target.text !== registration.target.text && !isMadeAnew(other.handler),
  )
  return removalsAtEnd(facts, registration, neighbours, readsSame)[0]
}

/** Whether a removal of its handler is of the event of a registration, on what may be its target by another name. */
function readsSame(facts: FileFacts, removal: Removal, { event, target }: Registration): boolean {
  return (
    removal.event !== undefined &&
    sameEvent(removal.event, event) === 'yes' &&
    sameTarget(facts, removal.target, target) !== 'no'
  )
}

function removalsAtEnd(
  facts: FileFacts,
  registration: Registration,
  siblings: readonly Registration[],
  matches: (facts: FileFacts, removal: Removal, sibling: Registration) => boolean,
): Removal[] {
  const scope = enclosingFunction(registration.node)
  const handlers = handlersByTarget(facts).get(registration.target.text)
  return siblings
    .flatMap((sibling) =>
      removalsOfHandler(facts, sibling).filter((removal) => matches(facts, removal, sibling)),
    )
    .filter(
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

/**
 * Answers a subscription of the same function that its owner collects, to release it at its end:
 * `this._register(source.onChange(update))`.
 */
export function collectedNeighbour(
  facts: FileFacts,
  registration: Registration,
): TSESTree.CallExpression | undefined {
  const scope = enclosingFunction(registration.node)
  return scope && collectedSubscriptions(facts).get(scope)?.[0]
}

const collectedSubscriptions = perFile((facts): ReadonlyMap<FunctionNode, TSESTree.CallExpression[]> => {
  const functions = new Map<FunctionNode, TSESTree.CallExpression[]>()
  for (const name of [...COLLECTORS, ...facts.settings.collectors]) {
    for (const call of facts.nodes.calls.get(name) ?? []) {
      const scope = enclosingFunction(call)
      if (!scope || !call.arguments.some(isSubscription)) continue
      addTo(functions, scope, call)
    }
  }
  return functions
})

/** A call that is given a listener and answers how to take it out. */
function isSubscription(node: TSESTree.CallExpressionArgument): boolean {
  return (
    node.type === 'CallExpression' &&
    node.arguments.some(
      (argument) => argument.type === 'ArrowFunctionExpression' || argument.type === 'FunctionExpression',
    )
  )
}
