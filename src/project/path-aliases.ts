import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import type * as tsconfig from 'get-tsconfig'

import { stampOf } from './read-sources.js'

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

function nearestConfig(start: string): { readonly path: string; readonly stamp: string } | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = join(folder, name)
      const stamp = stampOf(path)
      if (stamp !== undefined) return { path, stamp }
    }
    if (dirname(folder) === folder) return undefined
  }
}

function readAliases({ path, stamp }: { readonly path: string; readonly stamp: string }): Aliases {
  try {
    // Loaded when first needed: few files are asked for by an alias.
    const { createPathsMatcher, parseTsconfig } = createRequire(import.meta.url)(
      'get-tsconfig',
    ) as typeof tsconfig
    return { stamp, match: createPathsMatcher({ path, config: parseTsconfig(path) }) }
  } catch {
    return { stamp, match: null }
  }
}
