import { createRequire } from 'node:module'
import { dirname, isAbsolute } from 'node:path'

import { rememberedName } from '../syntax/remembered.js'
import { nearestManifest } from './manifest.js'

/**
 * Answers the lowest major version of Node that a file is made for, by `engines.node` of the nearest package.json;
 * undefined where that says nothing, or nothing that can be understood.
 */
export function lowestNodeOf(filename: string): number | undefined {
  const engines = isAbsolute(filename) ? nearestManifest(dirname(filename))?.['engines'] : undefined
  const range = (engines as { node?: unknown } | null | undefined)?.node
  return typeof range === 'string' ? (lowestMajor(range) ?? undefined) : undefined
}

const lowestMajor = rememberedName((range): number | null => {
  try {
    // Loaded when first needed: few files have anything that depends on it.
    const minVersion = createRequire(import.meta.url)('semver/ranges/min-version') as MinVersion
    return minVersion(range)?.major ?? null
  } catch {
    return null
  }
})

type MinVersion = (range: string) => { readonly major: number } | null
