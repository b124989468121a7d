import type { FileFacts } from '../../cells/file-facts.js'
import { endedSibling } from '../../losses/handles/ended-siblings.js'
import { handleOfDuty } from '../../losses/handles/handle.js'
import type { Loss } from '../../losses/loss.js'
import type { Shown } from './shown.js'

/** Another timer or the like of the same owner is ended where the owner ends: its author meant to leave none of them. */
export function anotherIsEnded(facts: FileFacts, { duty }: Loss): Shown | undefined {
  const handle = handleOfDuty(facts, duty)
  const sibling = handle && endedSibling(facts, handle)
  return sibling && { because: `${sibling.text} is ended where its owner ends`, witness: sibling.endedAt }
}
