import { readdirSync, statSync, type Dirent } from 'node:fs'
import path from 'node:path'

import type { Problem } from './audit-report.js'
import { describeSystemError } from './describe-system-error.js'

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'build', 'coverage', 'out', 'vendor'])
const SOURCE = /\.[cm]?[jt]sx?$/
const GENERATED = /\.min\.[cm]?jsx?$|\.d\.[cm]?ts$/

/**
 * Which files are to be audited? What is named in `paths` always is; folders are searched. Folders and
 * paths that cannot be read are problems. Symbolic links inside a folder are not followed: what they lead
 * to is either in the folder as well or was not asked for, and they may lead in circles.
 */
export function findSources(paths: readonly string[], cwd: string): { files: string[]; problems: Problem[] } {
  const files = new Set<string>()
  const problems: Problem[] = []

  for (const named of paths) {
    const absolute = path.resolve(cwd, named)
    try {
      const stats = statSync(absolute)
      if (stats.isDirectory()) search(absolute)
      else if (stats.isFile()) files.add(absolute)
      else problems.push({ filePath: absolute, message: 'is neither a file nor a folder', inputLost: true })
    } catch (error) {
      problems.push({ filePath: absolute, message: describeSystemError(error), inputLost: true })
    }
  }
  return { files: [...files], problems }

  function search(folder: string): void {
    for (const entry of readFolder(folder)) {
      const entryPath = path.join(folder, entry.name)
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) search(entryPath)
      } else if (entry.isFile() && SOURCE.test(entry.name) && !GENERATED.test(entry.name)) {
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
