import type { TSESTree } from '@typescript-eslint/utils'

import type { Registration, Removal } from '../../ledger/registrations/registration.js'
import type { Holder } from '../../lives/lifetime.js'
import type { SignalEnding } from '../../lives/signals/signal-endings.js'
import type { Recurrence } from './repeated.js'

/**
 * The forms of a lost listener.
 *
 * - `neverRemoved`: the target outlives the owner and nothing takes the listener out
 * - `siblingRemoved`: the owner's end takes out the listeners beside it, but not this one
 * - `siblingCollected`: a subscription beside it is released with the owner, but not this one
 * - `addedAgain`: it is added anew while those before it are still there
 * - `addedMoreOften`: it is added at each update, and taken out once
 * - `signalStays`: it was given a signal, which nothing aborts in time
 * - `abortLeft`: it waits for the caller's signal to abort, also when the work has settled
 * - `abortForwarded`: it aborts a controller, which stays for as long as the caller's signal
 * - `signalFollows`, `signalWaits`: it keeps a signal that follows others, or waits for a time
 * - `addedPastEnd`: it is added after a wait, when the owner's end may have taken out nothing
 * - `losersStay`: of several listeners of one promise only the one that fires goes
 */
export type ListenerForm =
  | 'neverRemoved'
  | 'siblingRemoved'
  | 'siblingCollected'
  | 'addedAgain'
  | 'addedMoreOften'
  | 'signalStays'
  | 'abortLeft'
  | 'abortForwarded'
  | 'signalFollows'
  | 'signalWaits'
  | 'addedPastEnd'
  | 'losersStay'

/** What a message and a correction of a lost listener need to know. */
export interface ListenerLoss {
  readonly form: ListenerForm
  readonly registration: Registration
  readonly holder: Holder
  /** How its signal ends, for `signalStays`. */
  readonly ending: SignalEnding
  /** The removal of a sibling, for `siblingRemoved`; the one that takes out too few, for `addedMoreOften`. */
  readonly sibling?: Removal | undefined
  /** What collects the subscription beside it, for `siblingCollected`. */
  readonly collected?: TSESTree.CallExpression | undefined
  /** What is waited for before it is added, for `addedPastEnd`. */
  readonly wait?: TSESTree.Node | undefined
  /** Why it is added anew, for `addedAgain` and `addedMoreOften`. */
  readonly recurrence?: Recurrence | undefined
  /** What it aborts, for `abortForwarded`. */
  readonly controller?: string | undefined
}
