import { loadTsconfigReader, nearestConfig, type ConfigFile } from './tsconfig.js'

interface Aliases {
  readonly stamp: string
  readonly match: ((specifier: string) => readonly string[]) | null
}

const NONE: readonly string[] = []

/** By the path of the configuration. A project has few of them. */
const aliases = new Map<string, Aliases>()

/**
 * Answers the paths that an import may name by `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json above a folder;
 * none where there is no such file, or it cannot be read.
 */
export function pathsFrom(folder: string, specifier: string): readonly string[] {
  const found = nearestConfig(folder)
  if (!found) return NONE
  const known = aliases.get(found.path)
  const read = known?.stamp === found.stamp ? known : readAliases(found)
  aliases.set(found.path, read)
  return read.match?.(specifier) ?? NONE
}

function readAliases({ path, stamp }: ConfigFile): Aliases {
  try {
    const { createPathsMatcher, parseTsconfig } = loadTsconfigReader()
    return { stamp, match: createPathsMatcher({ path, config: parseTsconfig(path) }) }
  } catch {
    return { stamp, match: null }
  }
}
