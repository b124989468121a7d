import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { runsAtAnyEnd, type Owner } from '../../lives/owner.js'
import { isWithin } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import type { Loss } from '../loss.js'
import { endingOperator } from '../subscriptions/endings.js'
import { endsOfHandle } from './ends-of-handle.js'
import { handles, type Handle } from './handle.js'
import { lookedThroughAtEnd, textOfHandle } from './entries-of-handle.js'

/** Another handle of the same owner, which the owner ends where it ends. */
export interface EndedSibling {
  readonly handle: Handle
  /** How a message names it. */
  readonly text: string
  readonly endedAt: TSESTree.Node
}

/** Answers a handle of the same noun and owner that is ended where the owner ends: its author meant to leave none. */
export function endedSibling(facts: FileFacts, handle: Handle): EndedSibling | undefined {
  const { owner, duty } = handle
  if (!owner) return undefined
  const siblings = endedByOwner(facts).get(owner.home ?? owner.node) ?? []
  return siblings.find(
    (sibling) =>
      sibling.handle !== handle &&
      isLike(sibling.handle, handle) &&
      sibling.handle.duty.site !== duty.site &&
      isThereWith(sibling.handle, handle),
  )
}

/** What is in a variable of a function goes with each run of that: it is a sibling of what begins in the same run. */
function isThereWith({ cell }: Handle, { duty: { site } }: Handle): boolean {
  return cell?.scope === undefined || cell.kind === 'field' || isWithin(site, cell.scope)
}

/** Answers how a message names the other handle that is ended where a lost one is left, and where that is. */
export function siblingOfLoss(
  facts: FileFacts,
  { form, at, ended: [other] }: Loss,
  handle: Handle,
): Pick<EndedSibling, 'text' | 'endedAt'> | undefined {
  if (!FORGOTTEN.has(form)) return endedSibling(facts, handle)
  return at && other && { text: facts.sourceCode.getText(other), endedAt: at }
}

/** The forms of a loss that is known by another cell, made in the same way. */
export const FORGOTTEN: ReadonlySet<string> = new Set(['missedSibling', 'missedBeside'])

/** Timers of all forms are alike; of anything else the noun says what is. */
function isLike(one: Handle, other: Handle): boolean {
  const { kind } = one.duty
  const { kind: otherKind } = other.duty
  return kind.noun === otherKind.noun || (kind.fluent !== undefined && kind.fluent === otherKind.fluent)
}

function endAtEndOf(facts: FileFacts, handle: Handle, owner: Owner): TSESTree.Node | undefined {
  if (owner.teardowns.length === 0 || !handle.cell) return undefined
  return (
    endsOfHandle(facts, handle).ends.find((node) => runsAtAnyEnd(facts, node, handle.owners)) ??
    lookedThroughAtEnd(facts, handle)
  )
}

/** The handles that are ended where their owner ends, by the place of its `this`, or else by its node. */
const endedByOwner = perFile((facts): ReadonlyMap<unknown, readonly EndedSibling[]> => {
  const found = new Map<unknown, EndedSibling[]>()
  for (const handle of handles(facts)) {
    const { owner } = handle
    if (!owner) continue
    const endedAt = endingOperator(facts, handle.duty) ?? endAtEndOf(facts, handle, owner)
    if (endedAt)
      addTo(found, owner.home ?? owner.node, { handle, text: textOfHandle(facts, handle), endedAt })
  }
  return found
})
