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
      'a callback writes the variable of the function around it when it runs, and nothing tells how often before the next turn',
  },
  {
    losses: ['overwritten in a loop', 'overwritten by each update', 'overwritten by a second instance'],
    because:
      'not yet: a write is walked where the cell holds the handle itself, and not a member or an entry of something',
  },
  {
    losses: ['set to undefined, not ended'],
    because: 'not yet: an emptied cell is looked at where the file ends what is in it by a closing verb',
  },
  {
    losses: ['taken out of its Map, the end ends all that are in it'],
    because: 'not yet: an entry is looked at where the file ends others of its collection by a closing verb',
  },
  {
    losses: ['one of two forgotten at the end', 'no teardown, a sibling class has one'],
    because: 'not yet: the end of an owner is asked of fields, and not of statics, refs and module variables',
  },
  {
    losses: ['ended after the overwrite, which ends the new one'],
    because:
      'not yet: a release of the new one is told where it is the next statement, or stands in the end of the owner',
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
