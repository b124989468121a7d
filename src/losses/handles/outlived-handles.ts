import type { TSESTree } from '@typescript-eslint/utils'

import { functionsRunBy } from '../../cells/call-targets.js'
import type { Cell } from '../../cells/cell.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link, type LinkName } from '../../ledger/link.js'
import { holderOf } from '../../lives/lifetime.js'
import { runsAtAnyEnd } from '../../lives/owner.js'
import { functionsOfTeardowns } from '../../lives/teardown.js'
import { enclosingFunction, isWithin, runsAtModuleLoad } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { rootOf } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'
import { rearmingAfterEnd } from '../timers/rearmed.js'
import { settlesWithoutClear } from '../timers/settled.js'
import { isShort, timerOf } from '../timers/timer.js'
import { courseOf, type Course } from './course.js'
import { endsOfHandle } from './ends-of-handle.js'
import { endedSibling } from './ended-siblings.js'
import { handedAround, lookedThroughAtEnd } from './entries-of-handle.js'
import { handles, type Handle } from './handle.js'

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
  const { ends, taker } = endsOfHandle(facts, handle)
  const alone: Links = taker
    ? { alone: link('unknown', taker.reason, taker.node) }
    : cell
      ? heldBesides(facts, handle, cell)
      : {}
  if (ends.length === 0) return neverEnded(facts, handle, cell ? 'neverCleared' : 'dropped', alone)
  return onSomeWay(facts, handle, ends, alone) ?? notAtEnd(facts, handle, ends, alone)
}

/** Who else has a cell, and may end what is in it. */
function heldBesides(facts: FileFacts, { duty }: Handle, cell: Cell): Links {
  // What is there once, for all who want it, is theirs to end.
  const isShared = cell.kind === 'static' && runsAtModuleLoad(duty.site)
  if (cell.kind === 'module' || isShared || isOfLoad(cell))
    return { alone: link('unknown', `${cell.text} lives as long as the module`, cell.target) }
  return isKeptOutside(facts, cell)
    ? { alone: link('likely', `${cell.text} belongs to another`, cell.target) }
    : {}
}

/** Whether a variable is there once: that of a function which runs while the module loads. */
function isOfLoad({ variable, scope }: Cell): boolean {
  return (
    variable !== undefined &&
    scope !== undefined &&
    variable.identifiers.some((name) => runsAtModuleLoad(name))
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
  if (ends.some((end) => runsAtAnyEnd(facts, end, owners))) return startedAgain(facts, handle, ends, alone)
  const course = courseOf(facts, handle, ends)
  if (!course) return undefined
  const others =
    alone.alone?.sure === 'unknown'
      ? {}
      : (endedByOthers(facts, handle, ends) ?? settledByCall(handle) ?? endingIt(facts, handle))
  if (course.form !== undefined)
    return {
      ...lossAs(handle, 'outlived', course.form, ends, course.node),
      at: ends[0],
      links: { ...course.links, ...alone },
    }
  if (!owner) return undefined
  const lasting = course.node ? course.links.lasting : lastingOf(handle)
  const links = { ...course.links, ...(lasting && { lasting }), ...alone, ...others }
  return {
    ...besideSibling(facts, handle, {
      ...lossAs(handle, 'outlived', 'notClearedAtEnd', ends, course.node),
      links,
    }),
    at: ends[0],
  }
}

/** A component that keeps a ref is unmounted some time, whether it says so or not. */
function lastingOf({ owner, owners, cell }: Handle): Link {
  const name = owner?.name ?? 'its owner'
  const isRefOfComponent = owner?.kind === 'scope' && cell?.kind === 'ref'
  const ends = owner !== undefined && owner.teardowns.length > 0 && owners.some((each) => each.ends === 'yes')
  return ends || isRefOfComponent
    ? link('yes', `it goes on where ${name} ends`, owner.node)
    : link('likely', `it goes on should ${name} end`, owner?.node)
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

/** An end in a function that an object keeps, or a handler: who runs that, and when, is not seen. */
function endedByOthers(
  facts: FileFacts,
  { owner }: Handle,
  ends: readonly TSESTree.Node[],
): Links | undefined {
  if (owner?.kind !== 'instance') return undefined
  const other = ends.find((end) => isRunByOthers(end) && memberHomeOf(facts, end) !== owner.home)
  return other && { alone: link('unknown', 'others may run what ends it', other) }
}

/** A variable of the call that begins it: the call itself, or its callbacks, settle it. */
function settledByCall({ cell, duty, owner }: Handle): Links | undefined {
  if (cell?.kind !== 'local' || !owner || !cell.scope) return undefined
  const isOfCall =
    // What a function around the whole owner has is there for all of its members.
    (owner.kind === 'instance' && isWithin(cell.scope, owner.node)) ||
    owner.kind === 'request' ||
    (owner.node !== cell.scope && cell.scope === enclosingFunction(duty.site))
  return isOfCall
    ? { alone: link('unknown', 'the call that begins it, or its callbacks, settle it') }
    : undefined
}

/** `setTimeout(this.dispose, ms)`: the timer brings the end about, so it cannot outlive it. */
function endingIt(facts: FileFacts, handle: Handle): Links | undefined {
  const callback = timerOf(facts, handle)?.callbacks.find((target) => {
    const { functions, isComplete } = functionsRunBy(facts, target)
    if (!isComplete) return true
    return handle.owners.some((owner) => {
      const ends = functionsOfTeardowns(facts, owner.teardowns)
      return [...functions].some((each) => ends.has(each))
    })
  })
  return callback && { lasting: link('no', 'it brings the end about', callback) }
}

/** Handles of a collection, where an owner that ends does not look into it then. */
function lossOfEntry(facts: FileFacts, handle: Handle): Loss | undefined {
  const { owner } = handle
  if (owner?.ends !== 'yes' || owner.teardowns.length === 0) return undefined
  const { ends } = endsOfHandle(facts, handle)
  const course = courseOf(facts, handle, [handle.duty.site])
  const endedAt =
    handle.member === undefined
      ? lookedThroughAtEnd(facts, handle)
      : ends.find((end) => runsAtAnyEnd(facts, end, handle.owners))
  if (!course || endedAt) return undefined
  const others = handedAround(facts, handle)
  return {
    ...lossAs(handle, 'outlived', 'keyedNeverCleared', ends, course.node),
    links: {
      ...course.links,
      open: link('likely', 'entries may be taken out in time', handle.duty.site),
      ...(others && { alone: link('unknown', 'others are given the collection', others) }),
    },
  }
}

function neverEnded(
  facts: FileFacts,
  handle: Handle,
  form: 'dropped' | 'neverCleared',
  alone: Links = {},
): Loss | undefined {
  const course = courseOf(facts, handle, [])
  if (!course) return undefined
  const kind = form === 'dropped' ? 'dropped' : 'outlived'
  const links = { ...course.links, ...alone }
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
  const { matters, lasting, open } = found.links
  const raise = ({ sure, because, witness }: Link): Link =>
    (sure === 'likely' || sure === 'unknown') && isForgotten
      ? doubted('forgotten', sure, because, witness)
      : { sure, because, witness }
  const links = {
    ...found.links,
    ...(matters && { matters: raise(matters) }),
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

/** `session.timer`: whoever that belongs to may end it, and it has an end of its own. */
function isKeptOutside(facts: FileFacts, cell: Cell): boolean {
  const { origin } = holderOf(facts, rootOf(cell.target))
  return cell.kind === 'member' && (origin === 'parameter' || origin === 'import')
}

/** The place of the instance or object whose member a node stands in. */
function memberHomeOf(facts: FileFacts, node: TSESTree.Node): Place | undefined {
  const scope = enclosingFunction(node)
  return scope && facts.places.memberOf(scope)?.home
}

/** Whether a node lies in a function that is kept in an object or a field: it is not visible who runs it. */
function isRunByOthers(node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope || !enclosingFunction(scope)) return false
  const { parent } = scope
  return (
    parent.type === 'AssignmentExpression' ||
    (parent.type === 'Property' && parent.parent.parent.type !== 'CallExpression')
  )
}
