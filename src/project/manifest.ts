import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { stampOf } from './read-sources.js'

/** What a package.json says. */
export type Manifest = Readonly<Record<string, unknown>>

/** Answers what the package.json of a folder says; undefined where there is none that can be read. */
export function manifestAt(folder: string): Manifest | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return isRecord(manifest) ? manifest : undefined
  } catch {
    return undefined
  }
}

/** Answers the nearest folder, from one upwards, that has a package.json. */
export function packageFolder(start: string): string | undefined {
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    if (stampOf(join(folder, 'package.json')) !== undefined) return folder
  }
  return undefined
}

/** By the folder of the package. A workspace has few of them. */
const manifests = new Map<string, { readonly stamp: string; readonly manifest: Manifest | undefined }>()

/** Answers what the nearest package.json says, from a folder upwards, read once as long as it stays the same. */
export function nearestManifest(start: string): Manifest | undefined {
  const folder = packageFolder(start)
  const stamp = folder === undefined ? undefined : stampOf(join(folder, 'package.json'))
  if (folder === undefined || stamp === undefined) return undefined
  const known = manifests.get(folder)
  if (known?.stamp === stamp) return known.manifest
  const manifest = manifestAt(folder)
  manifests.set(folder, { stamp, manifest })
  return manifest
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
