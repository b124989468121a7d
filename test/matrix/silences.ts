import type { CellName } from './cells.js'
import type { Case } from './programs.js'

/** Why neither preset tells of some cases. Without a list, it is of all kinds, all losses or all cells. */
export interface Silence {
  readonly kinds?: readonly string[]
  readonly losses?: readonly string[]
  readonly cells?: readonly CellName[]
  readonly isInformative?: true
  readonly because: string
}

/** The first that fits a case speaks for it. */
export const SILENCES: readonly Silence[] = [
  {
    isInformative: true,
    because: 'not yet: the rules of registrations do not ask the engine',
  },
  {
    kinds: ['callback value'],
    losses: ['overwritten in a loop'],
    because:
      'nothing tells when a callback that is given away runs, and how often: it may be after the end that follows the loop',
  },
  {
    kinds: ['generator'],
    losses: ['ended after the overwrite, which ends the new one'],
    because:
      'a generator that is advanced before it is returned may have been wanted for its first value alone',
  },
]

/** Whether a silence is about a case. */
export function isAbout(
  { kinds, losses, cells, isInformative }: Silence,
  { kind, loss, cell }: Case,
): boolean {
  return (
    (kinds?.includes(kind.name) ?? true) &&
    (losses?.includes(loss.name) ?? true) &&
    (cells?.includes(cell) ?? true) &&
    (isInformative === undefined || kind.isInformative === true)
  )
}

/** Answers the number of the silence that speaks for a case, from 1 on; undefined where none does. */
export function silenceOf(each: Case): number | undefined {
  const index = SILENCES.findIndex((silence) => isAbout(silence, each))
  return index < 0 ? undefined : index + 1
}
