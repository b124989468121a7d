import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { stampOf } from './read-sources.js'
import { resolveImport } from './resolve-import.js'

/** A file that imports another one. */
export interface Importer {
  readonly path: string
  /** How it names that file; all of them lead to it. */
  readonly specifiers: readonly string[]
}

/** More files than this are not read to learn who imports one of them. */
const MAX_FILES = 5000

/** A walk over the folders is good for so many times as long as it took: it is to cost next to nothing. */
const LASTS = 50

interface Read {
  readonly stamp: string
  readonly specifiers: readonly string[]
}

interface Index {
  readonly files: ReadonlyMap<string, Read>
  /** The files that name something by a last part of a specifier. */
  readonly byName: ReadonlyMap<string, readonly string[]>
  readonly goodUntil: number
}

/** By the folder below which the project is; null where it has too many files. */
const indexes = new Map<string, Index | { readonly files: null; readonly goodUntil: number }>()

/**
 * Answers the files below a folder that import the one at a path, as `import`, `export … from`, `require` or `import()` name it.
 * Undefined where there are too many files to look at. Files that have just changed are noticed at the next look, which comes
 * soon where the project is small.
 */
export function importersIn(root: string, path: string): readonly Importer[] | undefined {
  const index = indexOf(root)
  if (index.files === null) return undefined
  const { files, byName } = index
  const candidates = new Set(lastPartsOf(path).flatMap((name) => byName.get(name) ?? []))
  candidates.delete(path)
  return [...candidates].flatMap((from) => {
    const names = lastPartsOf(path)
    const specifiers = (files.get(from)?.specifiers ?? []).filter(
      (each) => names.includes(lastPartOf(each)) && resolveImport(each, from) === path,
    )
    return specifiers.length > 0 ? [{ path: from, specifiers }] : []
  })
}

function indexOf(root: string): NonNullable<ReturnType<typeof indexes.get>> {
  const known = indexes.get(root)
  const start = Date.now()
  if (known && known.goodUntil > start) return known
  const files = readAll(root, known?.files ?? undefined)
  const end = Date.now()
  const goodUntil = end + (end - start) * LASTS
  const index = files ? { files, byName: namesIn(files), goodUntil } : { files: null, goodUntil }
  indexes.set(root, index)
  return index
}

function namesIn(files: ReadonlyMap<string, Read>): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>()
  for (const [path, { specifiers }] of files) {
    for (const name of new Set(specifiers.map(lastPartOf))) {
      const known = byName.get(name)
      if (known) known.push(path)
      else byName.set(name, [path])
    }
  }
  return byName
}

function readAll(
  root: string,
  former: ReadonlyMap<string, Read> | undefined,
): ReadonlyMap<string, Read> | undefined {
  const files = new Map<string, Read>()
  const folders = [root]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name).replaceAll('\\', '/')
      if (entry.isDirectory()) {
        if (!LEFT_OUT.test(entry.name)) folders.push(path)
      } else if (SOURCE.test(entry.name) && entry.isFile()) {
        const stamp = stampOf(path)
        if (stamp === undefined) continue
        const known = former?.get(path)
        files.set(path, known?.stamp === stamp ? known : { stamp, specifiers: specifiersAt(path) })
        if (files.size > MAX_FILES) return undefined
      }
    }
  }
  return files
}

/** What is installed, built or hidden is no source. */
const LEFT_OUT = /^(?:\..*|node_modules|bower_components|dist|build|out|coverage|vendor)$/

const SOURCE = /(?<!\.d)\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** What stands behind `from`, `import`, `require(` and `import(`: comments may do so as well, which only costs a look. */
const SPECIFIER = /\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g

function specifiersAt(path: string): readonly string[] {
  try {
    const found = readFileSync(path, 'utf8').matchAll(SPECIFIER)
    return [...new Set(Array.from(found, ([, , specifier = '']) => specifier))]
  } catch {
    return []
  }
}

/** The last part of what a specifier may name a file by: `./feed.js` and `../feed` do so by `feed`. */
function lastPartOf(specifier: string): string {
  return withoutExtension(specifier.slice(specifier.lastIndexOf('/') + 1))
}

/** A folder's `index` goes by the name of the folder, and by that of any package: what is imported as a whole has no last part. */
function lastPartsOf(path: string): readonly string[] {
  const name = withoutExtension(basename(path))
  if (name !== 'index') return [name]
  const folder = dirname(path)
  const names = ['index', basename(folder), '.', '..', '']
  return basename(folder) === 'src' ? [...names, basename(dirname(folder))] : names
}

function withoutExtension(name: string): string {
  return name.replace(/(?<=.)\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/, '')
}
