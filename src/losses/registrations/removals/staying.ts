import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, type FunctionNode } from '../../../syntax/functions.js'
import { groupedBy } from '../../../syntax/grouping.js'
import { functionsMeantBy, functionsRunBy } from '../../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../../cells/file-facts.js'
import { possibleRemovals } from '../../../ledger/registrations/removal-index.js'
import { takesOut } from '../../../ledger/registrations/matching.js'
import { ownersOf, runsAtAnyEnd } from '../../../lives/owner.js'
import { removals } from '../../../ledger/registrations/registrations.js'
import type { Registration, Removal } from '../../../ledger/registrations/registration.js'

/**
 * Whether a listener is still there after a removal that misses it has run: nothing that runs with that removal
 * takes it out, no signal does, and it has not just been called for the only time.
 */
export function staysAfter(facts: FileFacts, removal: Removal, registration: Registration): boolean {
  if (registration.signal || hasJustRun(facts, removal, registration)) return false
  const together = removalsRunWith(facts, enclosingFunction(removal.node))
  const taking = takenOutBy(facts, registration).filter(({ by }) => by !== removal)
  if (taking.some(({ by }) => together.has(by))) return false
  const owners = ownersOf(facts, removal.node)
  if (!runsAtAnyEnd(facts, removal.node, owners)) return true
  return !taking.some(({ by, sure }) => sure && runsAtAnyEnd(facts, by.node, owners))
}

/** The removals that take a listener out, or may do so: asked once for each listener, whatever misses it. */
const takenOutBy = perKey(
  (facts: FileFacts, registration: Registration): readonly { by: Removal; sure: boolean }[] =>
    possibleRemovals(facts, registration).map((by) => ({
      by,
      sure: takesOut(facts, by, registration) === 'yes',
    })),
)

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
function removalsRunWith(facts: FileFacts, scope: FunctionNode | undefined): ReadonlySet<Removal> {
  return scope ? removalsRunBy(facts, scope) : new Set(removalsByFunction(facts).get(undefined))
}

const removalsRunBy = perKey(
  (facts: FileFacts, scope: FunctionNode): ReadonlySet<Removal> =>
    new Set(
      [...functionsRunBy(facts, scope).functions].flatMap(
        (each) => removalsByFunction(facts).get(each) ?? [],
      ),
    ),
)

const removalsByFunction = perFile((facts): ReadonlyMap<FunctionNode | undefined, Removal[]> =>
  groupedBy(removals(facts), ({ node }) => enclosingFunction(node)),
)
