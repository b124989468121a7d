import { perFile } from '../cells/file-facts.js'
import { outlivedHandles } from './handles/outlived-handles.js'
import { droppedLosses } from './dropped.js'
import { bodyLosses } from './bodies/left-bodies.js'
import { handlerLosses } from './bodies/left-sockets.js'
import { leftLosses } from './left.js'
import type { Loss } from './loss.js'
import { outlivedLosses } from './outlived.js'
import { overwrittenLosses } from './overwritten.js'
import { overwrittenLocals } from './overwritten-locals.js'
import { removedLosses } from './removed.js'
import { couplingLosses } from './coupled/uncoupled.js'
import { listenerLosses } from './registrations/listeners.js'
import { misplacedLosses } from './registrations/misplaced.js'
import { mismatchedLosses } from './registrations/mismatched.js'
import { voidedLosses } from './voided.js'

/** Answers all losses of a file, for all kinds and cells; each duty is lost once, in its plainest way. */
export const losses = perFile((facts): readonly Loss[] => [
  ...droppedLosses(facts),
  ...leftLosses(facts),
  ...outlivedLosses(facts),
  ...outlivedHandles(facts),
  ...overwrittenLosses(facts),
  ...overwrittenLocals(facts),
  ...voidedLosses(facts),
  ...removedLosses(facts),
  ...bodyLosses(facts),
  ...handlerLosses(facts),
  ...couplingLosses(facts),
  ...listenerLosses(facts),
  ...mismatchedLosses(facts),
  ...misplacedLosses(facts),
])
