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
    losses: ['dropped'],
    because:
      'not yet: of what is thrown away and made by nothing that the file ends elsewhere, rows alone know that it is owed',
  },
  {
    losses: [
      'early return before the release',
      'awaited call may throw before the release',
      'ended on one branch',
      'ended on success only',
    ],
    because:
      'not yet: ways out are walked for locals, and for what the file itself ends in the same function',
  },
  {
    losses: ['never ended, a sibling method ends the same'],
    because:
      'not yet: one site that is ended makes a duty of the other where the maker has a name that makes',
  },
  {
    losses: ['returned in a record whose member no caller reads'],
    because: 'not yet: the member of a record is followed where the record is taken apart at once',
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
