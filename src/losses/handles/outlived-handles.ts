import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link, type LinkName } from '../../ledger/link.js'
import { anyAtEnd, runsAtAnyEnd } from '../../lives/owner.js'
import { enclosingFunction, enclosingFunctions } from '../../syntax/functions.js'
import { mayFollow } from '../../syntax/may-follow.js'
import { leftLosses } from '../left.js'
import type { Loss } from '../loss.js'
import { rearmingAfterEnd } from '../timers/rearmed.js'
import { settlesWithoutClear } from '../timers/settled.js'
import { isMinor, isShort, timerOf } from '../timers/timer.js'
import { courseOf, type Course } from './course.js'
import { endsOfHandle } from './ends-of-handle.js'
import { endedSibling } from './ended-siblings.js'
import { endedTogether, othersWhoEnd, othersWithHandle } from './ended-by-others.js'
import { othersOfCollection, handedAround, isOnlyFilled, lookedThroughAtEnd } from './entries-of-handle.js'
import { takenOutRunning } from './taken-out.js'
import { endsBefore, handles, type Handle } from './handle.js'

type Links = Partial<Record<LinkName, Link>>

/**
 * Answers what goes on after its owner has ended: nobody keeps its handle, nothing ends it, or something does, but not
 * where the owner ends.
 */
export const outlivedHandles = perFile((facts): readonly Loss[] =>
  handles(facts).flatMap((handle) => lossOf(facts, handle) ?? []),
)

function lossOf(facts: FileFacts, handle: Handle): Loss | undefined {
  const { cell } = handle
  if (cell?.kind === 'entry') return lossOfEntry(facts, handle)
  const found = endsOfHandle(facts, handle)
  const { ends } = found
  if (ends.length === 0) {
    const loss = neverEnded(facts, handle, cell ? 'neverCleared' : 'dropped')
    // Who else may end it, other files tell: that is asked of what may be told.
    if (!loss || (facts.onlyKnown && isSilent(loss.links))) return loss
    const others = othersWithHandle(facts, handle, found)
    return others ? { ...loss, links: { ...loss.links, alone: others } } : loss
  }
  const others = othersWithHandle(facts, handle, found)
  const alone: Links = others ? { alone: others } : {}
  return onSomeWay(facts, handle, ends, alone) ?? notAtEnd(facts, handle, ends, alone)
}

/** Whether a link says no, or nothing that any evidence could raise: whatever the others say, the loss is silent. */
function isSilent(links: Links): boolean {
  return Object.values(links).some(
    ({ sure, doubt }) => sure === 'no' || (sure === 'unknown' && doubt === undefined),
  )
}

/** What the callback of a timer leaves running where it settles its promise. */
function onSomeWay(
  facts: FileFacts,
  handle: Handle,
  ends: readonly TSESTree.Node[],
  alone: Links,
): Loss | undefined {
  const timer = timerOf(facts, handle)
  const settle = timer && settlesWithoutClear(facts, timer, ends)
  return settle && { ...lossAs(handle, 'left', 'runsOnSettled', ends), at: settle, links: alone }
}

/** Ended, but not where the owner ends; or there, and begun again behind it. */
function notAtEnd(
  facts: FileFacts,
  handle: Handle,
  ends: readonly TSESTree.Node[],
  alone: Links,
): Loss | undefined {
  const { owner, owners } = handle
  if (anyAtEnd(facts, ends, owners)) return startedAgain(facts, handle, ends, alone)
  const course = courseOf(facts, handle, ends)
  if (!course) return undefined
  if (course.form !== undefined) {
    const links = { ...course.links, ...alone }
    return { ...lossAs(handle, 'outlived', course.form, ends, course.node), at: ends[0], links }
  }
  if (!owner) return undefined
  const others = alone.alone?.sure === 'unknown' ? undefined : othersWhoEnd(facts, handle, ends)
  const settled = endedOnEachWay(facts, handle, ends)
  const together = endedTogether(facts, handle, timerOf(facts, handle)?.callbacks ?? [], ends)
  const lasting = together ?? (course.node ? course.links.lasting : lastingOf(handle))
  const links = {
    ...course.links,
    ...(lasting && { lasting }),
    ...alone,
    ...(others && { alone: others }),
    ...(settled && { open: settled }),
  }
  return {
    ...besideSibling(
      facts,
      handle,
      { ...lossAs(handle, 'outlived', 'notClearedAtEnd', ends, course.node), links },
      course,
    ),
    at: ends[0],
  }
}

/** `try { timer = setTimeout(…); await job } finally { clearTimeout(timer) }`: the function that begins it leaves none behind. */
function endedOnEachWay(
  facts: FileFacts,
  { cell, duty: { site } }: Handle,
  ends: readonly TSESTree.Node[],
): Link | undefined {
  const scope = enclosingFunction(site)
  if (cell?.kind !== 'local' || cell.scope !== scope) return undefined
  const end = ends.find((each) => enclosingFunction(each) === scope && mayFollow(each, site))
  if (!end || leftLosses(facts).some(({ duty }) => duty.site === site)) return undefined
  return link('no', 'each way out of the function ends it', end)
}

function lastingOf(handle: Handle): Link {
  const { owner, owners, cell } = handle
  const name = owner?.name ?? 'its owner'
  // An end that is written behind a way out of the function is not that of what is begun before it.
  const isReached = owner?.teardowns.some(({ node }) => isReachedFrom(handle.duty.site, node)) === true
  const ends = isReached && owners.some((each) => each.ends === 'yes')
  return ends || (cell?.kind === 'ref' && endsBefore(handle))
    ? link('yes', `it goes on where ${name} ends`, owner?.node)
    : link('likely', `it goes on should ${name} end`, owner?.node)
}

/** Whether what stands in the same function as the site, and is or is around an end, may run after it. */
function isReachedFrom(site: TSESTree.Node, end: TSESTree.Node): boolean {
  const scope = enclosingFunction(site)
  const beside = [end, ...enclosingFunctions(end)].find((each) => enclosingFunction(each) === scope)
  return !beside || mayFollow(beside, site)
}

function startedAgain(
  facts: FileFacts,
  handle: Handle,
  ends: readonly TSESTree.Node[],
  alone: Links,
): Loss | undefined {
  const timer = timerOf(facts, handle)
  const rearming = timer && rearmingAfterEnd(facts, timer, ends)
  if (!rearming) return undefined
  const open = rearming.isEachTime
    ? link('yes', 'each round waits, and then starts the next one', rearming.wait)
    : link('likely', 'a round may wait, and then start the next one', rearming.wait)
  return {
    ...lossAs(handle, 'outlived', 'startsAgain', ends),
    at: rearming.wait,
    links: { open, ...alone },
  }
}

/** Handles of a collection, where an owner that ends does not look into it then. */
function lossOfEntry(facts: FileFacts, handle: Handle): Loss | undefined {
  const timer = timerOf(facts, handle)
  return atEndWithEntries(facts, handle) ?? (timer && takenOutRunning(facts, handle, timer.callbacks))
}

function atEndWithEntries(facts: FileFacts, handle: Handle): Loss | undefined {
  const { owner } = handle
  if (owner?.ends !== 'yes') return undefined
  // Without an end in this file, only what is never looked at is certainly left.
  if (owner.teardowns.length === 0 && !isOnlyFilled(facts, handle)) return undefined
  const { ends } = endsOfHandle(facts, handle)
  const course = courseOf(facts, handle, [handle.duty.site])
  const endedAt =
    handle.member === undefined
      ? lookedThroughAtEnd(facts, handle)
      : ends.find((end) => runsAtAnyEnd(facts, end, handle.owners))
  if (!course || endedAt) return undefined
  const taker = handedAround(facts, handle)
  const others = taker
    ? link('unknown', 'others are given the collection', taker)
    : othersOfCollection(facts, handle)
  return {
    ...lossAs(handle, 'outlived', 'keyedNeverCleared', ends, course.node),
    links: {
      ...course.links,
      ...(!isOnlyFilled(facts, handle) && {
        open: link('likely', 'entries may be taken out in time', handle.duty.site),
      }),
      ...(others && { alone: others }),
    },
  }
}

function neverEnded(facts: FileFacts, handle: Handle, form: 'dropped' | 'neverCleared'): Loss | undefined {
  const course = courseOf(facts, handle, [])
  if (!course) return undefined
  const kind = form === 'dropped' ? 'dropped' : 'outlived'
  const { links } = course
  if (course.form !== undefined)
    return { ...lossAs(handle, kind, course.form, [], course.node), at: course.at, links }
  return besideSibling(facts, handle, { ...lossAs(handle, kind, form, [], course.node), links }, course)
}

/**
 * An end that clears another one of the owner shows that this one is forgotten. Where its handle is dropped, it may as well be
 * meant to be over soon, if it may end by itself.
 */
function besideSibling(facts: FileFacts, handle: Handle, found: Loss, course?: Course): Loss {
  const timer = timerOf(facts, handle)
  const sibling = timer && isShort(timer) ? undefined : endedSibling(facts, handle)
  if (!sibling) return found
  const isForgotten = found.form !== 'dropped' || course?.isPlain === true
  if (course?.keepsLinks === true) return { ...found, form: 'siblingCleared' }
  const { matters, lasting, open } = found.links
  const raise = ({ sure, because, witness }: Link): Link =>
    (sure === 'likely' || sure === 'unknown') && isForgotten
      ? doubted('forgotten', sure, because, witness)
      : { sure, because, witness }
  const links = {
    ...found.links,
    ...(matters && { matters: timer && isMinor(timer) ? matters : raise(matters) }),
    ...(lasting && { lasting: raise(lasting) }),
    ...(open && { open: raise(open) }),
  }
  return { ...found, form: 'siblingCleared', links }
}

function lossAs(
  handle: Handle,
  kind: Loss['kind'],
  form: string,
  ended: readonly TSESTree.Node[] = [],
  node: TSESTree.Node = handle.duty.site,
): Omit<Loss, 'links'> {
  const { duty, cell, owner } = handle
  return { kind, form, duty, cell, node, at: undefined, owner, ended }
}
