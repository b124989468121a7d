import { IGNORED_DISPOSABLE_TYPES } from '../../protocols/resources.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'

/** Answers a list of names as a set, the same one for the same list. */
export const namesOf = perKey(
  (_facts: FileFacts, names: readonly string[]): ReadonlySet<string> => new Set(names),
)

/** Answers the types that are disposable, or look it, but that nobody disposes of by hand. */
export const ignoredTypes = perFile(
  (facts): ReadonlySet<string> => new Set([...IGNORED_DISPOSABLE_TYPES, ...facts.settings.ignoreTypes]),
)
