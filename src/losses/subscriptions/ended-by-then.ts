import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { link, type Link } from '../../ledger/link.js'
import { runsAtAnyEnd } from '../../lives/owner.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { enclosingFunction, isWithin } from '../../syntax/functions.js'
import type { Handle } from '../handles/handle.js'

/**
 * Answers whether a subscription may have been ended by the end of its owner, by what ends it at another time: its own listener, at
 * the first thing that it hears; another function. What the call that begins it again ends, is forgotten at the end. Undefined
 * where nothing speaks for it.
 */
export function endedByThen(
  facts: FileFacts,
  { duty: { site }, owners }: Handle,
  ends: readonly TSESTree.Node[],
): Link | undefined {
  if (runsAtAnyEnd(facts, site, owners)) return link('unknown', 'it is begun where its owner ends', site)
  const scope = enclosingFunction(site)
  const others = ends.filter((end) => enclosingFunction(end) !== scope)
  const own = others.find((end) => isWithin(end, site) && isOfListener(site, end) && runsEachTime(facts, end))
  if (own) return link('no', 'the first thing that it hears ends it', own)
  return others[0] && link('likely', 'it may have been ended by then', others[0])
}

/** Whether a node stands in a function that is given to a call, and in none within that. */
function isOfListener(site: TSESTree.Node, node: TSESTree.Node): boolean {
  return enclosingFunction(node)?.parent === site
}
