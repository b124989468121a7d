import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, type FunctionNode } from '../syntax/functions.js'
import { groupedBy } from '../syntax/grouping.js'
import { functionsMeantBy, functionsRunBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { takesOut } from './listener-matching.js'
import { ownersOf, runsAtAnyEnd } from '../lives/owner.js'
import { removals, type Registration, type Removal } from '../ledger/registrations.js'

/**
 * Whether a listener is still there after a removal that misses it has run: nothing that runs with that removal
 * takes it out, no signal does, and it has not just been called for the only time.
 */
export function staysAfter(facts: FileFacts, removal: Removal, registration: Registration): boolean {
  if (registration.signal || hasJustRun(facts, removal, registration)) return false
  const scope = enclosingFunction(removal.node)
  const together = [removal.node, ...removalsRunWith(facts, scope).map(({ node }) => node)]
  if (
    removalsRunWith(facts, scope).some(
      (other) => other !== removal && takesOut(facts, other, registration) !== 'no',
    )
  ) {
    return false
  }
  const owners = ownersOf(facts, removal.node)
  if (!runsAtAnyEnd(facts, removal.node, owners)) return true
  return !removalsOfEvent(facts, registration).some(
    (other) =>
      !together.includes(other.node) &&
      takesOut(facts, other, registration) === 'yes' &&
      runsAtAnyEnd(facts, other.node, owners),
  )
}

/** `once('error', function onError() { … })`, with the removal in `onError` itself. */
function hasJustRun(facts: FileFacts, removal: Removal, { once, handler }: Registration): boolean {
  if (!once) return false
  const handlers = functionsMeantBy(facts, handler)
  return contains(handlers, removal.node)
}

function contains(functions: readonly FunctionNode[], node: TSESTree.Node): boolean {
  for (let scope = enclosingFunction(node); scope; scope = enclosingFunction(scope)) {
    if (functions.includes(scope)) return true
  }
  return false
}

/** The removals in a function and in what it runs. */
function removalsRunWith(facts: FileFacts, scope: FunctionNode | undefined): readonly Removal[] {
  const byFunction = removalsByFunction(facts)
  if (!scope) return byFunction.get(undefined) ?? []
  return [...functionsRunBy(facts, scope).functions].flatMap((each) => byFunction.get(each) ?? [])
}

const removalsByFunction = perFile((facts): ReadonlyMap<FunctionNode | undefined, Removal[]> =>
  groupedBy(removals(facts), ({ node }) => enclosingFunction(node)),
)

function removalsOfEvent(facts: FileFacts, { event }: Registration): readonly Removal[] {
  return removalsByEvent(facts).get(event.name ?? event.text) ?? []
}

const removalsByEvent = perFile((facts): ReadonlyMap<string | undefined, Removal[]> =>
  groupedBy(removals(facts), ({ event }) => event?.name ?? event?.text),
)
