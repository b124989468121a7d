import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { link, type Link } from '../../ledger/link.js'
import { registrationsBeside } from '../../ledger/registrations/beside.js'
import type { Removal } from '../../ledger/registrations/registration.js'
import { runsAtAnyEnd } from '../../lives/owner.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { enclosingFunction } from '../../syntax/functions.js'
import type { Begun, Links } from './begun.js'
import { isTargetEnded, removalFor, removalsAfter } from './releases.js'

/** Answers whether a removal takes it out, or it goes with what ends its target. */
export function linksOfRemoval(facts: FileFacts, begun: Begun): Links {
  const { registration, holder } = begun
  const { target } = registration
  if (holder.lifetime === 'owner')
    return { lasting: link('no', `${target.text} goes with its owner`, target.node) }
  const removal = removalAtEnd(facts, begun)
  if (removal) return { alone: removal }
  const ended = isTargetEnded(facts, registration)
  return ended ? { lasting: link('no', `${target.text} is ended here`, target.node) } : {}
}

/**
 * Answers what takes a listener out, as the end of its owner sees it: a removal that puts the next one in its place ends the one
 * before only.
 */
function removalAtEnd(facts: FileFacts, { registration, holder, owners }: Begun): Link | undefined {
  const found = removalFor(facts, registration)
  if (!found || holder.lifetime !== 'module' || !owners.some(({ ends }) => ends === 'yes')) return found
  const removals = removalsAfter(facts, registration)
  const isSwapped =
    removals.length > 0 &&
    removals.every((each) => isSwap(facts, each) && !runsAtAnyEnd(facts, each.node, owners))
  return isSwapped ? undefined : found
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
