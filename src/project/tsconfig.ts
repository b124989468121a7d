import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import type * as tsconfig from 'get-tsconfig'

import { stampOf } from './read-sources.js'

/** A tsconfig.json or jsconfig.json, as it was when it had that stamp. */
export interface ConfigFile {
  readonly path: string
  readonly stamp: string
}

/** Answers the nearest tsconfig.json or jsconfig.json above a folder; undefined where there is none. */
export function nearestConfig(start: string): ConfigFile | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = join(folder, name)
      const stamp = stampOf(path)
      if (stamp !== undefined) return { path, stamp }
    }
    if (dirname(folder) === folder) return undefined
  }
}

/** Answers what reads configurations. Loaded when first needed: few files are asked for one. */
export function loadTsconfigReader(): typeof tsconfig {
  return createRequire(import.meta.url)('get-tsconfig') as typeof tsconfig
}

/** By the path of the configuration. A project has few of them. */
const targets = new Map<string, { readonly stamp: string; readonly target: string | undefined }>()

/**
 * Answers the `target` of the nearest tsconfig.json or jsconfig.json above a folder, in small letters; undefined where that
 * says none, or cannot be read.
 */
export function targetFrom(folder: string): string | undefined {
  const found = nearestConfig(folder)
  if (!found) return undefined
  const known = targets.get(found.path)
  if (known?.stamp === found.stamp) return known.target
  const target = readTarget(found.path)
  targets.set(found.path, { stamp: found.stamp, target })
  return target
}

function readTarget(path: string): string | undefined {
  try {
    return loadTsconfigReader().parseTsconfig(path).compilerOptions?.target?.toLowerCase()
  } catch {
    return undefined
  }
}
