import { perFile } from '../cells/file-facts.js'
import type { Loss } from './loss.js'
import { outlivedLosses } from './outlived.js'
import { overwrittenLosses } from './overwritten.js'
import { voidedLosses } from './voided.js'

/** Answers all losses of a file, for all kinds and cells; each duty is lost once, in its plainest way. */
export const losses = perFile((facts): readonly Loss[] => [
  ...outlivedLosses(facts),
  ...overwrittenLosses(facts),
  ...voidedLosses(facts),
])
