import { perFile } from '../cells/file-facts.js'
import { bodyLosses } from './left-bodies.js'
import { handlerLosses } from './left-sockets.js'
import type { Loss } from './loss.js'
import { couplingLosses } from './uncoupled.js'

/** Answers all losses of a file, for all kinds and cells; each duty is lost once, in its plainest way. */
export const losses = perFile((facts): readonly Loss[] => [
  ...bodyLosses(facts),
  ...handlerLosses(facts),
  ...couplingLosses(facts),
])
