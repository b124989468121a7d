import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { endsOf } from '../../flow/kept-cell-uses.js'
import { isOfRegistration, type Duty } from '../../ledger/duty.js'
import { keptDuties } from '../../ledger/kept-duties.js'
import { subscriptionOf } from '../../ledger/sources/registered/subscriptions.js'
import { link, type Link } from '../../ledger/link.js'
import { firstAtEnd, ownersOf, type Owner } from '../../lives/owner.js'
import { waitPastEnd } from '../../lives/ends/past-end.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { keptBesides } from '../fields/kept-besides.js'
import { othersWithHandle } from '../handles/ended-by-others.js'
import { endsOfHandle } from '../handles/ends-of-handle.js'
import { courseOf } from '../handles/course.js'
import { handles, type Handle } from '../handles/handle.js'
import type { Loss } from '../loss.js'

/**
 * Answers what the end of an owner ends, and which begins after a wait that the owner may not live to see the end of: that end
 * has found nothing there.
 */
export const begunPastEnd = perFile((facts): readonly Loss[] => {
  // The owner may not have ended by then: none is more than likely.
  if (facts.onlyKnown) return []
  const kept = keptDuties(facts).flatMap((each) => {
    const { duty, value } = each
    return isOfRegistration(duty)
      ? []
      : (lossOf(facts, each, value, endsOf(facts, each), () => keptBesides(facts, each)) ?? [])
  })
  return [...kept, ...oncePerFunction(facts)]
})

/** Of the subscriptions that one function begins behind its waits, the first: one look at a flag is the remedy for all of them. */
function oncePerFunction(facts: FileFacts): readonly Loss[] {
  const seen = new Set<unknown>()
  return handlesPastEnd(facts).filter(({ duty }) => {
    if (!subscriptionOf(facts, duty)) return true
    const scope = enclosingFunction(duty.site)
    const isFirst = !seen.has(scope)
    seen.add(scope)
    return isFirst
  })
}

function handlesPastEnd(facts: FileFacts): readonly Loss[] {
  return handles(facts).flatMap((handle) => {
    const { duty, cell } = handle
    const isOwn = cell?.kind === 'local' && cell.scope === enclosingFunction(duty.site)
    if (!cell || isOwn) return []
    const found = endsOfHandle(facts, handle)
    const alone = (): Link =>
      othersWithHandle(facts, handle, found) ?? link('yes', `nothing else ends ${cell.text}`)
    const loss = lossOf(facts, { duty, cell }, duty.site, found.ends, alone)
    // How long what holds a subscription lives, says what it is on.
    return loss ? { ...loss, links: { ...loss.links, ...heldBy(facts, handle) } } : []
  })
}

/** What is known of a subscription itself: a stream that ends, a source that goes with its owner. */
function heldBy(facts: FileFacts, handle: Handle): Loss['links'] {
  if (!subscriptionOf(facts, handle.duty)) return {}
  const { lasting, owed, open, matters } = courseOf(facts, handle, [])?.links ?? {}
  return {
    ...(lasting && { lasting }),
    ...(owed && { owed }),
    ...(matters && { matters }),
    ...(open?.sure === 'no' && { open }),
  }
}

function lossOf(
  facts: FileFacts,
  { duty, cell }: { readonly duty: Duty; readonly cell: Cell },
  node: TSESTree.Node,
  ends: readonly TSESTree.Node[],
  alone: () => Link,
): Loss | undefined {
  const found = ownerThatEnds(facts, node, ends)
  if (!found) return undefined
  const { owner, end } = found
  const wait = waitPastEnd(facts, node, owner)
  return (
    wait && {
      kind: 'outlived',
      form: 'begunPastEnd',
      duty,
      cell,
      node,
      at: wait,
      owner,
      ended: [end],
      links: {
        open: link('likely', `${owner.name} may have ended by then`, wait),
        alone: alone(),
        lasting: link('yes', `${owner.name} ends while the program goes on`, owner.node),
      },
    }
  )
}

function ownerThatEnds(
  facts: FileFacts,
  node: TSESTree.Node,
  ends: readonly TSESTree.Node[],
): { owner: Owner; end: TSESTree.Node } | undefined {
  for (const owner of ownersOf(facts, node)) {
    const end = firstAtEnd(facts, ends, owner)
    if (end) return { owner, end }
  }
  return undefined
}
