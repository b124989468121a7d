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
    because: 'not yet: what is dropped is looked for by a few names only (losses/dropped)',
  },
  {
    losses: [
      'early return before the release',
      'awaited call may throw before the release',
      'ended on one branch',
      'ended on success only',
    ],
    because: 'not yet: ways out are walked for rows and for what is learned by name (losses/left)',
  },
  {
    losses: ['never ended, a sibling method ends the same'],
    because: 'not yet: duties are not learned from the other site (ledger, learned)',
  },
  {
    losses: ['returned in a record whose member no caller reads'],
    because: 'not yet: what a function of the file hands out in a record is no duty (ledger, factory)',
  },
  {
    losses: ['overwritten in a loop', 'overwritten by each update', 'overwritten by a second instance'],
    because: 'not yet: writes are walked for locals and fields only (losses/overwritten)',
  },
  {
    losses: ['set to undefined, not ended'],
    because: 'not yet: nothing asks what a cell held that is emptied (losses/voided)',
  },
  {
    losses: ['taken out of its Map, the end ends all that are in it'],
    because: 'not yet: nothing asks what an entry held that is taken out (losses/removed)',
  },
  {
    losses: ['one of two forgotten at the end', 'no teardown, a sibling class has one'],
    because: 'not yet: ends are asked of the fields of a few kinds only (losses/outlived)',
  },
  {
    losses: ['ended after the overwrite, which ends the new one'],
    because: 'not yet: a release after the write silences the write (losses/misplaced)',
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
