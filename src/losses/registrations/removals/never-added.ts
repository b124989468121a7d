import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../../cells/file-facts.js'
import { link } from '../../../ledger/link.js'
import { registrationsBeside } from '../../../ledger/registrations/beside.js'
import { handlerPlace, registrationsOfHandler } from '../../../ledger/registrations/handler-mentions.js'
import type { Registration, Removal } from '../../../ledger/registrations/registration.js'
import { unfilledHandler } from '../../../ledger/registrations/unfilled.js'
import { comesBefore } from '../ends/releases.js'
import type { Answer } from './mismatch.js'

/** Answers that what a removal names has never been added to anything, since nothing fills it. */
export function ofUnfilled(
  facts: FileFacts,
  removal: Removal,
  handler: TSESTree.Expression,
): Answer | undefined {
  const unfilled = unfilledHandler(facts, handler)
  if (!unfilled) return undefined
  const meant = registrationsBeside(facts, removal)
  if (meant.length === 0 && unfilled.sure !== 'yes') return undefined
  const doubt = unfilled.sure === 'yes' ? undefined : link('likely', 'other files may fill it', handler)
  return { kind: 'neverFilled', doubt, meant }
}

/**
 * Answers that a removal names a function that its own call has made, and adds only then: of what former calls have added it takes
 * out nothing, though its author expects something to be there.
 */
export function ofNotYetAdded(
  facts: FileFacts,
  removal: Removal,
  handler: TSESTree.Expression,
): Answer | undefined {
  const place = handlerPlace(facts, handler)
  const added: readonly Registration[] = place === undefined ? [] : registrationsOfHandler(facts, place)
  if (added.length === 0 || !added.every((each) => comesBefore(facts, removal, each))) return undefined
  const doubt = link('likely', 'former calls may have added to something else', removal.target.node)
  return { kind: 'notYetAdded', doubt, meant: added }
}
