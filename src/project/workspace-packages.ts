import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { manifestAt } from './manifest.js'
import { stampOf } from './read-sources.js'

const NONE: readonly string[] = []

/**
 * Answers the paths that the name of a package may stand for where it is a package of the same workspace: its `source`, its main
 * file where that is a source, `src/index`, and what a sub-path names. None where the workspace has no package of that name.
 */
export function packageEntries(from: string, specifier: string): readonly string[] {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0]
  const root = name === undefined ? undefined : workspaceAbove(from)
  const folder = root && name !== undefined ? root.packages().get(name) : undefined
  if (folder === undefined || name === undefined) return NONE
  const rest = specifier.slice(name.length + 1)
  if (rest !== '') return [join(folder, rest), join(folder, 'src', rest)]
  const { source, main } = manifestAt(folder) ?? {}
  const named = [source, main].filter((each): each is string => typeof each === 'string')
  return [...named.map((each) => join(folder, each)), join(folder, 'src/index'), join(folder, 'index')]
}

/** Answers the root of the workspace that a folder is in; undefined where it is in none. */
export function workspaceRoot(folder: string): string | undefined {
  return workspaceAbove(folder)?.folder
}

interface Workspace {
  readonly folder: string
  readonly stamp: string
  /** The folders of its packages by their names, looked for once. */
  packages(): ReadonlyMap<string, string>
}

/** By folder: of most folders there is nothing to say. */
const workspaces = new Map<string, Workspace>()

function workspaceAbove(start: string): Workspace | undefined {
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    const patterns = patternsAt(folder)
    if (!patterns) continue
    const known = workspaces.get(folder)
    if (known?.stamp === patterns.stamp) return known
    let packages: ReadonlyMap<string, string> | undefined
    const workspace: Workspace = {
      folder,
      stamp: patterns.stamp,
      packages: () => (packages ??= packagesOf(folder, patterns.globs)),
    }
    workspaces.set(folder, workspace)
    return workspace
  }
  return undefined
}

function patternsAt(
  folder: string,
): { readonly stamp: string; readonly globs: readonly string[] } | undefined {
  for (const name of ['pnpm-workspace.yaml', 'lerna.json', 'package.json']) {
    const path = join(folder, name)
    const stamp = stampOf(path)
    const globs = stamp === undefined ? undefined : globsIn(path, name)
    if (stamp !== undefined && globs) return { stamp, globs }
  }
  return undefined
}

function globsIn(path: string, name: string): readonly string[] | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    // A list of quoted or bare globs is all that such a file says of packages.
    if (name.endsWith('.yaml'))
      return [...text.matchAll(/^\s*-\s*['"]?([^'"\s#]+)/gm)].map(([, glob]) => glob ?? '')
    const manifest = JSON.parse(text) as { workspaces?: unknown; packages?: unknown }
    const listed = name === 'lerna.json' ? manifest.packages : manifest.workspaces
    const globs = isRecord(listed) ? listed['packages'] : listed
    return Array.isArray(globs) ? globs.filter((each): each is string => typeof each === 'string') : undefined
  } catch {
    return undefined
  }
}

function packagesOf(root: string, globs: readonly string[]): ReadonlyMap<string, string> {
  const packages = new Map<string, string>()
  for (const glob of globs) {
    if (glob.startsWith('!')) continue
    for (const folder of foldersOf(root, glob.replace(/\/$/, '').split('/'))) {
      const { name } = manifestAt(folder) ?? {}
      if (typeof name === 'string' && !packages.has(name)) packages.set(name, folder)
    }
  }
  return packages
}

/** More folders than a workspace has packages, below a `**`. */
const MAX_DEPTH = 3

function foldersOf(folder: string, [part, ...rest]: readonly string[]): readonly string[] {
  if (part === undefined) return [folder]
  if (!part.includes('*')) return foldersOf(join(folder, part), rest)
  const inner = subfolders(folder)
  if (part !== '**') return inner.flatMap((each) => foldersOf(each, rest))
  const below = (each: string, depth: number): readonly string[] =>
    depth > MAX_DEPTH ? NONE : [each, ...subfolders(each).flatMap((next) => below(next, depth + 1))]
  return inner.flatMap((each) => below(each, 1)).flatMap((each) => foldersOf(each, rest))
}

function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
      .map(({ name }) => join(folder, name))
  } catch {
    return NONE
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
