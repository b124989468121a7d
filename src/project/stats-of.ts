import { statSync, type Stats } from 'node:fs'

/**
 * Answers what the system knows of a path; undefined where nothing is there, or it may not be asked. A path that goes through a file,
 * such as that of a block of code in another file, or of an index in a component, names nothing.
 */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
