import { dirname, resolve } from 'node:path'

import { pathsFrom } from './path-aliases.js'
import { statsOf } from './stats-of.js'
import { packageEntries } from './workspace-packages.js'

/** What an import may leave out, in the order in which it is looked for. */
const EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs']

/** What TypeScript sources are imported as: by the name of what they are compiled to. */
const COMPILED: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
}

/**
 * Answers the path of the source that an import names: relative to the file, by `paths` and `baseUrl` of the nearest tsconfig or
 * jsconfig, or as a package of the same workspace. Undefined for installed packages, type declarations and what is not there.
 */
export function resolveImport(specifier: string, from: string): string | undefined {
  if (specifier === '' || specifier.startsWith('node:')) return undefined
  const folder = dirname(from)
  const candidates = specifier.startsWith('.')
    ? [resolve(folder, specifier)]
    : [...pathsFrom(folder, specifier), ...packageEntries(folder, specifier)]
  for (const candidate of candidates) {
    const found = sourceFileAt(candidate)
    if (found !== undefined) return found
  }
  return undefined
}

function sourceFileAt(candidate: string): string | undefined {
  const path =
    namesOf(candidate).find(isFile) ?? EXTENSIONS.map((each) => `${candidate}/index${each}`).find(isFile)
  return path === undefined || isForeign(path) ? undefined : path.replaceAll('\\', '/')
}

function namesOf(candidate: string): readonly string[] {
  const extension = /\.[cm]?[jt]sx?$/.exec(candidate)?.[0]
  const added = EXTENSIONS.map((each) => candidate + each)
  if (extension === undefined) return added
  const bare = candidate.slice(0, -extension.length)
  return [...(COMPILED[extension] ?? [extension]).map((each) => bare + each), ...added]
}

/** Of what is installed or only declared there is no source to ask. */
function isForeign(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path) || /[\\/]node_modules[\\/]/.test(path)
}

function isFile(path: string): boolean {
  return statsOf(path)?.isFile() === true
}
