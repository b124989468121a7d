import { perFile, type FileFacts } from '../cells/file-facts.js'
import { droppedLosses } from './dropped.js'
import { bodyLosses } from './bodies/left-bodies.js'
import { handlerLosses } from './bodies/left-sockets.js'
import { leftLosses } from './left.js'
import type { Loss } from './loss.js'
import { outlivedLosses } from './outlived.js'
import { forgottenLosses } from './outlived/forgotten.js'
import { overwrittenLosses } from './overwritten.js'
import { overwrittenLocals } from './overwritten-locals.js'
import { removedLosses } from './removed.js'
import { couplingLosses } from './coupled/uncoupled.js'
import { voidedLosses } from './voided.js'

/** Answers all losses of a file, for all kinds and cells; each duty is lost once, in its plainest way. */
export const losses = perFile((facts): readonly Loss[] => [
  ...droppedLosses(facts),
  ...leftLosses(facts),
  ...outlivedLosses(facts),
  ...forgottenBeside(facts),
  ...overwrittenLosses(facts),
  ...overwrittenLocals(facts),
  ...voidedLosses(facts),
  ...removedLosses(facts),
  ...bodyLosses(facts),
  ...handlerLosses(facts),
  ...couplingLosses(facts),
])

/** What is told of a field already is not told again of the cell that it is. */
function forgottenBeside(facts: FileFacts): readonly Loss[] {
  const told = new Set(outlivedLosses(facts).map(({ cell }) => cell?.place))
  return forgottenLosses(facts).filter(({ cell }) => !told.has(cell?.place))
}
