import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../../cells/file-facts.js'
import { registrationsBeside } from '../../../ledger/registrations/beside.js'
import type { Registration, Removal } from '../../../ledger/registrations/registration.js'
import { holderOf } from '../../../lives/lifetime.js'
import { runsEachTime } from '../../../lives/repetition/each-time.js'
import { eventsThatRun } from '../../../lives/repetition/events.js'
import { runsOf } from '../../../lives/repetition/runs.js'
import { enclosingFunction } from '../../../syntax/functions.js'

/**
 * What makes a removal come.
 *
 * - `swap`: the next listener, which takes the place of the one before: the last one stays
 * - `event`: an event, perhaps of an element of the owner's own, which comes no more when that is gone
 */
export type Trigger =
  { readonly by: 'swap' } | { readonly by: 'event'; readonly at: TSESTree.Node; readonly isOwn: boolean }

/** Answers what alone makes a removal of a listener come; undefined where others may, or nothing is seen to. */
export function triggerOf(
  facts: FileFacts,
  removal: Removal,
  registration: Registration,
): Trigger | undefined {
  const isOfOne = holderOf(facts, registration.target.node).lifetime === 'module'
  if (isOfOne && (isSwap(facts, removal) || comesBeforeNext(facts, removal, registration)))
    return { by: 'swap' }
  const scope = enclosingFunction(removal.node)
  const event = scope && eventsThatRun(facts, scope)?.[0]
  return event && { by: 'event', at: event.at, isOwn: event.isOfElement }
}

/**
 * `if (before) before.off('x', f); if (now) now.on('x', f)`, in a function that only its own instance runs: it takes out what its last
 * run has put there, and this run puts on the next one. A reference of a component is told that its element goes.
 */
function comesBeforeNext(facts: FileFacts, { node }: Removal, registration: Registration): boolean {
  const scope = enclosingFunction(node)
  if (!scope || scope !== enclosingFunction(registration.node) || !follows(registration.node, node))
    return false
  const runs = runsOf(facts, scope)
  return runs.length > 0 && runs.every((run) => run.by === 'code' || run.by === 'owner')
}

/** `target.off('x', before); target.on('x', after)`: whether a removal makes room for the next listener. */
function isSwap(facts: FileFacts, removal: Removal): boolean {
  const scope = enclosingFunction(removal.node)
  return registrationsBeside(facts, removal).some(
    ({ node }) =>
      enclosingFunction(node) === scope &&
      follows(node, removal.node) &&
      isUnconditional(facts, node, removal),
  )
}

function follows(node: TSESTree.Node, other: TSESTree.Node): boolean {
  return node.range[0] > other.range[1]
}

/** Whether an addition comes each time that a removal before it does. */
function isUnconditional(facts: FileFacts, node: TSESTree.Node, removal: Removal): boolean {
  return runsEachTime(facts, node) || statementAround(node).parent === statementAround(removal.node).parent
}

function statementAround(node: TSESTree.Node): TSESTree.Node {
  let current = node
  while (current.parent && !current.type.endsWith('Statement')) current = current.parent
  return current
}
