import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../../cells/file-facts.js'
import { link, type Link } from '../../../ledger/link.js'
import { registrationsBeside } from '../../../ledger/registrations/beside.js'
import { isFreshFunction, soleCalleeOf, wrappedBy } from '../../../ledger/registrations/fresh-functions.js'
import type { Registration, Removal } from '../../../ledger/registrations/registration.js'
import { soleValue } from '../../../syntax/bindings.js'
import type { Place } from '../../../syntax/places.js'
import { unwrap } from '../../../syntax/unwrap.js'
import type { Answer } from './mismatch.js'

/** `on('x', debounce(this.save))`, `off('x', this.save)`: what was made of the function is added, and nothing else could add itself. */
export function ofOwnWrapping(
  facts: FileFacts,
  removal: Removal,
  place: Place,
  handler: TSESTree.Expression,
): Answer | undefined {
  const meant = wrappingBeside(facts, removal, place)
  if (meant.length === 0) return undefined
  const isLibrary = meant.every((each) => isFreshFunction(facts, each.handler) === 'unknown')
  return { kind: 'wrappedHandler', doubt: isLibrary ? mayBeKnown(handler) : undefined, meant }
}

/**
 * `signal.addEventListener('abort', () => controller.abort())`, `signal.removeEventListener('abort', controller.abort)`: what
 * calls the function is added, and the function itself is nowhere, though others may have it.
 */
export function ofOthersWrapping(
  facts: FileFacts,
  removal: Removal,
  place: Place,
  handler: TSESTree.Expression,
): Answer | undefined {
  const wrapping = wrappingBeside(facts, removal, place)
  if (wrapping.length === 0) return undefined
  return {
    kind: 'wrappedHandler',
    doubt: link('likely', 'others may have added it', handler),
    meant: wrapping,
  }
}

/** A library that makes functions of others may mark them, so that they are found again. */
export function mayBeKnown(handler: TSESTree.Node): Link {
  return link('likely', 'the library that makes it may know it again', handler)
}

function wrappingBeside(facts: FileFacts, removal: Removal, place: Place): readonly Registration[] {
  return registrationsBeside(facts, removal).filter((each) => wraps(facts, each, place))
}

/** Whether what a registration adds is made from the function at a place, or does nothing but call it. */
function wraps(facts: FileFacts, { handler }: Registration, place: Place): boolean {
  const node = unwrap(handler)
  const variable = facts.bindings.variableOf(node)
  const value = variable ? soleValue(variable) : node
  if (!value) return false
  const called = soleCalleeOf(value)
  const parts = called ? [called] : wrappedBy(value)
  return parts.some((part) => facts.places.placeOf(part) === place)
}
