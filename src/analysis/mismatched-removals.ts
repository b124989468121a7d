import { listenersAddedAtEnd } from './added-at-end.js'
import { perFile } from './file-facts.js'
import { lostVariables } from './lost-variables.js'
import type { Mismatch } from './mismatch.js'
import { misspelledTeardowns } from './misspelled-teardowns.js'
import { removalMismatches } from './removal-mismatches.js'

/** Answers everything in a file that was written to take something out and takes nothing out. */
export const mismatchedRemovals = perFile((facts): readonly Mismatch[] => [
  ...removalMismatches(facts),
  ...listenersAddedAtEnd(facts),
  ...lostVariables(facts),
  ...misspelledTeardowns(facts),
])
