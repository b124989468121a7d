import { perFile } from '../cells/file-facts.js'
import { usesOfCell, type CellWrite } from '../cells/uses/uses-of-cell.js'
import { endsOf } from '../flow/kept-cell-uses.js'
import { keptDutiesByCell } from '../ledger/kept-duties.js'
import { isNoHandle } from '../syntax/nothing.js'
import { lossesAt } from './emptied.js'
import type { Loss } from './loss.js'

/**
 * Answers the cells whose handle is thrown away, and nothing was ended: `this.socket = undefined` where the file ends
 * what is in the cell elsewhere. The first of them in each function.
 */
export const voidedLosses = perFile((facts): readonly Loss[] =>
  [...keptDutiesByCell(facts).values()].flatMap(([kept]) => {
    if (!kept || kept.cell.kind === 'entry') return []
    const emptied = usesOfCell(facts, kept.cell).writes.filter(isVoiding)
    return lossesAt(
      facts,
      kept,
      'voided',
      emptied.map(({ at }) => at),
      endsOf(facts, kept),
    )
  }),
)

/** The declaration of a variable begins it, and throws nothing away. */
function isVoiding({ value, operator, at }: CellWrite): boolean {
  if (at.type === 'VariableDeclarator') return false
  return operator === 'delete' || (operator === '=' && value !== undefined && isNoHandle(value))
}
