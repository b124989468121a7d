import type { TSESTree } from '@typescript-eslint/utils'

import type { Certainty } from './findings.js'
import type { Owner } from '../lives/owner.js'
import type { Registration, Removal } from '../ledger/registrations.js'

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
  | 'noContext'

/** A removal that takes nothing out. */
export interface RemovalMismatch {
  kind: MismatchKind
  certainty: Certainty
  removal: Removal
  /** The registration it was meant for; undefined where this file has none. */
  registration: Registration | undefined
  /** Other registrations that it may have been meant for as well. */
  others: readonly Registration[]
}

/** A teardown that adds a listener once more, where a removal was meant. */
export interface AddedAtEnd {
  kind: 'addedAtEnd'
  certainty: Certainty
  registration: Registration
  /** The first one. */
  original: Registration
  owner: Owner | undefined
  /** What ends here, for a message. */
  where: string
}

/** A removal that reads a component's variable, which each render makes anew. */
export interface LostVariable {
  kind: 'lostVariable'
  certainty: Certainty
  node: TSESTree.CallExpression
  variable: string
  /** The assignment that a later render does not see. */
  assignment: TSESTree.Node
  component: string
}

/** A member that nothing calls, by a name that is nearly that of a teardown. */
export interface MisspelledRemoval {
  kind: 'misspelledTeardown'
  certainty: Certainty
  node: TSESTree.Node
  name: string
  right: string
  className: string
}

export type Mismatch = RemovalMismatch | AddedAtEnd | LostVariable | MisspelledRemoval
