import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isShownByElement } from '../../cells/uses/shown.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import type { Duty } from '../../ledger/duty.js'
import { releasedBy } from '../../ledger/releases.js'
import { isWithin } from '../../syntax/functions.js'
import { effectAround } from '../common-links.js'
import { failureWithoutRelease } from './failure-handlers.js'
import type { Loss } from '../loss.js'

/** `image.src = URL.createObjectURL(file)`: what is kept in the object that uses it is released by its handlers. */
export function leftByHandlers(facts: FileFacts, duty: Duty, cell: Cell): Loss | undefined {
  const at = handlerWithoutRelease(facts, duty, cell)
  return at && { ...left(duty, 'openOnFailure'), at }
}

/**
 * What has no method of its own, such as an object URL, is released by whoever uses it up: answers the handler of a failure that does
 * not, where the one of success does.
 */
export function handlerWithoutRelease(
  facts: FileFacts,
  { kind }: Duty,
  cell: Cell,
): TSESTree.Node | undefined {
  if (kind.methods.length > 0) return undefined
  const { uses } = usesOfCell(facts, cell)
  const releases = uses.flatMap((use) =>
    use.kind === 'argument' && releasedBy(facts, kind, use) === 'yes' && isSamePlace(facts, use.node, cell)
      ? [cell.variable ? use.node : use.call]
      : [],
  )
  return releases.length === 0 ? undefined : failureWithoutRelease(facts, releases, cell.place)
}

/** Members of a name are reached through other variables elsewhere, which are no matter of this object's handlers. */
function isSamePlace(facts: FileFacts, node: TSESTree.Node, cell: Cell): boolean {
  return cell.variable !== undefined || facts.places.placeOf(node) === cell.place
}

/** `ref.current = new Editor()`: what a component keeps in a ref, its cleanup has to release. */
export function leftInRef(facts: FileFacts, duty: Duty, cell: Cell): Loss | undefined {
  const effect = effectAround(facts, duty)
  if (!effect) return undefined
  const isKeptThere = usesOfCell(facts, cell).uses.every(
    (use) =>
      isWithin(duty.site, use.node) ||
      use.kind === 'tested' ||
      use.kind === 'property' ||
      (use.kind === 'receiver' && use.method !== undefined && releasedBy(facts, duty.kind, use) === 'no'),
  )
  return isKeptThere ? { ...left(duty, 'neverReleased'), cell, owner: effect } : undefined
}

/** `link.href = URL.createObjectURL(file)`: what an element shows, and nobody takes from it again, stays. */
export function leftInElement(facts: FileFacts, duty: Duty, cell: Cell): Loss | undefined {
  return isShownByElement(facts, cell.target)
    ? { ...left(duty, 'neverReleased'), cell, owner: effectAround(facts, duty) }
    : undefined
}

function left(duty: Duty, form: string): Loss {
  return {
    kind: 'left',
    form,
    duty,
    cell: undefined,
    node: duty.site,
    at: undefined,
    owner: undefined,
    ended: [],
    links: {},
  }
}
