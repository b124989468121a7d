import type { TSESTree } from '@typescript-eslint/utils'
import { addTo } from '../syntax/grouping.js'

import { perFile, type FileFacts } from '../cells/file-facts.js'
import { usesOfHandle } from './handle.js'
import { endOfKeyed, keyedHandlesOf } from './keyed-timers.js'
import { runsAtAnyEnd } from '../lives/owner.js'
import { clearsHandle } from './timer-handles.js'
import { timersOf, type Timer } from './timer-starts.js'

/** Another timer of the same owner, which the owner clears at its end. */
export interface ClearedSibling {
  /** How a message names its handle. */
  text: string
  clearedAt: TSESTree.Node
}

/**
 * Answers a timer of the same owner that is cleared where the owner ends: its author meant to leave none of
 * them running.
 */
export function clearedSibling(facts: FileFacts, { owner, node }: Timer): ClearedSibling | undefined {
  if (!owner || owner.teardowns.length === 0) return undefined
  const siblings = clearedByOwner(facts).get(owner.home ?? owner.node) ?? []
  return siblings.find((sibling) => sibling.node !== node)
}

/** The timers that are cleared at the end of their owner, by the place of its `this`, or else by its node. */
const clearedByOwner = perFile(
  (facts): ReadonlyMap<unknown, readonly (ClearedSibling & { node: TSESTree.Node })[]> => {
    const found = new Map<unknown, (ClearedSibling & { node: TSESTree.Node })[]>()
    for (const timer of timersOf(facts)) {
      const { owner, node } = timer
      const end = owner && owner.teardowns.length > 0 ? endOf(facts, timer) : undefined
      if (!owner || !end) continue
      const key = owner.home ?? owner.node
      addTo(found, key, { node, ...end })
    }
    return found
  },
)

function endOf(facts: FileFacts, timer: Timer): ClearedSibling | undefined {
  const { handle, owners, protocol, node } = timer
  if (handle.kind === 'handedOn') {
    const keyed = keyedHandlesOf(facts, timer)
    const end = keyed && endOfKeyed(facts, keyed, timer)
    return end && { text: keyed.text, clearedAt: end }
  }
  if (handle.kind !== 'variable' && handle.kind !== 'member') return undefined
  const use = usesOfHandle(facts, handle, node).find(
    (each) => clearsHandle(each, protocol) && runsAtAnyEnd(facts, each.node, owners),
  )
  return use && { text: handle.text, clearedAt: use.node }
}
