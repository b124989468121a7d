import { perFile } from '../../cells/file-facts.js'
import { lostVariables } from './lost-variables.js'
import type { Mismatch } from './mismatch.js'
import { misspelledRemovals } from './misspelled-removals.js'

/** Answers what was written to take something out at the end, and never runs or never gets what it should. */
export const mismatchedRemovals = perFile((facts): readonly Mismatch[] => [
  ...lostVariables(facts),
  ...misspelledRemovals(facts),
])
