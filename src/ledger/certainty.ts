/**
 * How sure the analysis is. `known`: it understood the holder, the owner and every way to a release.
 * `likely`: something is unknown, but this shape was a real leak often enough.
 */
export type Certainty = 'known' | 'likely'
