/**
 * What the key of a collection is.
 *
 * - `passing`: an object that comes and goes, such as an element, a request, an instance
 * - `object`: an object, of which the program may have a fixed number
 * - `none`: a primitive, a function or class, or something that lives as long as the module
 */
export type KeyKind = 'passing' | 'object' | 'none' | 'unknown'

const FROM_WEAKEST: readonly KeyKind[] = ['none', 'unknown', 'object', 'passing']

/** Answers what is true of all of several things; unknown of none. */
export function weakestOf(kinds: readonly KeyKind[]): KeyKind {
  return FROM_WEAKEST.find((kind) => kinds.includes(kind)) ?? 'unknown'
}
