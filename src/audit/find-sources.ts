import { readdirSync, statSync, type Dirent } from 'node:fs'
import path from 'node:path'

import { globSync, isDynamicPattern } from 'tinyglobby'

import type { Problem } from './audit-report.js'
import { COMPONENT } from './components/component-parsers.js'
import { describeSystemError } from './describe-system-error.js'

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'build', 'coverage', 'out', 'vendor'])
const SOURCE = /\.[cm]?[jt]sx?$/
const GENERATED = /\.min\.[cm]?jsx?$|\.d\.[cm]?ts$/

interface Sources {
  /** Absolute. */
  files: string[]
  /** Those of them that the command line names, rather than a folder or a pattern that they are in. */
  named: ReadonlySet<string>
  problems: Problem[]
}

/**
 * Which files are to be audited? What is named in `paths` always is; folders are searched, and so is what a
 * pattern with asterisks matches, which not every shell expands. Folders and paths that cannot be read, and patterns that match
 * nothing, are problems. Symbolic links inside a folder are not followed: what they lead to is either in the folder
 * as well or was not asked for, and they may lead in circles.
 */
export function findSources(paths: readonly string[], cwd: string): Sources {
  const files = new Set<string>()
  const named = new Set<string>()
  const problems: Problem[] = []

  for (const written of paths) {
    const absolute = path.resolve(cwd, written)
    try {
      const stats = statSync(absolute)
      if (stats.isDirectory()) search(absolute)
      else if (stats.isFile()) named.add(absolute)
      else problems.push({ filePath: absolute, message: 'is neither a file nor a folder', inputLost: true })
    } catch (error) {
      // Brackets are part of many a file's name: only what does not exist can be a pattern.
      if (isDynamicPattern(written)) expand(written)
      else problems.push({ filePath: absolute, message: describeSystemError(error), inputLost: true })
    }
    for (const file of named) files.add(file)
  }
  return { files: [...files], named, problems }

  function expand(pattern: string): void {
    const found = sourcesMatching(pattern, cwd)
    for (const file of found) files.add(file)
    if (found.length === 0)
      problems.push({ filePath: undefined, message: `no file matches '${pattern}'`, inputLost: true })
  }

  function search(folder: string): void {
    for (const entry of readFolder(folder)) {
      const entryPath = path.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) search(entryPath)
      } else if (entry.isFile() && isSource(entry.name)) {
        files.add(entryPath)
      }
    }
  }

  function readFolder(folder: string): Dirent[] {
    try {
      const entries = readdirSync(folder, { withFileTypes: true })
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    } catch (error) {
      problems.push({ filePath: folder, message: describeSystemError(error), inputLost: true })
      return []
    }
  }
}

/** As if the folders that the pattern leads through were searched, less those that it names itself. */
function sourcesMatching(pattern: string, cwd: string): string[] {
  const slashed = path.sep === '\\' ? pattern.replaceAll('\\', '/') : pattern
  const parts = slashed.split('/')
  const skipped = [...SKIPPED_FOLDERS].filter((folder) => !parts.includes(folder))
  const found = globSync(slashed, {
    cwd,
    absolute: true,
    followSymbolicLinks: false,
    ignore: skipped.map((folder) => `**/${folder}/**`),
  })
  return found
    .map((file) => path.normalize(file))
    .filter((file) => isSource(path.basename(file)))
    .sort()
}

function isSource(name: string): boolean {
  return (SOURCE.test(name) || COMPONENT.test(name)) && !GENERATED.test(name)
}
