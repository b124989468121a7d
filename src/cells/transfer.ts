/**
 * What a use does with the right and the duty to end what it uses.
 *
 * - `borrows`: uses it and leaves it with whoever had it
 * - `takes`: from now on it is another's to end
 * - `mayTake`: it cannot be told which; lowers certainty and never ends a question
 */
export type TransferEffect = 'borrows' | 'takes' | 'mayTake'

/** The answer of the oracle, with what it rests on, as a sentence for people. */
export interface Transfer {
  readonly effect: TransferEffect
  readonly reason: string
}
