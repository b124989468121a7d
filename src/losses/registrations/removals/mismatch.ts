import type { Link } from '../../../ledger/link.js'
import type { Owner } from '../../../lives/owner.js'
import type { Registration, Removal } from '../../../ledger/registrations/registration.js'

/**
 * Why a removal takes nothing out:
 *
 * - `freshFunction`: its function is made where it stands, so nothing has ever been given that one
 * - `wrappedHandler`: a bound, debounced or wrapping function was added, the bare one is named
 * - `otherHandler`: another function listens for this event
 * - `otherEvent`: the function listens for other events
 * - `noEvent`: the event is left out, so the function stands in its place
 * - `otherCapture`: the capture flag differs
 * - `otherTarget`: the function listens on another target
 * - `otherMediaQuery`: it is called on the result of another `matchMedia()`
 * - `neverFilled`: nothing of the file fills what it names
 * - `notYetAdded`: its function is made in the same call, and added only after it
 * - `noContext`: the emitter compares the context, which is left out
 */
export type MismatchKind =
  | 'freshFunction'
  | 'wrappedHandler'
  | 'otherHandler'
  | 'otherEvent'
  | 'noEvent'
  | 'otherCapture'
  | 'otherTarget'
  | 'otherMediaQuery'
  | 'neverFilled'
  | 'notYetAdded'
  | 'noContext'

/** Why a removal takes nothing out, and what a message says of it. */
export interface Answer {
  readonly kind: MismatchKind
  /** Why it may take something out all the same. */
  readonly doubt?: Link | undefined
  readonly meant: readonly Registration[]
}

/** A removal that takes nothing out. */
export interface RemovalMismatch {
  readonly kind: MismatchKind
  readonly removal: Removal
  /** The registration it was meant for; undefined where this file has none. */
  readonly registration: Registration | undefined
  /** Other registrations that it may have been meant for as well. */
  readonly others: readonly Registration[]
}

/** A teardown that adds a listener once more, where a removal was meant. */
export interface AddedAtEnd {
  readonly kind: 'addedAtEnd'
  readonly registration: Registration
  /** The first one. */
  readonly original: Registration
  readonly owner: Owner | undefined
  /** What ends here, for a message. */
  readonly where: string
}
