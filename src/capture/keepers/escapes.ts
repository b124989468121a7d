import { runsOnce } from '../../lives/multiplicity.js'
import type { Escape } from './escape.js'
import { perFile } from '../../cells/file-facts.js'
import { keptCallbacks } from './kept-callbacks.js'
import { keptEntries } from './kept-entries.js'
import { keptProperties } from './kept-properties.js'
import { partsOfKept } from '../parts/kept-parts.js'

/**
 * Answers the values of a file that are handed to something long-lived and outlive the call that hands them over, each
 * with those that it is made of: listeners, callbacks of timers, the entries of collections, and what variables and
 * properties of long-lived things are set to. What happens while the module loads happens once, and is not among them.
 */
export const escapes = perFile((facts): readonly Escape[] =>
  [...keptCallbacks(facts), ...keptEntries(facts), ...keptProperties(facts)]
    .filter(({ value }) => !runsOnce(facts, value))
    .flatMap((escape) => partsOfKept(facts, escape.value).map((value) => ({ ...escape, value }))),
)
