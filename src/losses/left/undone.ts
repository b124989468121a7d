import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import type { Duty } from '../../ledger/duty.js'
import { link } from '../../ledger/link.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import { isOnElementOfOthers } from '../common-links.js'
import type { Loss } from '../loss.js'

/** What is done to an argument stays until it is undone, wherever in the file that is. */
export function neverUndone(
  facts: FileFacts,
  duty: Duty,
  argument: TSESTree.Node | undefined,
): Loss | undefined {
  if (!argument || runsAtModuleLoad(duty.site)) return undefined
  const place = facts.places.placeOf(argument)
  // A part of the page itself: what is shown there is shown until the page is left.
  if (place?.startsWith('g:') === true) return undefined
  const isUndone = duty.kind.functions.some((name) =>
    (facts.nodes.calls.get(name) ?? []).some(({ arguments: [undone] }) => {
      const other = undone && facts.places.placeOf(undone)
      if (place === undefined || other === undefined || other === place) return true
      // `this.node = node; …; unmount(this.node)`: the same element by another name.
      return (valuesByPlace(facts).get(other) ?? []).some(
        (value) => value !== 'parameter' && facts.places.placeOf(value) === place,
      )
    }),
  )
  if (isUndone) return undefined
  const isKnown = isOnElementOfOthers(facts, duty)
  return {
    kind: 'left',
    form: 'neverUndone',
    duty,
    cell: undefined,
    node: duty.site,
    at: undefined,
    owner: undefined,
    ended: [],
    links: isKnown
      ? { alone: link('likely', 'who has given the element may undo it as well', argument) }
      : { matters: link('likely', 'it may stay for as long as the program') },
  }
}
