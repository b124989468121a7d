/* The states a resource may be in at a point, as a set of bits: not yet acquired, open, no longer open. */
export const BEFORE = 1

export const OPEN = 2

const DONE = 4

/** Nothing is in the cell. */
export const EMPTY = 16

/** Released under some condition. */
export const MAYBE = 8

/** A set of them: each is the state on some way to the point. */
export type States = number

/** Whether there is nothing open, and nothing that a condition could tell more of. */
export function isClosed(states: States): boolean {
  return (states & (OPEN | MAYBE | EMPTY)) === 0
}

/** Answers the states after a release: what has not been acquired yet stays so. */
export function released(states: States): States {
  return (states & (BEFORE | EMPTY)) | ((states & ~(BEFORE | EMPTY)) === 0 ? 0 : DONE)
}

/**
 * Joins two branches that both go on. A resource that one of them released and the other did not may be
 * released under a condition that also decided whether it was acquired: unknown, not open.
 */
export function joinBranches(left: States, right: States, related: boolean): States {
  if (left === 0 || right === 0) return left | right
  const joined = left | right
  const differ = (left & DONE) !== (right & DONE)
  if (!related && differ && (joined & OPEN) !== 0) return (joined & ~OPEN) | MAYBE
  return joined
}

/** Answers the states in a branch, of which it is known when the cell is filled there: where it is not, there is nothing left to end. */
export function statesWhen(
  exists: 'true' | 'false' | 'either',
  branch: 'true' | 'false',
  states: States,
): States {
  if (exists === 'either') return states
  if (exists !== branch) return released(states)
  return (states & ~EMPTY) === 0 ? states : states & ~EMPTY
}
