import type { FileFacts } from '../../../cells/file-facts.js'
import { link } from '../../../ledger/link.js'
import { runsAtAnyEnd } from '../../../lives/owner.js'
import { enclosingFunctions, isExecutor } from '../../../syntax/functions.js'
import type { Begun, Links } from '../begun.js'
import { isTargetEnded, removalFor, removalsAfter } from './releases.js'
import { removedOfOwner, removedSibling } from './siblings.js'
import { triggerOf, type Trigger } from './triggers.js'

/** Answers whether a removal takes it out, or it goes with what ends its target. */
export function linksOfRemoval(facts: FileFacts, begun: Begun): Links {
  const { registration, holder } = begun
  const { target } = registration
  if (holder.lifetime === 'owner')
    return { lasting: link('no', `${target.text} goes with its owner`, target.node) }
  const removal = linksOfRemovals(facts, begun)
  if (removal) return removal
  const ended = isTargetEnded(facts, registration)
  return ended ? { lasting: link('no', `${target.text} is ended here`, target.node) } : {}
}

/**
 * Answers what takes a listener out, as the end of its owner sees it: a removal that puts the next one in its place ends the one
 * before only, and one that an event brings may come too late.
 */
function linksOfRemovals(facts: FileFacts, begun: Begun): Links | undefined {
  const { registration, owners } = begun
  const found = removalFor(facts, registration)
  if (!found) return undefined
  const alone = { alone: found }
  // What a promise waits for is over when that settles.
  const isOfWait = enclosingFunctions(registration.node).some(isExecutor)
  if (isOfWait || !owners.some(({ ends }) => ends === 'yes')) return alone
  const removals = removalsAfter(facts, registration)
  if (removals.length === 0 || removals.some(({ node }) => runsAtAnyEnd(facts, node, owners))) return alone
  const triggers = removals.map((each) => triggerOf(facts, each, registration))
  if (triggers.includes(undefined)) return alone
  const event = triggers.find((each) => each?.by === 'event')
  return event ? (linksOfEvent(facts, begun, event) ?? alone) : {}
}

/**
 * What an event brings that is put on what outlives the owner comes with the next one, also after the end: that is a moment, unless
 * the end takes out others of the same target. An event of an element of the owner comes no more.
 */
function linksOfEvent(
  facts: FileFacts,
  { registration, holder, owners }: Begun,
  trigger: Trigger,
): Links | undefined {
  if (trigger.by === 'swap') return {}
  const open = { open: link('likely', 'only an event takes it out', trigger.at) }
  const others = [removedSibling(facts, registration), removedOfOwner(facts, registration)]
  if (others.some((each) => each && runsAtAnyEnd(facts, each.node, owners))) return open
  return holder.lifetime === 'module' && trigger.isOwn ? open : undefined
}
