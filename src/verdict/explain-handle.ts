import type { TSESTree } from '@typescript-eslint/utils'

import { cellOfParameter, cellOfTarget } from '../cells/cell-of.js'
import type { Cell } from '../cells/cell.js'
import { destinationsOf, partsTaken } from '../cells/uses/destinations.js'
import type { FileFacts } from '../cells/file-facts.js'
import { transferOf } from '../cells/transfer-of.js'
import { useOf, type Use } from '../cells/uses/uses.js'
import { usesOfCell } from '../cells/uses/uses-of-cell.js'
import type { Duty } from '../ledger/duty.js'
import { isReleaseOf, releasedBy } from '../ledger/releases.js'
import type { ExplainedHandle, ExplainedUse } from './explained.js'
import { codeOf, positionOf } from './positions.js'

/** Answers which cells the handle of a duty is in, and what each of its uses does with the duty. */
export function explainHandle(facts: FileFacts, duty: Duty): ExplainedHandle {
  const { cells, direct } = placesOf(facts, duty)
  const found = cells.map((cell) => usesOfCell(facts, cell))
  // A value may be in several cells, one of which is an alias of the other.
  const uses = new Map([...direct, ...found.flatMap((each) => each.uses)].map((use) => [use.node, use]))
  return {
    cells: cells.map(({ text, kind }) => ({ text, kind })),
    uses: [...uses.values()]
      .toSorted((a, b) => a.node.range[0] - b.node.range[0])
      .map((use) => explainedUse(facts, duty, use)),
    areAllUses: found.every(({ isComplete }) => isComplete),
  }
}

/** The cells of a handle, and what is done with it before it is in any. */
interface HandlePlaces {
  readonly cells: readonly Cell[]
  readonly direct: readonly Use[]
}

function placesOf(facts: FileFacts, { site, arrival }: Duty): HandlePlaces {
  switch (arrival.as) {
    case 'value':
    case 'member':
      return placesOfValue(facts, site)
    case 'parameter':
      return placesAt(cellOfParameter(facts, arrival.callback, arrival.index))
    case 'argument': {
      const argument = site.arguments[arrival.index]
      return placesAt(argument && cellOfTarget(facts, argument))
    }
    case 'receiver':
      return placesAt(cellOfTarget(facts, arrival.receiver))
    case 'registration':
      return placesAt(cellOfTarget(facts, arrival.registration.target.node))
  }
}

function placesAt(cell: Cell | undefined): HandlePlaces {
  return { cells: cell ? [cell] : [], direct: [] }
}

function placesOfValue(facts: FileFacts, site: TSESTree.Node): HandlePlaces {
  const destinations = destinationsOf(facts, site)
  const cells = destinations.flatMap((each) => {
    if (each.to === 'cell') return [each.cell]
    // What is taken out of it stands for it: `const { release } = await lock()`.
    if (each.to !== 'part') return []
    return partsTaken(each.pattern).flatMap(({ target }) => cellOfTarget(facts, target) ?? [])
  })
  const isKept = destinations.every(({ to }) => to === 'cell' || to === 'part' || to === 'nowhere')
  return { cells, direct: isKept ? [] : [useOf(facts, site)] }
}

function explainedUse(facts: FileFacts, duty: Duty, use: Use): ExplainedUse {
  const at = positionOf(use.node)
  const code = codeOf(facts, shownNode(use))
  const { kind } = duty
  const released =
    duty.source === 'registration' ? isReleaseOf(facts, duty, use) : releasedBy(facts, kind, use)
  if (released === 'yes') return { at, code, effect: 'releases', reason: '' }
  const { effect, reason } = transferOf(facts, use, kind)
  if (released === 'maybe') return { at, code, effect: 'may release', reason }
  return { at, code, effect: effect === 'mayTake' ? 'may take' : effect, reason }
}

/** What shows a use to a reader: the call rather than the name in it. */
function shownNode(use: Use): TSESTree.Node {
  switch (use.kind) {
    case 'argument':
    case 'receiver':
      return use.call
    case 'property':
      return use.member
    case 'alias':
    case 'assigned':
    case 'stored':
    case 'returned':
      return use.node.parent ?? use.node
    case 'tested':
    case 'other':
      return use.node
  }
}
