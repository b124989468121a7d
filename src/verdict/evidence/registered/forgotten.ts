import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { heldIn } from '../../../cells/uses/held.js'
import { makerKey } from '../../../ledger/makers.js'
import { endsOfHandle } from '../../../losses/handles/ends-of-handle.js'
import type { Duty } from '../../../ledger/duty.js'
import { cellsFilledBy } from '../../../ledger/sources/evidence-of-ends.js'
import { subscriptionOf } from '../../../ledger/sources/registered/subscriptions.js'
import { subscriptions } from '../../../ledger/subscriptions/subscriptions.js'
import { endedSibling } from '../../../losses/handles/ended-siblings.js'
import { handleOfDuty, handles } from '../../../losses/handles/handle.js'
import type { Loss } from '../../../losses/loss.js'
import { isOfConstructor } from '../../../frameworks/injected-classes.js'
import { isParameter } from '../../../syntax/bindings.js'
import { calleeName } from '../../../syntax/property-name.js'
import { rootOf } from '../../../syntax/unwrap.js'
import type { Shown } from '../shown.js'

/** Another timer or the like of the same owner is ended where the owner ends: its author meant to leave none of them. */
export function anotherIsEnded(facts: FileFacts, { duty }: Loss): Shown | undefined {
  const handle = handleOfDuty(facts, duty)
  const sibling = handle && endedSibling(facts, handle)
  // What a call is given may be over with the call: only another one on the same says that it is not.
  if (sibling && !isOnSame(facts, duty, sibling.handle.duty)) return undefined
  return sibling && { because: `${sibling.text} is ended where its owner ends`, witness: sibling.endedAt }
}

/** Whether what listens to an event of what a function is given is on the same as another one; anything else is its owner's. */
function isOnSame(facts: FileFacts, duty: Duty, other: Duty): boolean {
  const { basis, source } = subscriptionOf(facts, duty) ?? {}
  const root = source && facts.bindings.variableOf(rootOf(source))
  if (basis !== 'event' || !source || !root || !isParameter(root) || isOfConstructor(root.identifiers[0]))
    return true
  const otherSource = subscriptionOf(facts, other)?.source
  return (
    otherSource !== undefined && facts.sourceCode.getText(otherSource) === facts.sourceCode.getText(source)
  )
}

/** What the same call on the same answers is ended elsewhere in the file: a subscription to it is not meant to stay. */
export function endedWhereMadeAlike(facts: FileFacts, { duty }: Loss): Shown | undefined {
  const key = subscriptionOf(facts, duty) && makerKey(facts, duty.site)
  const other = key === undefined ? undefined : endedByMaker(facts).get(key)
  return other && { because: 'the file ends what the same call answers', witness: other }
}

/** What is kept, where the file ends what the same method of anything answers: nobody keeps it for anything else. */
export function keptWhereAlikeIsEnded(facts: FileFacts, { cell, kind, duty }: Loss): Shown | undefined {
  const name = cell && kind === 'outlived' && subscriptionOf(facts, duty) ? calleeName(duty.site) : undefined
  const other = name === undefined ? undefined : endedByMethod(facts).get(name)
  return other && { because: 'the file ends what the same method answers', witness: other }
}

const endedByMethod = perFile((facts): ReadonlyMap<string, TSESTree.Node> => {
  const found = new Map<string, TSESTree.Node>()
  for (const { node, ending } of subscriptions(facts).values()) {
    const name = calleeName(node)
    if (name === undefined || found.has(name)) continue
    const uses = cellsFilledBy(facts, node).flatMap((cell) => heldIn(facts, cell).uses)
    const end = uses.find((use) => use.kind === 'receiver' && use.method === ending)
    if (end) found.set(name, end.node)
  }
  return found
})

const endedByMaker = perFile((facts): ReadonlyMap<string, TSESTree.Node> => {
  const found = new Map<string, TSESTree.Node>()
  for (const handle of handles(facts)) {
    const { site } = handle.duty
    const key = subscriptionOf(facts, handle.duty) && makerKey(facts, site)
    const [end] = key === undefined || found.has(key) ? [] : endsOfHandle(facts, handle).ends
    if (key !== undefined && end) found.set(key, end)
  }
  return found
})
