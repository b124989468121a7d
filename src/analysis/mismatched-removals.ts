import { listenersAddedAtEnd } from './added-at-end.js'
import { perFile } from '../cells/file-facts.js'
import { lostVariables } from './lost-variables.js'
import type { Mismatch } from './mismatch.js'
import { misspelledRemovals } from './misspelled-removals.js'
import { removalMismatches } from './removal-mismatches.js'

/** Answers everything in a file that was written to take something out and takes nothing out. */
export const mismatchedRemovals = perFile((facts): readonly Mismatch[] => [
  ...removalMismatches(facts),
  ...listenersAddedAtEnd(facts),
  ...lostVariables(facts),
  ...misspelledRemovals(facts),
])
