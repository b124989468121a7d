import { perFile } from '../cells/file-facts.js'
import { retentionsOfCaptures } from './of-captures.js'
import { retentionsOfCollections } from './of-collections.js'
import { retentionsOfFindings } from './of-findings.js'
import { retentionsOfProcess } from './of-process.js'
import type { Retention } from './retention.js'

/** Answers who keeps what, for each place of a file where something may be reported. */
export const retentions = perFile((facts): readonly Retention[] => [
  ...retentionsOfFindings(facts),
  ...retentionsOfCollections(facts),
  ...retentionsOfCaptures(facts),
  ...retentionsOfProcess(facts),
])
